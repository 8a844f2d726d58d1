// Puts settings of Wireshark that were chosen in force: in the profile in use, or in a new one that is taken into use.
import type { ImportedColumn } from '../../../shared/profile/wireshark-columns';
import type { ImportedSettings } from '../../../shared/profile/imported-settings';
import { isStandard, standardColumn, type Column } from '../../state/columns';
import { applySettings, settingsNow, usePreferences, type ProfileSettings } from '../../state/preferences';
import { addProfile, settingsOf, switchProfile, DEFAULT_PROFILE } from '../../state/profiles';
import type { Part } from './import-report';

function columnOf({ id, title }: ImportedColumn): Column {
  return isStandard(id) ? standardColumn(id) : { id, title: title.slice(0, 200), width: null, align: 'left' };
}

function chosenSettings(imported: ImportedSettings, parts: ReadonlySet<Part>): ProfileSettings {
  const { view } = usePreferences.getState();
  const { rules, filters, macros, columns, layout, relativeSequence } = imported;
  const found: Record<string, unknown> = {};
  if (parts.has('rules') && rules) found['colourRules'] = rules;
  if (parts.has('filters') && filters) found['savedFilters'] = filters;
  if (parts.has('macros') && macros) found['filterMacros'] = macros;
  if (parts.has('columns') && columns) found['columns'] = columns.columns.map(columnOf);
  if (parts.has('layout')) {
    if (layout !== null) found['layout'] = layout;
    found['view'] = { ...view, ...(relativeSequence === null ? {} : { relativeSequence }), ...(columns?.time ? { time: columns.time } : {}) };
  }
  return found;
}

/** @param profile name of a new profile; null = into the one in use */
export function takeOver(imported: ImportedSettings, parts: ReadonlySet<Part>, profile: string | null): void {
  const chosen = chosenSettings(imported, parts);
  if (profile === null) return applySettings({ ...settingsNow(), ...chosen });
  switchProfile(addProfile(profile, { ...(settingsOf(DEFAULT_PROFILE) ?? {}), ...chosen }));
}
