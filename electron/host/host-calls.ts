// The calls that the host answers itself; all others go to the engine thread.
import { readdir, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import type { AppInfo, DirectoryListing, Handlers } from '../../shared/ipc/contract';
import { problem, ProblemError } from '../../shared/problem';
import type { RecentFiles } from './recent-files';
import type { SettingsFile } from './settings-file';
import { findWiresharkFolders, readWiresharkFiles } from './wireshark-files';
import { writeTextFile } from './write-text-file';

export const HOST_CALLS = ['app.info', 'preferences.set', 'files.choose', 'files.chooseSave', 'files.list', 'recent.clear', 'wireshark.folders', 'wireshark.read', 'wireshark.write'] as const;
export type HostCallName = (typeof HOST_CALLS)[number];

export interface HostFacts {
  readonly host: AppInfo['host'];
  readonly version: string;
  readonly sample: string;
  /** File that the interface is to open at once; '' = none. */
  readonly openPath: () => string;
  /** Shows the system's file dialog; '' = dismissed. Null where the host has none. */
  readonly chooseFile: (() => Promise<string>) | null;
  /** The same for saving; the argument is the name that it proposes. */
  readonly chooseSaveFile: ((name: string) => Promise<string>) | null;
  readonly settings: SettingsFile;
  readonly recent: RecentFiles;
}

const PREFERENCE_KEY = /^[A-Za-z][A-Za-z0-9._-]{0,79}$/;
const PREFERENCE_BYTES = 524_288;
const PREFERENCES_KEPT = 500;
const ENTRIES_LISTED = 5_000;

export function hostHandlers(facts: HostFacts): Pick<Handlers, HostCallName> {
  return {
    'app.info': () => appInfo(facts),
    'preferences.set': ({ key, value }) => setPreference(facts.settings, key, value),
    'files.choose': async () => ({ path: await ownDialog(facts.chooseFile, 'files.choose')() }),
    'files.chooseSave': async ({ name }) => ({ path: await ownDialog(facts.chooseSaveFile, 'files.chooseSave')(name) }),
    'files.list': ({ path }) => listDirectory(path === '' ? homedir() : resolve(homedir(), path)),
    'recent.clear': async () => {
      await facts.recent.clear();
      return null;
    },
    'wireshark.folders': () => findWiresharkFolders(),
    'wireshark.read': ({ path }) => readWiresharkFiles(resolve(homedir(), path)).catch((error: unknown) => {
      throw error instanceof ProblemError ? error : fileProblem(error, path, 'This cannot be read');
    }),
    'wireshark.write': async ({ path, text, replace }) => {
      const at = resolve(homedir(), path);
      const written = await writeTextFile(at, text, replace).catch((error: unknown) => {
        throw fileProblem(error, at, 'This cannot be written');
      });
      return { written };
    },
  };
}

async function appInfo(facts: HostFacts): Promise<AppInfo> {
  const { preferences, recent } = await facts.settings.read();
  return {
    version: facts.version,
    host: facts.host,
    platform: process.platform,
    fileDialog: facts.chooseFile !== null,
    sample: facts.sample,
    openPath: facts.openPath(),
    home: homedir(),
    recent,
    preferences,
  };
}

function ownDialog<Dialog>(dialog: Dialog | null, call: string): Dialog {
  if (dialog !== null) return dialog;
  throw new ProblemError(problem('NL-CALL-01', 'This host has no file dialog of its own; use files.list.', { call }));
}

async function setPreference(settings: SettingsFile, key: string, value: unknown): Promise<null> {
  const text = JSON.stringify(value) as string | undefined;
  if (!PREFERENCE_KEY.test(key) || key === 'constructor' || text === undefined || text.length > PREFERENCE_BYTES) {
    throw new ProblemError(problem('NL-CALL-01', 'preferences.set: this key or value cannot be kept.', { call: 'preferences.set' }));
  }
  try {
    await settings.change((before) => {
      const kept = Object.entries(before.preferences).filter(([name]) => name !== key);
      return { ...before, preferences: Object.fromEntries([...kept.slice(1 - PREFERENCES_KEPT), [key, JSON.parse(text) as unknown]]) };
    });
  } catch (error) {
    throw fileProblem(error, settings.path, 'The settings could not be written');
  }
  return null;
}

async function listDirectory(path: string): Promise<DirectoryListing> {
  let found;
  try {
    found = await readdir(path, { withFileTypes: true });
  } catch (error) {
    throw fileProblem(error, path, 'This folder cannot be listed');
  }
  const entries = await Promise.all(found.slice(0, ENTRIES_LISTED).map((entry) => describe(join(path, entry.name), entry.name)));
  const parent = dirname(path);
  return { path, parent: parent === path ? null : parent, entries: entries.filter((entry) => entry !== null).sort(byKindAndName) };
}

type Entry = DirectoryListing['entries'][number];

/** Null for what is neither file nor folder (a device, a socket) and for what cannot be looked at. */
async function describe(path: string, name: string): Promise<Entry | null> {
  try {
    const found = await stat(path);
    if (!found.isDirectory() && !found.isFile()) return null;
    const kind = found.isDirectory() ? 'directory' : 'file';
    return { name, path, kind, size: kind === 'file' ? found.size : 0, modifiedMs: Math.round(found.mtimeMs) };
  } catch {
    return null;
  }
}

function byKindAndName(a: Entry, b: Entry): number {
  if (a.kind !== b.kind) return a.kind === 'directory' ? -1 : 1;
  return a.name.localeCompare(b.name, 'en', { numeric: true });
}

function fileProblem(error: unknown, path: string, what: string): ProblemError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'ENOENT') return new ProblemError(problem('NL-FILE-01', `${what}: ${path} does not exist.`, { file: path }));
  if (code === 'EACCES' || code === 'EPERM') {
    return new ProblemError(problem('NL-FILE-02', `${what}: there is no permission for ${path}.`, { file: path }));
  }
  return new ProblemError(problem('NL-FILE-09', `${what}: ${path} (${code || String(error)}).`, { file: path, cause: code }));
}
