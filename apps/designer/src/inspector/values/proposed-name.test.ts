import { isVariableName, type JsonPlace } from '@callflow-studio/model'
import { describe, expect, it } from 'vitest'
import { proposedName } from './proposed-name.ts'

const propose = (place: JsonPlace, ...taken: string[]) => proposedName(place, (name) => taken.includes(name))

describe('the name that is proposed for a value of a reply', () => {
  it('is the value’s own', () => {
    expect(propose(['balance'])).toBe('balance')
    expect(propose(['account', 'balance'])).toBe('balance')
    expect(propose(['id'])).toBe('id')
  })

  it('says what it belongs to where it says nothing alone', () => {
    expect(propose(['customer', 'id'])).toBe('customer_id')
    expect(propose(['name', 'first'])).toBe('first_name')
    expect(propose(['visits', 0, 'date'])).toBe('visit_date')
    expect(propose(['data', 'id'])).toBe('id')
  })

  it('is a word that templates can say', () => {
    expect(propose(['nextVisit'])).toBe('next_visit')
    expect(propose(['in stock'])).toBe('in_stock')
    expect(propose(['Prénom'])).toBe('prenom')
    expect(propose(['2nd'])).toBe('value_2nd')
    expect(propose(['名前'])).toBe('reply')
    expect(propose([])).toBe('reply')
    for (const key of ['-', '1', 'a.b', '__proto__', 'ß', ' x ']) expect(isVariableName(propose([key]))).toBe(true)
  })

  it('is free: longer where the short one is taken, else counted', () => {
    expect(propose(['account', 'balance'], 'balance')).toBe('account_balance')
    expect(propose(['balance'], 'balance')).toBe('balance_2')
    expect(propose(['balance'], 'balance', 'balance_2')).toBe('balance_3')
    expect(propose(['orders', 1], 'order')).toBe('order_2')
  })

  it('leaves the name alone under which a failure is told', () => {
    expect(propose(['error'])).toBe('error_2')
    expect(propose(['payment', 'error'])).toBe('payment_error')
  })
})
