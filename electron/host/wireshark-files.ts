// Wireshark's own settings on this machine: which folders have some, and the texts of those that can be taken over. Read only when asked for.
import { open, readdir, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { basename, dirname, isAbsolute, join } from 'node:path';
import { problem, ProblemError } from '../../shared/problem';
import { WIRESHARK_FILES, type WiresharkFile, type WiresharkFolder, type WiresharkTexts } from '../../shared/profile/wireshark-folder';

/** Longer than anything that people write by hand. */
const MOST_BYTES = 1_048_576;
const MOST_PROFILES = 200;

/** The user's own folder, as Wireshark looks for it. */
export function wiresharkFolderPaths(env: NodeJS.ProcessEnv = process.env, platform: NodeJS.Platform = process.platform): readonly string[] {
  const own = env['WIRESHARK_CONFIG_DIR'];
  if (own !== undefined && isAbsolute(own)) return [own];
  if (platform === 'win32') return [join(env['APPDATA'] ?? join(homedir(), 'AppData', 'Roaming'), 'Wireshark')];
  const xdg = env['XDG_CONFIG_HOME'];
  return [join(xdg !== undefined && isAbsolute(xdg) ? xdg : join(homedir(), '.config'), 'wireshark'), join(homedir(), '.wireshark')];
}

/** Where packages put the profiles that come with Wireshark. */
const SHIPPED = ['/usr/share/wireshark/profiles', '/usr/local/share/wireshark/profiles', '/Applications/Wireshark.app/Contents/Resources/share/wireshark/profiles'];

/** Folders that have settings: the user's own, the profiles in it, and those that came with Wireshark. */
export async function findWiresharkFolders(own = wiresharkFolderPaths(), shipped: readonly string[] = SHIPPED): Promise<WiresharkFolder[]> {
  const found: Promise<WiresharkFolder | null>[] = [];
  for (const path of own) {
    found.push(describe(path, '', 'own'));
    for (const name of await foldersIn(join(path, 'profiles'))) found.push(describe(join(path, 'profiles', name), name, 'own'));
  }
  for (const path of shipped) for (const name of await foldersIn(path)) found.push(describe(join(path, name), name, 'shipped'));
  return (await Promise.all(found)).filter((folder) => folder !== null);
}

async function foldersIn(path: string): Promise<string[]> {
  const entries = await readdir(path, { withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name).sort().slice(0, MOST_PROFILES);
}

async function describe(path: string, name: string, origin: WiresharkFolder['origin']): Promise<WiresharkFolder | null> {
  const files = (await Promise.all(WIRESHARK_FILES.map(async (file) => ((await isFile(join(path, file))) ? [file] : [])))).flat();
  return files.length === 0 ? null : { path, name, origin, files };
}

const isFile = (path: string): Promise<boolean> => stat(path).then((found) => found.isFile(), () => false);

/** The texts of a folder, or of one file, as far as they are what they should be: nothing else of this machine is read out to a window. */
export async function readWiresharkFiles(path: string): Promise<WiresharkTexts> {
  const isFolder = (await stat(path)).isDirectory();
  const paths = isFolder ? WIRESHARK_FILES.map((file) => join(path, file)) : [path];
  const texts = await Promise.all(paths.map((file) => (isFolder ? textOf(file).catch(() => '') : textOf(file))));
  const files = texts.flatMap((text, at) => {
    const kind = kindOf(basename(paths[at]!), text);
    return kind === null ? [] : [{ kind, text }];
  });
  if (files.length === 0) throw new ProblemError(problem('NL-PROF-01', `${path} has no settings of Wireshark: neither colouring rules (colorfilters), saved filters (dfilters), macros (dfilter_macros) nor preferences.`, { file: path }));
  return { path, name: profileName(isFolder ? path : dirname(path)), files };
}

/** A profile is called as its folder; the user's own folder is no profile. */
function profileName(folder: string): string {
  return basename(dirname(folder)) === 'profiles' ? basename(folder) : '';
}

const LOOKS: Readonly<Record<WiresharkFile, RegExp>> = {
  colorfilters: /^\s*!?\s*@[^@\n]*@.*\[\d+,\d+,\d+\]\s*$/m,
  dfilters: /^\s*"(?:[^"\\\n]|\\.)*"[ \t]+\S/m,
  dfilter_macros: /^\s*"(?:[^"\\\n]|\\.)*"[ \t]*,[ \t]*"/m,
  dmacros: /^\s*"(?:[^"\\\n]|\\.)*"[ \t]+\S/m,
  preferences: /^#?[a-z][\w-]*\.[\w.-]+:/m,
};

/** By its name where that fits, or else by what it looks like. */
function kindOf(name: string, text: string): WiresharkFile | null {
  const named = WIRESHARK_FILES.find((file) => name.startsWith(file));
  if (named !== undefined && LOOKS[named].test(text)) return named;
  return (['colorfilters', 'preferences', 'dfilter_macros', 'dfilters'] as const).find((kind) => LOOKS[kind].test(text)) ?? null;
}

async function textOf(path: string): Promise<string> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    const bytes = Buffer.alloc(Math.min(size, MOST_BYTES));
    const { bytesRead } = await file.read(bytes, 0, bytes.length, 0);
    return bytes.toString('utf8', 0, bytesRead);
  } finally {
    await file.close();
  }
}
