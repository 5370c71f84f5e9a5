/** Prompts and other audio. @source cb_media.erl of 2600hz/kazoo */
import type { JsonObject } from '../transport/envelope.ts'
import { MAX_BODY_BYTES, tooLargeForKazoo } from '../transport/transport.ts'
import type { AccountScope } from './account-scope.ts'
import { createDocuments, type KazooDocument } from './documents.ts'

export interface SpokenMedia {
  name: string
  text: string
  /** `en-us`; KAZOO's default where left out. */
  language?: string
  /** `female/en-US`; KAZOO's default where left out. */
  voice?: string
}

export interface UploadedMedia {
  name: string
  /** `audio/mpeg`, `audio/mp3`, `audio/wav`, `audio/x-wav` or `audio/ogg`. */
  contentType: string
  bytes: Uint8Array
  language?: string
}

export interface Media {
  /** Speech that KAZOO makes, where it has a provider for it. @throws CrossbarError */
  speak(media: SpokenMedia): Promise<KazooDocument>
  /**
   * Two requests: the document, then its audio. Where the second fails, the document is deleted again.
   * @throws CrossbarError of the audio
   */
  upload(media: UploadedMedia): Promise<KazooDocument>
  /** The audio, for playing. @throws CrossbarError */
  download(id: string): Promise<{ contentType: string; bytes: Uint8Array }>
}

export function createMedia(scope: AccountScope): Media {
  const documents = createDocuments(scope)
  return {
    speak: ({ name, text, language, voice }) =>
      documents.create('media', {
        name,
        media_source: 'tts',
        tts: { text, ...optional({ voice }) },
        streamable: true,
        ...optional({ language }),
      }),
    async upload({ name, contentType, bytes, language }) {
      if (bytes.length > MAX_BODY_BYTES) throw tooLargeForKazoo()
      const data = { name, media_source: 'upload', streamable: true, ...optional({ language }) }
      const document = await documents.create('media', data)
      try {
        await scope.ask({ method: 'POST', path: ['media', document.id, 'raw'], file: { contentType, bytes } })
      } catch (error) {
        await documents.delete('media', document.id, document.revision).catch(() => undefined) // the first error counts
        throw error
      }
      return documents.get('media', document.id)
    },
    download: (id) => scope.download(['media', id, 'raw'], 'audio/*'),
  }
}

const optional = (values: Record<string, string | undefined>): JsonObject =>
  Object.fromEntries(Object.entries(values).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])))
