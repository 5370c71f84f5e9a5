/** About how long it takes to say a text: the preview's clock and "About 9 s" in the inspector. */
export const speechDurationMs = (text: string): number => [...text].length * 60 + 400
