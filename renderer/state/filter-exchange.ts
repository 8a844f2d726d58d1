// Display filters used for capturing, and capture filters used on what is displayed.
import { displayFilterMeaning } from '../../shared/filter/capture-to-display';
import { changeSettings, rememberOptions } from './capture-options';
import { applyFilter } from './filter-bar';
import { loadInterfaces, useInterfaces } from './interfaces';
import { closeDialog, openDialog } from './overlay';

/** The options of the next capture open with this filter for all interfaces that are chosen; nothing starts. */
export async function captureWith(filter: string): Promise<void> {
  if (useInterfaces.getState().list === null) await loadInterfaces();
  changeSettings(useInterfaces.getState().choice.chosen, { filter }, true);
  openDialog('captureOptions');
}

/** The display filter that selects what the capture filter keeps; '' where none can say it. */
export function asDisplayFilter(capture: string): string {
  return capture.trim() === '' ? '' : (displayFilterMeaning(capture) ?? '');
}

/** Leaves the options as closing them does. */
export function applyForDisplay(filter: string): void {
  rememberOptions();
  closeDialog();
  applyFilter(filter);
}
