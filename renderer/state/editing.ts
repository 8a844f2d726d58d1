// What the dialog "Edit capture" was filled with: the edit that it means, what that would come to, and writing it.
import { create } from 'zustand';
import { chopTyped } from '../../shared/capture-edit/chop-typed';
import { NO_EDIT, type Chop } from '../../shared/capture-edit/edit-plan';
import { momentTyped, secondsTyped } from '../../shared/capture-edit/exact-time';
import type { TimeNs } from '../../shared/frame/time';
import type { CaptureEdit, EditOutcome } from '../../shared/ipc/edit-calls';
import type { Problem } from '../../shared/problem';
import { engine } from '../engine';
import { currentText } from '../locales/text';
import { formatBytes, formatCount } from '../widgets/format-quantity';
import { visibleMarks } from '../widgets/visible-marks';
import { rangesOf } from './exporting';
import { openDialog } from './overlay';
import { formatOfName, suggestedName, useSaving, withFormat, withoutEnding } from './saving';
import { announce, toProblem, useSession } from './session';

/** As typed. */
export interface EditForm {
  readonly others: readonly string[];
  readonly order: 'merge' | 'append';
  readonly ranges: string;
  readonly rangesMean: 'keep' | 'delete';
  readonly after: string;
  readonly before: string;
  readonly shift: string;
  readonly strict: boolean;
  readonly snaplen: string;
  readonly chops: string;
  readonly adjustsLength: boolean;
  readonly linktype: number | null;
  readonly duplicates: 'none' | 'frames' | 'time';
  readonly window: string;
  readonly ignored: string;
  readonly split: 'none' | 'frames' | 'time' | 'bytes';
  readonly part: string;
  readonly resumes: boolean;
}

export const EMPTY_EDIT: EditForm = {
  others: [], order: 'merge', ranges: '', rangesMean: 'keep', after: '', before: '', shift: '', strict: false, snaplen: '', chops: '', adjustsLength: false,
  linktype: null, duplicates: 'none', window: '5', ignored: '', split: 'none', part: '', resumes: false,
};

export type WrongField = 'ranges' | 'after' | 'before' | 'shift' | 'snaplen' | 'chops' | 'window' | 'ignored' | 'part';

const zoneMinutes = (seconds: number): number => -new Date(seconds * 1000).getTimezoneOffset();
const wholeTyped = (text: string): number | null => (/^\d{1,10}$/.test(text.trim()) ? Number(text) : null);
const isPositive = ({ seconds, nanos }: TimeNs): boolean => seconds > 0 || (seconds === 0 && nanos > 0);

/** The edit, or the fields in which there is something else than they ask for. */
export function editOf(form: EditForm, last: number): CaptureEdit | readonly WrongField[] {
  const wrong: WrongField[] = [];
  const read = <T>(field: WrongField, isAsked: boolean, value: T | null): T | null => {
    if (isAsked && value === null) wrong.push(field);
    return isAsked ? value : null;
  };
  const asked = (text: string): boolean => text.trim() !== '';
  const within = form.duplicates === 'time' ? secondsTyped(form.window) : null;
  const window = read('window', form.duplicates !== 'none', form.duplicates === 'time' ? (within && within.seconds >= 0 ? 0 : null) : wholeTyped(form.window));
  const ignoredBytes = read('ignored', form.duplicates !== 'none' && asked(form.ignored), wholeTyped(form.ignored)) ?? 0;
  const edit: CaptureEdit = {
    others: [...form.others], order: form.order, resumes: form.resumes, split: splitOf(form, wrong),
    plan: {
      ...NO_EDIT,
      ranges: read('ranges', asked(form.ranges), rangesOf(form.ranges, last)), rangesMean: form.rangesMean,
      after: read('after', asked(form.after), momentTyped(form.after, zoneMinutes)), before: read('before', asked(form.before), momentTyped(form.before, zoneMinutes)),
      shift: read('shift', asked(form.shift), secondsTyped(form.shift)), strict: form.strict ? { step: { seconds: 0, nanos: 0 }, each: false } : null,
      snaplen: read('snaplen', asked(form.snaplen), wholeTyped(form.snaplen) || null) ?? 0, chops: read('chops', asked(form.chops), chopsOf(form.chops)) ?? [], adjustsLength: form.adjustsLength, linktype: form.linktype,
      duplicates: window === null ? null : { frames: Math.min(window, 1_000_000), within, ignoredBytes, skipsRadiotap: false },
    },
  };
  return wrong.length > 0 ? wrong : edit;
}

const MOST_CHOPS = 16;

function chopsOf(text: string): Chop[] | null {
  const chops = text.trim().split(/[\s,;]+/).map(chopTyped);
  return chops.length <= MOST_CHOPS && chops.every((chop) => chop !== null) ? chops : null;
}

function splitOf({ split, part }: EditForm, wrong: WrongField[]): CaptureEdit['split'] {
  if (split === 'none') return null;
  const span = split === 'time' ? secondsTyped(part) : null;
  const count = wholeTyped(part) ?? 0;
  if (split === 'time' && span && isPositive(span)) return { by: 'time', span };
  if (split === 'frames' && count > 0) return { by: 'frames', frames: count };
  if (split === 'bytes' && count > 0) return { by: 'bytes', bytes: count };
  wrong.push('part');
  return null;
}

interface Previewed {
  /** null = not known yet. */
  readonly outcome: EditOutcome | null;
  readonly problem: Problem | null;
}

export const useEditPreview = create<Previewed>()(() => ({ outcome: null, problem: null }));

let asked = 0;

/** What was asked before no longer counts. */
export async function previewEdit(edit: CaptureEdit | null): Promise<void> {
  const mine = ++asked;
  useEditPreview.setState({ outcome: null, problem: null });
  if (edit === null) return;
  try {
    const outcome = await engine.call('edit.preview', { edit });
    if (mine === asked) useEditPreview.setState({ outcome });
  } catch (error) {
    if (mine === asked) useEditPreview.setState({ problem: toProblem(error) });
  }
}

/** A path beside the open capture, or in the user's folder where that has none. */
export function suggestedPath(part: string, ending?: string): string {
  const { capture, app, recent } = useSession.getState();
  if (!capture) return '';
  const name = suggestedName(capture, Date.now());
  const beside = (capture.live ? recent[0]?.path : capture.path)?.replace(/[\\/][^\\/]*$/, '');
  return `${beside ?? app?.home ?? ''}/${withoutEnding(name)} ${part}.${ending ?? formatOfName(name) ?? 'pcapng'}`;
}

const nameOf = (path: string): string => path.replace(/^.*[\\/]/, '');

/** @throws ProblemError where it cannot be written */
export async function writeEdit(path: string, edit: CaptureEdit): Promise<void> {
  const format = formatOfName(path) ?? 'pcapng';
  useSaving.setState({ job: { name: nameOf(path), bytes: 0, size: 0 } });
  try {
    const { files } = await engine.call('edit.write', { path: withFormat(path, format), format, edit });
    const [frames, size] = [files.reduce((sum, file) => sum + file.frames, 0), files.reduce((sum, file) => sum + file.size, 0)];
    announce(currentText()('edit.said', { name: visibleMarks(nameOf(files[0]?.path ?? path)), count: files.length, frames: formatCount(frames), size: formatBytes(size) }));
  } finally {
    useSaving.setState({ job: null });
  }
}

export const cancelEdit = (): void => void engine.call('edit.cancel', {}).catch(() => undefined);

/** What the dialog is opened for: its first field. */
export const useEditPurpose = create<{ readonly purpose: 'merge' | 'edit' }>()(() => ({ purpose: 'edit' }));

const isThere = (): boolean => useSession.getState().capture !== null && (useSession.getState().progress?.frames ?? 0) > 0;

function openEdit(purpose: 'merge' | 'edit'): void {
  useEditPurpose.setState({ purpose });
  openDialog('editCapture');
}

export const EDIT_ACTIONS = {
  'file.merge': { run: () => openEdit('merge'), enabled: isThere },
  'file.editCapture': { run: () => openEdit('edit'), enabled: isThere },
} as const;
