export const QUEUE_ID = '0123456789abcdef0123456789abcdef'

/** A callflow with a module that the studio does not know: 2600Hz's own call centre. */
export const QUBICLE = {
  module: 'play',
  data: { id: '/system_media/hello' },
  children: {
    _: {
      module: 'qubicle',
      data: { queue_id: QUEUE_ID },
      children: { _: { module: 'voicemail', data: { id: QUEUE_ID } }, timeout: { module: 'hangup', data: {} } },
    },
  },
}
