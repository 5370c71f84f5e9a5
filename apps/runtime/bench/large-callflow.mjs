/** A callflow as large as wanted: menus of three texts each, of which every one leads to another menu. */
export function largeCallflow(modules) {
  const root = menu()
  const open = []
  let made = 1
  for (let parent = root; made < modules; parent = open.shift()) {
    const under = parent.module === 'menu' ? ['_', '1', '2'] : ['_']
    for (const key of under.slice(0, modules - made)) {
      const child = parent.module === 'menu' ? { module: 'tts', data: { text: `You are at number ${made}.` } } : menu()
      parent.children = { ...parent.children, [key]: child }
      open.push(child)
      made++
    }
  }
  return JSON.stringify({ name: `Large ${modules}`, flow: root })
}

const menu = () => ({ module: 'menu', data: { id: '8ca0e4c50aa1e2901d749307e19b2e4b' } })
