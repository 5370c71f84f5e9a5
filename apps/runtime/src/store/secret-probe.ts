/** What tells whether two servers of a database have the same secret: something that the first one has sealed. */
export interface SecretProbe {
  seal: () => string
  opens: (sealed: string) => boolean
  /** Whether it is sealed with the secret that seals now; what an older one has sealed is sealed again. */
  isCurrent: (sealed: string) => boolean
}
