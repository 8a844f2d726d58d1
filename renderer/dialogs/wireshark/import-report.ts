// Settings of Wireshark that were read, and what the engine says of them: what each part comes to, in sentences.
import { useEffect, useState } from 'react';
import { importedSettings, type ImportedSettings } from '../../../shared/profile/imported-settings';
import type { OddLine } from '../../../shared/profile/colorfilters-file';
import type { WiresharkTexts } from '../../../shared/profile/wireshark-folder';
import { engine } from '../../engine';
import type { Text } from '../../locales/text';
import { isStandard } from '../../state/columns';
import { visibleMarks } from '../../widgets/visible-marks';
import { namesText } from '../colouring/rule-state-text';

export interface ImportReport {
  readonly path: string;
  /** Name of the profile that they come from; '' = none. */
  readonly name: string;
  readonly settings: ImportedSettings;
  /** Names of rules that can colour nothing here. */
  readonly unusable: readonly string[];
  /** Fields of columns that Netloupe does not decode. */
  readonly unknown: ReadonlySet<string>;
}

export async function readReport(path: string): Promise<ImportReport> {
  const texts: WiresharkTexts = await engine.call('wireshark.read', { path });
  const settings = importedSettings(texts);
  const rules = settings.rules ?? [];
  const fields = (settings.columns?.columns ?? []).map(({ id }) => id).filter((id) => !isStandard(id));
  const [states, known] = await Promise.all([engine.call('colours.check', { filters: rules.map(({ filter }) => filter) }), engine.call('fields.known', { names: fields })]);
  return {
    path: texts.path, name: texts.name, settings,
    unusable: rules.filter((_, at) => states[at]?.state === 'unusable').map(({ name }) => name),
    unknown: new Set(fields.filter((_, at) => !known[at])),
  };
}

export const PARTS = ['rules', 'filters', 'macros', 'columns', 'layout'] as const;
export type Part = (typeof PARTS)[number];

export interface PartReport {
  readonly part: Part;
  readonly title: string;
  readonly remarks: readonly string[];
}

function oddText(odd: readonly OddLine[], text: Text): string[] {
  return odd.length === 0 ? [] : [text('import.oddLines', { count: odd.length, lines: odd.slice(0, 8).map(({ line }) => line).join(', ') })];
}

function columnRemarks({ settings: { columns }, unknown }: ImportReport, text: Text): string[] {
  if (!columns) return [];
  const notes = columns.notes.map(({ title, format, note }) => text(`import.note.${note}`, { title: visibleMarks(title), format: visibleMarks(format) }));
  const empty = columns.columns.filter(({ id }) => unknown.has(id)).map(({ id, title }) => text('import.note.notDecoded', { title: visibleMarks(title), field: visibleMarks(id) }));
  return [...notes, ...empty];
}

/** The parts that there are, each with what must be said of it. */
export function partsOf(report: ImportReport, text: Text): PartReport[] {
  const { rules, filters, macros, columns, layout, relativeSequence, oddRules, oddFilters, oddMacros, isCut } = report.settings;
  const parts: PartReport[] = [];
  if (rules) {
    const unusable = report.unusable.length === 0 ? [] : [text('import.rulesUnusable', { count: report.unusable.length, names: namesText(report.unusable) })];
    parts.push({ part: 'rules', title: text('import.rules', { count: rules.length }), remarks: [...unusable, ...oddText(oddRules, text), ...(isCut.rules ? [text('import.tooMany', { count: rules.length })] : [])] });
  }
  if (filters) parts.push({ part: 'filters', title: text('import.filters', { count: filters.length }), remarks: [...oddText(oddFilters, text), ...(isCut.filters ? [text('import.tooMany', { count: filters.length })] : [])] });
  if (macros) parts.push({ part: 'macros', title: text('import.macros', { count: macros.length }), remarks: [...oddText(oddMacros, text), ...(isCut.macros ? [text('import.tooMany', { count: macros.length })] : [])] });
  if (columns) parts.push({ part: 'columns', title: text('import.columns', { count: columns.columns.length }), remarks: columnRemarks(report, text) });
  if (layout !== null || relativeSequence !== null || (columns !== null && columns.time !== null)) parts.push({ part: 'layout', title: text('import.layout'), remarks: [] });
  return parts;
}

export function leftText({ settings: { left } }: ImportReport, text: Text): string {
  return left.length === 0 ? '' : text('import.left', { count: left.length, names: namesText(left) });
}

/** The report of the path that was chosen last, or why there is none. */
export function useReport(path: string): { readonly report: ImportReport | null; readonly failure: unknown } {
  const [found, setFound] = useState<{ readonly path: string; readonly report: ImportReport | null; readonly failure: unknown }>({ path: '', report: null, failure: null });
  useEffect(() => {
    if (path === '') return undefined;
    let newest = true;
    readReport(path).then(
      (report) => newest && setFound({ path, report, failure: null }),
      (failure: unknown) => newest && setFound({ path, report: null, failure }),
    );
    return () => {
      newest = false;
    };
  }, [path]);
  return found.path === path ? found : { report: null, failure: null };
}
