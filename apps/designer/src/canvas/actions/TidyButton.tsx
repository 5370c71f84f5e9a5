export const TidyButton = () => null
