/** A place on the canvas, in pixels at a zoom of 1. */
export interface Point {
  x: number
  y: number
}

/** The area of a card; its point is the upper left corner. */
export interface Box extends Point {
  id: string
  width: number
  height: number
}
