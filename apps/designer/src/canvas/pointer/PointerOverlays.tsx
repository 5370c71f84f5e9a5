export const PointerOverlays = () => null
