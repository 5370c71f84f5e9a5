/** What keeps a command from doing its work: a sentence that says what to do. */
export class MaintenanceError extends Error {}
