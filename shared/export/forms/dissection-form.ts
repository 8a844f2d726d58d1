// A form by its name, for the window: the same that `netloupe read -T` prints.
import { COLUMNS } from '../../session/column';
import type { Session } from '../../session/session';
import { cArraysForm } from './c-arrays-form';
import { csvForm } from './csv-form';
import { ekForm } from './ek-form';
import type { DissectionFormName } from './form-names';
import type { DocumentOrigin, FormSettings, FrameForm, TextSink } from './frame-form';
import { jsonForm } from './json-form';
import { ALL } from './layer-filter';
import { textForm, type TextParts } from './text-form';
import { pdmlForm, psmlForm } from './xml-forms';

export interface DissectionWishes {
  /** Of CSV and TSV: the columns that the list shows. */
  readonly columns: readonly string[];
  readonly safeCells: boolean;
}

const LINE: TextParts = { summary: true, between: ' ', columns: COLUMNS, tree: false, only: null, hex: 'none' };

export function dissectionForm(name: Exclude<DissectionFormName, 'parquet'>, session: Session, out: TextSink, settings: FormSettings, origin: DocumentOrigin, wishes: DissectionWishes): FrameForm {
  switch (name) {
    case 'text': return textForm(session, out, settings, LINE);
    case 'tree': return textForm(session, out, settings, { ...LINE, summary: false, tree: true });
    case 'hex': return textForm(session, out, settings, { ...LINE, hex: 'all' });
    case 'csv':
    case 'tsv': return csvForm(session, out, settings, { names: wishes.columns, separator: name === 'csv' ? ',' : '\t', header: true, bom: false, aggregator: ';', occurrence: 'a', safe: wishes.safeCells });
    case 'json': return jsonForm(session, out, settings);
    case 'jsonraw': return jsonForm(session, out, settings, { values: false, raw: true, uniqueKeys: false, filter: ALL });
    case 'ek': return ekForm(session, out, settings, { raw: false, filter: ALL });
    case 'pdml': return pdmlForm(session, out, settings, origin);
    case 'psml': return psmlForm(session, out, settings, origin);
    case 'carrays': return cArraysForm(session, out, settings);
  }
}
