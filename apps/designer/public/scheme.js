// Runs before the first paint, so that nobody who works in the dark is shown a white page.
{
  let scheme = null
  try {
    scheme = localStorage.getItem('studio-color-scheme')
  } catch {
    // Storage may be forbidden; the system's choice counts then.
  }
  if (scheme !== 'light' && scheme !== 'dark')
    scheme = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'
  document.documentElement.setAttribute('data-mantine-color-scheme', scheme)
}
