export const ActionOverlays = () => null
