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
 * @param load imports the component; called again after a failure
 * @example const PublishDialog = lazyPart(async () => (await import('./PublishDialog.tsx')).PublishDialog, 'dialog').Part
 */
export function lazyPart<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  place: PartPlace,
): LazyPart<Props> {
  let known: ComponentType<Props> | null = null
  const fetchPart = async (): Promise<void> => {
    known ??= await load()
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
