// Words of exporting packet dissections, in English.
export const tablesEn = {
  'action.file.exportDissections': 'Export packet dissections…',
  'dissections.title': 'Export packet dissections',
  'dissections.form': 'Form',
  'dissections.form.text': 'Text: a line for each frame',
  'dissections.form.tree': 'Text: the details of each frame',
  'dissections.form.csv': 'CSV: the columns of the list',
  'dissections.form.tsv': 'TSV: the columns, separated by tabs',
  'dissections.form.json': 'JSON: all fields',
  'dissections.form.pdml': 'PDML: details as XML',
  'dissections.form.psml': 'PSML: the list as XML',
  'dissections.form.carrays': 'C arrays of the bytes',
  'dissections.form.hex': 'Text: a line and a hex dump',
  'dissections.safeCells': 'Spreadsheets run no cell as a formula',
  'dissections.path': 'File',
  'dissections.replaces': 'A file of that name is there and will be replaced.',
  'dissections.write': 'Export',
} as const;
