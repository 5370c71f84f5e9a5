/** The documents’ thread: a document of thousands of steps takes seconds, in which no call must wait. */
import { importCallflow, importTwiml } from '@callflow-studio/model'
import { listCountries, listHolidays, listRegions } from '../holidays/public-holidays.ts'
import { serveThread } from '../threads/serve-thread.ts'
import { checkDocument } from './check-document.ts'
import { toWorld } from './surroundings.ts'
import type { ToDocuments } from './worker-protocol.ts'

await serveThread<ToDocuments>(async () => (message) => {
  switch (message.kind) {
    case 'check':
      return checkDocument(message.document, toWorld(message.around, message.flowId), message.withReport)
    case 'import': {
      const { format, source, options } = message
      return format === 'twiml' ? importTwiml(String(source), options) : importCallflow(source, options)
    }
    case 'holiday-countries':
      return listCountries(message.language)
    case 'holiday-regions':
      return listRegions(message.country, message.language)
    case 'holidays':
      return listHolidays(message.wish)
    case 'close':
      return null
  }
})
