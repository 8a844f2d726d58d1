// Which form of output the options ask for: -T and what belongs to it.
import { version } from '../../package.json';
import type { Registry } from '../../shared/dissect/registry';
import { cArraysForm } from '../../shared/export/forms/c-arrays-form';
import { csvForm } from '../../shared/export/forms/csv-form';
import { ChosenFields } from '../../shared/export/forms/chosen-fields';
import { ekFieldsForm, ekForm } from '../../shared/export/forms/ek-form';
import { fieldForm, type FieldChoice } from '../../shared/export/forms/field-form';
import type { FormSettings, FrameForm, TextSink } from '../../shared/export/forms/frame-form';
import { jsonFieldsForm, jsonForm } from '../../shared/export/forms/json-form';
import { layerFilter, type LayerFilter } from '../../shared/export/forms/layer-filter';
import { textForm, type TextParts } from '../../shared/export/forms/text-form';
import { pdmlFieldsForm, pdmlForm, psmlForm } from '../../shared/export/forms/xml-forms';
import { ParquetRows } from '../../shared/export/parquet/parquet-rows';
import { builtInColumn, COLUMNS } from '../../shared/session/column';
import type { Session } from '../../shared/session/session';
import { UsageError, type Parsed, type PRINT_OPTIONS } from './options';
import { WholeOutput } from './whole-output';

export const FORM_TYPES = ['text', 'tabs', 'fields', 'csv', 'json', 'jsonraw', 'ek', 'pdml', 'psml', 'carrays', 'parquet'] as const;
export type FormType = (typeof FORM_TYPES)[number];

export interface PrintedForm {
  readonly type: FormType;
  readonly text: TextParts;
  readonly fields: FieldChoice;
  readonly raw: boolean;
  readonly uniqueKeys: boolean;
  readonly filter: LayerFilter;
  /** Of CSV: no cell is run as a formula. */
  readonly safe: boolean;
  /** Of Parquet: the file that is written, `-` = standard output; else ''. */
  readonly path: string;
}

export const COLUMN_PREFERENCE = 'gui.column.format:';

/** With hex dumps beside. */
const WITH_HEX: readonly FormType[] = ['text', 'tabs', 'json', 'jsonraw', 'ek'];

/** Of chosen fields. */
const WITH_FIELDS: readonly FormType[] = ['fields', 'csv', 'json', 'ek', 'pdml', 'parquet'];

type FormOptions = Parsed<typeof PRINT_OPTIONS> & { readonly print?: readonly string[]; readonly write?: readonly string[]; readonly layers?: readonly string[]; readonly layersBelow?: readonly string[] };

/** @throws UsageError */
export function printedForm(options: FormOptions, registry: Registry): PrintedForm {
  const type = (options.type.at(-1) ?? 'text') as FormType;
  if (!FORM_TYPES.includes(type)) throw new UsageError(`-T ${type}: ${FORM_TYPES.slice(0, -1).join(', ')} and ${FORM_TYPES.at(-1)} are known`);
  const hexdump = options.hexdump.at(-1);
  if (hexdump !== undefined && hexdump !== 'frames' && hexdump !== 'all') throw new UsageError(`--hexdump ${hexdump}: frames or all`);
  const [raw, uniqueKeys] = [options.hex.length > 0 || hexdump !== undefined, options.uniqueKeys.length > 0];
  if (options.field.length > 0 && !WITH_FIELDS.includes(type)) throw new UsageError(`-e goes with -T ${WITH_FIELDS.join(', ')}`);
  if (raw && !WITH_HEX.includes(type)) throw new UsageError(`-x goes with -T ${WITH_HEX.join(', ')}`);
  if (options.safeCells.length > 0 && type !== 'csv') throw new UsageError('--safe-cells goes with -T csv');
  if (type === 'parquet' && (options.write ?? []).length === 0) throw new UsageError('-T parquet needs -w FILE, or -w - for standard output');
  if (uniqueKeys && type !== 'json' && type !== 'jsonraw') throw new UsageError('--no-duplicate-keys goes with -T json and -T jsonraw');
  return { type, text: textParts(options, type, raw), fields: fieldChoice(options, type, registry), raw, uniqueKeys, filter: chosenLayers(options), safe: options.safeCells.length > 0, path: type === 'parquet' ? (options.write?.at(-1) ?? '') : '' };
}

function textParts(options: FormOptions, type: FormType, isHex: boolean): TextParts {
  const hex = !isHex ? 'none' : options.hexdump.at(-1) === 'frames' ? 'frame' : 'all';
  const names = options.only.at(-1);
  const tree = options.verbose.length > 0 || names !== undefined;
  return {
    summary: (!tree && !isHex) || (options.print ?? []).length > 0, columns: columnsWished(options.preference), between: type === 'tabs' ? '\t' : ' ',
    tree, only: names === undefined ? null : new Set(names.split(',').map((name) => name.trim())), hex,
  };
}

const COLUMN_CODES: Readonly<Record<string, string>> = { '%m': 'number', '%t': 'time', '%s': 'source', '%d': 'destination', '%p': 'protocol', '%L': 'length', '%i': 'info' };

/** `-o gui.column.format:"Time","%t","Port","%Cus:tcp.port"`: pairs of a title and what stands in the column. @throws UsageError */
function columnsWished(preferences: readonly string[]): readonly string[] {
  const text = preferences.findLast((each) => each.startsWith(COLUMN_PREFERENCE))?.slice(COLUMN_PREFERENCE.length);
  if (text === undefined) return COLUMNS;
  return text.split(',').filter((_, i) => i % 2 === 1).map((code) => {
    const plain = code.trim().replace(/^"|"$/g, '');
    const name = COLUMN_CODES[plain] ?? /^%Cus:([^:]+)/.exec(plain)?.[1];
    if (name === undefined) throw new UsageError(`-o ${COLUMN_PREFERENCE}… knows ${Object.keys(COLUMN_CODES).join(' ')} and %Cus:FIELD, not ${plain}`);
    return name;
  });
}

function chosenLayers({ layers, layersBelow }: FormOptions): LayerFilter {
  const [own, below] = [layers?.at(-1), layersBelow?.at(-1)];
  const text = below ?? own;
  return layerFilter(text === undefined ? null : new Set(text.split(/[ ,]+/).filter(Boolean)), below !== undefined);
}

export function formOf(form: PrintedForm, session: Session, out: TextSink, settings: FormSettings, capture: string): FrameForm {
  const { type, fields, raw, uniqueKeys, filter } = form;
  const origin = { creator: `netloupe/${version}`, capture, madeAt: new Date() };
  const chosen = fields.names.length > 0 ? new ChosenFields(session, settings, fields.names) : null;
  switch (type) {
    case 'text':
    case 'tabs': return textForm(session, out, settings, form.text);
    case 'fields': return fieldForm(session, out, settings, fields);
    case 'csv': return csvForm(session, out, settings, { ...fields, safe: form.safe });
    case 'carrays': return cArraysForm(session, out, settings);
    case 'parquet': return parquetForm(form, session, settings, capture);
    case 'json': return chosen ? jsonFieldsForm(session, out, chosen) : jsonForm(session, out, settings, { values: true, raw, uniqueKeys, filter });
    case 'jsonraw': return jsonForm(session, out, settings, { values: false, raw: true, uniqueKeys, filter });
    case 'ek': return chosen ? ekFieldsForm(session, out, chosen) : ekForm(session, out, settings, { raw, filter });
    case 'pdml': return chosen ? pdmlFieldsForm(session, out, chosen, origin) : pdmlForm(session, out, settings, origin, filter);
    case 'psml': return psmlForm(session, out, settings, origin);
  }
}

function parquetForm({ fields, path }: PrintedForm, session: Session, settings: FormSettings, capture: string): FrameForm {
  const file = new WholeOutput(path);
  const { names, occurrence, aggregator } = fields;
  const rows = new ParquetRows(session, settings, { names, occurrence, aggregator, capture, creator: `netloupe version ${version}` }, (bytes) => file.writeBytes(bytes));
  return {
    begin: () => undefined,
    frame: (number, source) => rows.add(number, source),
    end: () => {
      rows.end();
      file.finish();
    },
  };
}

const CHARACTERS: Readonly<Record<string, string>> = { '/t': '\t', '/s': ' ' };
const YES_NO: Readonly<Record<string, boolean>> = { y: true, n: false };
const QUOTES: Readonly<Record<string, string>> = { d: '"', s: "'", n: '' };

function fieldChoice(options: FormOptions, type: FormType, registry: Registry): FieldChoice {
  const result = { names: options.field, separator: type === 'csv' ? ',' : '\t', aggregator: type === 'csv' ? ';' : ',', occurrence: (type === 'parquet' ? 'f' : 'a') as 'a' | 'f' | 'l', quote: '', header: type === 'csv', bom: false };
  if (type === 'fields' && result.names.length === 0) throw new UsageError('-T fields needs at least one -e FIELD');
  for (const name of result.names) {
    if (builtInColumn(name) === undefined && registry.named(name).length === 0) throw new UsageError(`there is no field ${name}; netloupe fields lists them`);
  }
  for (const text of options.fieldOption) {
    const at = text.indexOf('=');
    const [key, value] = [text.slice(0, at), text.slice(at + 1)];
    if (key === 'header' && YES_NO[value] !== undefined) result.header = YES_NO[value];
    else if (key === 'bom' && YES_NO[value] !== undefined) result.bom = YES_NO[value];
    else if (key === 'separator' && value !== '') result.separator = CHARACTERS[value] ?? value[0]!;
    else if (key === 'aggregator' && value !== '') result.aggregator = CHARACTERS[value] ?? value[0]!;
    else if (key === 'occurrence' && (value === 'a' || value === 'f' || value === 'l')) result.occurrence = value;
    else if (key === 'quote' && QUOTES[value] !== undefined) result.quote = QUOTES[value];
    else throw new UsageError(`-E ${text} is not known`);
  }
  return result;
}
