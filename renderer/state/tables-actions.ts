// Exporting what was taken apart of frames, as text, trees and tables.
import { FORM_ENDINGS, type DissectionFormName } from '../../shared/ipc/export-calls';
import type { FrameChoice } from '../../shared/ipc/frame-choice';
import { engine } from '../engine';
import { currentText } from '../locales/text';
import { formatBytes, formatCount } from '../widgets/format-quantity';
import { visibleMarks } from '../widgets/visible-marks';
import { usePreferences } from './preferences';
import { currentView } from './rows';
import { useSaving, withoutEnding } from './saving';
import { announce, useSession } from './session';

/** Beside the capture, in the user's own folder: its name with the form's ending. */
export function suggestedDissections(form: DissectionFormName): string {
  const { app, capture } = useSession.getState();
  return `${app?.home ?? ''}/${withoutEnding(capture?.name ?? 'capture')}.${FORM_ENDINGS[form]}`;
}

/** The same path with the ending of another form, unless the user gave it one of his own. */
export function withForm(path: string, from: DissectionFormName, to: DissectionFormName): string {
  const ending = `.${FORM_ENDINGS[from]}`;
  return path.endsWith(ending) ? path.slice(0, -ending.length) + `.${FORM_ENDINGS[to]}` : path;
}

/** @throws ProblemError where the file cannot be written, or writing was cancelled */
export async function exportDissections(path: string, form: DissectionFormName, frames: FrameChoice, safeCells: boolean): Promise<void> {
  const name = path.replace(/^.*[\\/]/, '');
  const columns = usePreferences.getState().columns.map(({ id }) => id);
  useSaving.setState({ job: { name, bytes: 0, size: 0 } });
  try {
    const exported = await engine.call('export.dissections', { path, form, frames, columns, safeCells, view: currentView() });
    announce(currentText()('exportFrames.said', { name: visibleMarks(name), count: exported.frames, formatted: formatCount(exported.frames), size: formatBytes(exported.size) }));
  } finally {
    useSaving.setState({ job: null });
  }
}
