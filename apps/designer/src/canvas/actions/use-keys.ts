export const useKeys = (_root: unknown): void => {}
