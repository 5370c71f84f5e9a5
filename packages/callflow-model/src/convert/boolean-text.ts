/** True and false as spreadsheets and people write them. */

/**
 * Returns what a word means, in the languages that Excel has its own words for; null for any other word. Capitals and accents
 * do not matter.
 * @source Excel's localised names of the functions TRUE and FALSE
 */
export function readBooleanText(text: string): boolean | null {
  const word = fold(text)
  if (TRUE.has(word)) return true
  return FALSE.has(word) ? false : null
}

const fold = (text: string): string =>
  text.trim().normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replaceAll('ı', 'i')

const wordsOf = (text: string): Set<string> => new Set(text.trim().split(/\s+/).map(fold))

const TRUE = wordsOf(`1 true yes y
  wahr ja j vrai oui o verdadero sí vero sì verdadeiro sim waar prawda tak pravda ano áno sant sand sann tosi kyllä
  igaz igen doğru evet истина да істина правда так αληθής ναι adevărat da cert veritat istina`)

const FALSE = wordsOf(`0 false no n
  falsch nein faux non falso falso não onwaar nee fałsz nie nepravda ne falskt nej falsk usann nei epätosi ei
  hamis nem yanlış hayır ложь нет хибність ні ψευδής όχι fals nu laž`)
