// The text that is imported: what is recognised in it, and the capture that is made of it.
import { create } from 'zustand';
import type { ArgsOf } from '../../shared/ipc/contract';
import type { ImportPreview } from '../../shared/ipc/import-calls';
import type { Problem } from '../../shared/problem';
import { engine } from '../engine';
import { openDialog } from './overlay';
import { openCapture, toProblem, useSession } from './session';

export type ImportWish = ArgsOf<'import.preview'>;

interface Previewed {
  readonly found: ImportPreview | null;
  readonly problem: Problem | null;
}

export const useImportPreview = create<Previewed>()(() => ({ found: null, problem: null }));

let asked = 0;

/** What was asked before no longer counts. null = nothing to look at. */
export async function previewImport(wish: ImportWish | null): Promise<void> {
  const mine = ++asked;
  if (wish === null) return useImportPreview.setState({ found: null, problem: null });
  try {
    const found = await engine.call('import.preview', wish);
    if (mine === asked) useImportPreview.setState({ found, problem: null });
  } catch (error) {
    if (mine === asked) useImportPreview.setState({ found: null, problem: toProblem(error) });
  }
}

/** Writes the capture and opens it. @throws ProblemError where it cannot be written */
export async function writeImport(wish: ImportWish, path: string): Promise<void> {
  await engine.call('import.write', { ...wish, path });
  await openCapture(path);
}

export const suggestedImport = (name: string): string => `${useSession.getState().app?.home ?? ''}/${name}.pcapng`;

export const IMPORT_ACTIONS = {
  'file.importHex': { run: () => openDialog('importHex'), enabled: () => useSession.getState().connection === 'open' },
} as const;
