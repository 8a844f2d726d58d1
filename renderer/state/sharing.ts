// Making something of the open capture that can be given to others: without addresses, or as one page.
import type { Anonymised } from '../../shared/ipc/share-calls';
import type { ArgsOf } from '../../shared/ipc/contract';
import { engine } from '../engine';
import { currentText } from '../locales/text';
import { formatBytes } from '../widgets/format-quantity';
import { visibleMarks } from '../widgets/visible-marks';
import { openDialog } from './overlay';
import { formatOfName, useSaving, withoutEnding } from './saving';
import { announce, useSession } from './session';

export type AnonymiseWish = Omit<ArgsOf<'share.anonymise'>, 'path' | 'format'>;

export const NEW_ANONYMISE: AnonymiseWish = { key: '', payload: 'mask', keepsMaker: false, keepsComments: false };

/** A name beside the capture's own, in the user's own folder. */
export function suggestedShare(addition: string, ending: string): string {
  const { app, capture } = useSession.getState();
  return `${app?.home ?? ''}/${withoutEnding(capture?.name ?? 'capture')}${addition}${ending}`;
}

/** Says in the status bar what was written. @throws ProblemError where it cannot be written, or writing was cancelled */
async function written<T extends { readonly size: number }>(path: string, call: () => Promise<T>): Promise<T> {
  const name = path.replace(/^.*[\\/]/, '');
  useSaving.setState({ job: { name, bytes: 0, size: 0 } });
  try {
    const result = await call();
    announce(currentText()('share.said', { name: visibleMarks(name), size: formatBytes(result.size) }));
    return result;
  } finally {
    useSaving.setState({ job: null });
  }
}

/** @throws ProblemError */
export async function anonymise(path: string, wish: AnonymiseWish): Promise<Anonymised['report']> {
  return (await written(path, () => engine.call('share.anonymise', { path, format: formatOfName(path) ?? 'pcapng', ...wish }))).report;
}

/** @throws ProblemError */
export async function writeReport(path: string, streams: readonly number[]): Promise<void> {
  await written(path, () => engine.call('share.report', { path, streams: [...streams] }));
}

/** `0, 3 7` as numbers; null = something else stands there. */
export function streamsTyped(text: string): number[] | null {
  const words = text.split(/[\s,]+/).filter((word) => word !== '');
  return words.every((word) => /^\d{1,9}$/.test(word)) && words.length <= 50 ? words.map(Number) : null;
}

const hasCapture = (): boolean => useSession.getState().capture !== null;

export const SHARE_ACTIONS = {
  'file.anonymise': { run: () => openDialog('anonymise'), enabled: hasCapture },
  'file.report': { run: () => openDialog('report'), enabled: hasCapture },
} as const;
