/**
 * Files that import each other in a circle: Tarjan's strongly connected components.
 * @param {Map<string, string[]>} imports of each file, by its path
 * @returns {string[][]} the files of each circle of two or more, sorted by path
 * @source Tarjan, "Depth-first search and linear graph algorithms", SIAM J. Comput. 1 (1972)
 */
export function findCircles(imports) {
  const indices = new Map()
  const lowest = new Map()
  const open = []
  const circles = []

  const visit = (file) => {
    indices.set(file, indices.size)
    lowest.set(file, indices.get(file))
    open.push(file)
    for (const target of imports.get(file) ?? []) {
      if (!imports.has(target)) continue
      if (!indices.has(target)) visit(target)
      if (open.includes(target)) lowest.set(file, Math.min(lowest.get(file), lowest.get(target)))
    }
    if (lowest.get(file) !== indices.get(file)) return
    const circle = open.splice(open.indexOf(file))
    if (circle.length > 1) circles.push(circle.sort())
  }

  for (const file of imports.keys()) if (!indices.has(file)) visit(file)
  return circles
}
