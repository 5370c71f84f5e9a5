/** Every module of an answer. */
export function allModules<Module extends { children?: Readonly<Record<string, Module>> }>(tree: Module): Module[] {
  const all: Module[] = []
  const stack = [tree]
  for (let module = stack.pop(); module; module = stack.pop()) {
    all.push(module)
    stack.push(...Object.values(module.children ?? {}))
  }
  return all
}
