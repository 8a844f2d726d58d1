// What a folder of Wireshark's settings comes to here: rules, saved filters, macros, columns and view, and what stands in it that is not taken over.
import { MOST_FILTER_LENGTH, MOST_NAME_LENGTH, MOST_RULES, type ColourRule } from './colour-rule';
import { parseColorfilters, type OddLine } from './colorfilters-file';
import { parseFilterList, type SavedFilter } from './dfilters-file';
import { MOST_MACROS, parseMacroList, parseMacroTable, type FilterMacro } from './filter-macros';
import type { ColumnSettings } from './wireshark-columns';
import type { WiresharkTexts } from './wireshark-folder';
import { importPreferences, type ImportedPreferences } from './wireshark-preferences';

/** Saved filters that are kept, and their longest texts. */
export const MOST_SAVED = 50;
export const MOST_SAVED_NAME = 120;
export const MOST_SAVED_TEXT = 1000;
export const MOST_COLUMNS = 40;

export interface ImportedSettings {
  /** null = there is no such file. */
  readonly rules: readonly ColourRule[] | null;
  readonly filters: readonly SavedFilter[] | null;
  readonly macros: readonly FilterMacro[] | null;
  readonly columns: ColumnSettings | null;
  readonly layout: ImportedPreferences['layout'];
  readonly relativeSequence: ImportedPreferences['relativeSequence'];
  /** Names of settings that are not taken over. */
  readonly left: readonly string[];
  readonly oddRules: readonly OddLine[];
  readonly oddFilters: readonly OddLine[];
  readonly oddMacros: readonly OddLine[];
  /** More than are kept. */
  readonly isCut: { readonly rules: boolean; readonly filters: boolean; readonly macros: boolean };
}

export function importedSettings({ files }: WiresharkTexts): ImportedSettings {
  const textOf = (kind: WiresharkTexts['files'][number]['kind']): string | null => files.find((file) => file.kind === kind)?.text ?? null;
  const [colours, saved, preferences] = [textOf('colorfilters'), textOf('dfilters'), textOf('preferences')];
  const parsedRules = parseColorfilters(colours ?? '');
  const parsedFilters = parseFilterList(saved ?? '');
  const { macros, odd: oddMacros } = importedMacros(textOf('dfilter_macros'), textOf('dmacros'));
  const { columns, layout, relativeSequence, left } = importPreferences(preferences ?? '');
  const rules = parsedRules.rules.filter(({ filter }) => filter.length <= MOST_FILTER_LENGTH).map((rule) => ({ ...rule, name: rule.name.slice(0, MOST_NAME_LENGTH) }));
  const filters = withoutRepeats(parsedFilters.filters.filter(({ text }) => text.length <= MOST_SAVED_TEXT).map(({ name, text }) => ({ name: name.slice(0, MOST_SAVED_NAME), text })));
  return {
    rules: colours === null ? null : rules.slice(0, MOST_RULES),
    filters: saved === null ? null : filters.slice(0, MOST_SAVED),
    macros: macros === null ? null : macros.slice(0, MOST_MACROS),
    columns: columns === null || columns.columns.length === 0 ? null : { ...columns, columns: columns.columns.slice(0, MOST_COLUMNS) },
    layout, relativeSequence, left,
    oddRules: parsedRules.odd, oddFilters: parsedFilters.odd, oddMacros,
    isCut: { rules: rules.length > MOST_RULES || rules.length < parsedRules.rules.length, filters: filters.length > MOST_SAVED, macros: (macros?.length ?? 0) > MOST_MACROS },
  };
}

/** A saved filter is known by its name and by its text: of two alike the first stays. */
function withoutRepeats(filters: readonly SavedFilter[]): SavedFilter[] {
  return filters.filter(({ name, text }, at) => filters.findIndex((other) => other.name === name || other.text === text) === at);
}

/** What the newer file says counts; of two of a name the first. */
function importedMacros(older: string | null, newer: string | null): { readonly macros: readonly FilterMacro[] | null; readonly odd: readonly OddLine[] } {
  if (older === null && newer === null) return { macros: null, odd: [] };
  const { macros, odd } = newer === null ? parseMacroTable(older ?? '') : parseMacroList(newer);
  return { macros: macros.filter(({ name, text }, at) => text.length <= MOST_FILTER_LENGTH && macros.findIndex((other) => other.name === name) === at), odd };
}
