import type { Page } from '@playwright/test'
export class Editor { constructor(readonly page: Page) {} }
