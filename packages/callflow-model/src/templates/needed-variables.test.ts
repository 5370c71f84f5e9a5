import { describe, expect, it } from 'vitest'
import { variablesNeeded } from './needed-variables.ts'

describe('variables that a text needs', () => {
  it.each([
    ['{{ vars.a }} {{ vars["b"] }} {{ vars.c.d }}', ['a', 'b', 'c']],
    ['{{ vars.a | default: 0 }}', []],
    ['{{ vars.a | upcase | default: "x" | append: vars.b }}', ['b']],
    ['{{ vars.a | default: vars.b }}', ['b']],
    ['{{ vars.a | default: 0 }} {{ vars.a }}', ['a']],
    ['{{ vars.a | upcase }}', ['a']],
    ['{% assign n = vars.a | default: 0 | plus: 1 %}{{ n }}', []],
    ['{% if vars.a %}{{ vars.a }}{{ vars.b }}{% endif %}', ['b']],
    ['{% if vars.a and vars.b == "x" %}{{ vars.b }}{% elsif vars.c %}{{ vars.c }}{% endif %}', []],
    ['{% unless vars.a %}x{% else %}{{ vars.a }}{% endunless %}', []],
    ['{% case vars.a %}{% when "1" %}{{ vars.a }}{% when vars.b %}x{% endcase %}', ['b']],
    ['{% if vars.a %}x{% endif %}{{ vars.a }}', ['a']],
    ['{% for x in vars.list %}{{ x }}{% endfor %}', ['list']],
    ['{% if caller.name %}{% for x in vars.list %}{{ vars.b }}{% endfor %}{% endif %}', ['b', 'list']],
    ['{{ caller.name }} vars.a', []],
    ['{{ vars.a', []],
  ])('%s', (text, names) => expect([...variablesNeeded(text)].sort()).toEqual(names))

  it('finds them in tags nested hundreds deep', () => {
    const deep = 500
    expect([...variablesNeeded(`${'{% if 1 %}'.repeat(deep)}{{ vars.a }}${'{%endif%}'.repeat(deep)}`)]).toEqual(['a'])
  })
})
