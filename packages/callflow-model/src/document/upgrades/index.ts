/**
 * Older documents are upgraded on read: one small pure function a version, each from n to n + 1.
 * Nothing is written back until the user saves.
 */
type Upgrade = (document: Record<string, unknown>) => Record<string, unknown>

const UPGRADES: Record<number, Upgrade> = {
  // Version 0: documents written by hand, without a version, settings or variables.
  0: (document) => ({ ...document, schemaVersion: 1, variables: document.variables ?? [] }),
}

/** @returns the document in the present schema version; the very same object if it is up to date. */
export function upgradeDocument(document: Record<string, unknown>): Record<string, unknown> {
  let upgraded = document
  for (;;) {
    const version = typeof upgraded.schemaVersion === 'number' ? upgraded.schemaVersion : 0
    const upgrade = UPGRADES[version]
    if (!upgrade) return upgraded
    upgraded = upgrade(upgraded)
  }
}
