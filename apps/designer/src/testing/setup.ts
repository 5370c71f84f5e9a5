/** What every page of the designer has loaded: styles, and words. */
import '@mantine/core/styles.layer.css'
import '../ui/tokens.css'
import '../ui/base.css'
import '../app/i18n.ts'
