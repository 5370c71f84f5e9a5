export const strings = {
  copy: 'Copy',
  copied: 'Copied',
  copyNamed: 'Copy {{what}}',
  close: 'Close',
  tryAgain: 'Try again',
  unreachable: 'The studio cannot be reached.',
  noAnswer: 'The studio did not answer ({{status}}).',
  undo: 'Undo',
}
