// The forms in which the window exports what was taken apart, and how files of them are called.
export const DISSECTION_FORMS = ['text', 'tree', 'csv', 'tsv', 'json', 'jsonraw', 'ek', 'pdml', 'psml', 'carrays', 'hex', 'parquet'] as const;
export type DissectionFormName = (typeof DISSECTION_FORMS)[number];

export const FORM_ENDINGS: Readonly<Record<DissectionFormName, string>> = { text: 'txt', tree: 'txt', csv: 'csv', tsv: 'tsv', json: 'json', jsonraw: 'json', ek: 'json', pdml: 'pdml', psml: 'psml', carrays: 'c', hex: 'txt', parquet: 'parquet' };
