import type { Answer, Ask, Transport } from '../transport/transport.ts'

/** Requests below one account. */
export interface AccountScope {
  /** `path` is what follows `/accounts/{id}`. @throws CrossbarError */
  ask(asked: Ask): Promise<Answer>
  download(path: readonly string[], accept: string): Promise<{ contentType: string; bytes: Uint8Array }>
}

/** @param accountId whose documents; resolved once for each request, since an API key names its account only on signing in */
export function createAccountScope(transport: Transport, accountId: () => Promise<string>): AccountScope {
  const below = async (path: readonly string[]): Promise<string[]> => ['accounts', await accountId(), ...path]
  return {
    ask: async (asked) => transport.ask({ ...asked, path: await below(asked.path) }),
    download: async (path, accept) => transport.download(await below(path), accept),
  }
}
