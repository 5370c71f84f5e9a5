import { useEffect } from 'react'

/** Not passive, so that the browser can be kept from zooming. */
const OPTIONS = { passive: false, capture: true }

/**
 * While a flow is edited, pinching on a trackpad (a wheel with Ctrl, in Safari a gesture) zooms the canvas or nothing,
 * and never the page: lists, menus and panels over the canvas let the browser have it otherwise.
 */
export function useNoPageZoom(): void {
  useEffect(() => {
    const onWheel = (event: WheelEvent) => {
      if (event.ctrlKey) event.preventDefault()
    }
    const onGesture = (event: Event) => event.preventDefault()
    window.addEventListener('wheel', onWheel, OPTIONS)
    window.addEventListener('gesturestart', onGesture, OPTIONS)
    return () => {
      window.removeEventListener('wheel', onWheel, OPTIONS)
      window.removeEventListener('gesturestart', onGesture, OPTIONS)
    }
  }, [])
}
