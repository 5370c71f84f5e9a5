import { type ComponentType, useEffect, useState } from 'react'
import { PartMissing } from './PartMissing.tsx'

/** page, dialog: where the part would be, a note says why it is not. decoration: nothing is shown in its place. */
export type PartPlace = 'page' | 'dialog' | 'decoration'

export interface LazyPart<Props> {
  Part: ComponentType<Props>
  /** Fetches the code of the part. Never rejects: what cannot be fetched now is fetched again when it is shown. */
  preload: () => Promise<void>
}

/**
 * A part of the designer whose code is fetched when it is first needed. Where that fails, because the studio cannot be
 * reached or was updated in between, the part's own place says so, and the rest of the page goes on working. `React.lazy`
 * would throw instead, up to the error page of the router.
 * @param load imports the module; called again after a failure
 * @param componentOf the component in that module
 * @example const PublishDialog = lazyPart(() => import('./PublishDialog.tsx'), (part) => part.PublishDialog, 'dialog').Part
 */
export function lazyPart<Module, Props extends object>(
  load: () => Promise<Module>,
  componentOf: (module: Module) => ComponentType<Props>,
  place: PartPlace,
): LazyPart<Props> {
  let known: ComponentType<Props> | null = null
  const fetchPart = async (): Promise<void> => {
    known ??= componentOf(await load().catch((error: unknown) => importAgain<Module>(error)))
  }

  // biome-ignore lint/correctness/noComponentHookFactories: it is made once, when the module that asks for it is read
  function Part(props: Props) {
    const [Loaded, setLoaded] = useState<ComponentType<Props> | null>(() => known)
    const [hasFailed, setFailed] = useState(false)
    const [tries, setTries] = useState(0)
    // biome-ignore lint/correctness/useExhaustiveDependencies: each try fetches again
    useEffect(() => {
      let isShown = true
      setFailed(false)
      fetchPart().then(
        () => isShown && setLoaded(() => known),
        () => isShown && setFailed(true), // why it failed no browser tells: `PartMissing` finds out
      )
      return () => {
        isShown = false
      }
    }, [tries])
    if (Loaded) return <Loaded {...props} />
    if (!hasFailed || place === 'decoration') return null
    const { onClose } = props as { onClose?: () => void }
    return <PartMissing place={place} onRetry={() => setTries(tries + 1)} {...(onClose ? { onClose } : {})} />
  }

  return { Part, preload: () => fetchPart().catch(() => {}) } // see above: `Part` fetches again, and tells
}

let lastTry = 0

/**
 * A browser never fetches a module again that it could not fetch once, not even much later; under another address it does.
 * @param error of `import`: in Chromium and Firefox its message names the address
 * @throws that error where it does not, or why the module cannot be fetched now either
 */
function importAgain<Module>(error: unknown): Promise<Module> {
  const [url] = /https?:\/\/\S+\.js\b/.exec(error instanceof Error ? error.message : '') ?? []
  if (url === undefined) throw error
  lastTry += 1
  return import(/* @vite-ignore */ `${url}?again=${lastTry}`)
}
