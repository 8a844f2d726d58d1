// Words of tcpdump's text, in English.

export const dumpEn = {
  'action.view.dumpText': 'tcpdump text',
  'action.view.copyDumpText': 'Copy text',
  'action.view.saveDumpText': 'Save text…',
  'tabs.dumpText': 'tcpdump text',
  'dumpText.lines_one': '{{formatted}} line',
  'dumpText.lines_other': '{{formatted}} lines',
  'dumpText.linesSoFar_one': '{{formatted}} line so far',
  'dumpText.linesSoFar_other': '{{formatted}} lines so far',
  'dumpText.verbose': 'How much of each packet (-v)',
  'dumpText.plain': 'one line',
  'dumpText.link': 'With the link-layer header (-e)',
  'dumpText.absolute': 'TCP sequence numbers as they are sent (-S)',
  'dumpText.hex': 'With the bytes in hex and as characters (-X)',
  'dumpText.nothing': 'No frame is displayed. Clear the display filter to see the text of all frames.',
  'dumpText.scroll': 'Position in the text',
  'dumpText.save': "Save tcpdump's text",
  'dumpText.saved': '{{name}} was written ({{size}})',
  'dumpText.copiedPart': 'The first {{formatted}} lines were copied; Save text writes all of them',
} as const;
