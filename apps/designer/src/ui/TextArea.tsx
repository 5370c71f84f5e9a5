import { type ComponentProps, type RefObject, useLayoutEffect, useRef } from 'react'

interface TextAreaProps extends Omit<ComponentProps<'textarea'>, 'value' | 'defaultValue' | 'ref'> {
  value: string
  ref?: RefObject<HTMLTextAreaElement | null> | undefined
}

/**
 * A controlled text area in which Ctrl+Z takes back words. React writes each new value of a `<textarea value>` into the
 * element's content too, and with every such write the browser begins a new step of its own undo: one letter a press.
 */
export function TextArea({ value, ref, ...others }: TextAreaProps) {
  const own = useRef<HTMLTextAreaElement>(null)
  const area = ref ?? own
  useLayoutEffect(() => {
    if (area.current && area.current.value !== value) area.current.value = value
  }, [area, value])
  return <textarea {...others} ref={area} />
}
