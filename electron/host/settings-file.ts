// The user's settings on disk (preferences, recent files, window place): written whole or not at all, damage tolerated.
import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, isAbsolute, join } from 'node:path';
import * as v from 'valibot';

const recentFile = v.object({
  path: v.string(),
  name: v.string(),
  size: v.number(),
  frames: v.number(),
  openedMs: v.number(),
});
const windowPlace = v.object({
  x: v.number(),
  y: v.number(),
  width: v.pipe(v.number(), v.minValue(200)),
  height: v.pipe(v.number(), v.minValue(150)),
  maximized: v.boolean(),
});
/** Each part falls back alone: one damaged entry does not cost the others. */
const settings = v.object({
  preferences: v.fallback(v.record(v.string(), v.unknown()), () => ({})),
  recent: v.fallback(v.array(recentFile), () => []),
  window: v.fallback(v.nullable(windowPlace), null),
});

export type Settings = v.InferOutput<typeof settings>;
export type WindowPlace = v.InferOutput<typeof windowPlace>;

const EMPTY: Settings = { preferences: {}, recent: [], window: null };

/** `settings.json` in the folder where this system keeps a program's configuration. */
export function settingsPath(env: NodeJS.ProcessEnv = process.env, platform: NodeJS.Platform = process.platform): string {
  return join(configurationFolder(env, platform), 'netloupe', 'settings.json');
}

function configurationFolder(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): string {
  const xdg = env['XDG_CONFIG_HOME'];
  if (xdg !== undefined && isAbsolute(xdg)) return xdg;
  if (platform === 'win32') return env['APPDATA'] ?? join(homedir(), 'AppData', 'Roaming');
  if (platform === 'darwin') return join(homedir(), 'Library', 'Application Support');
  return join(homedir(), '.config');
}

export class SettingsFile {
  private current: Settings | null = null;
  private queue: Promise<unknown> = Promise.resolve();

  constructor(readonly path: string) {}

  /** What is on disk now; what was read last where the file cannot be read. */
  read(): Promise<Settings> {
    return this.inTurn(() => this.load());
  }

  /** Applies `edit` to what is on disk, so that two running hosts do not undo each other's changes. */
  change(edit: (before: Settings) => Settings): Promise<void> {
    return this.inTurn(async () => {
      const after = edit(await this.load());
      this.current = after;
      await this.write(after);
    });
  }

  private inTurn<T>(job: () => Promise<T>): Promise<T> {
    const done = this.queue.then(job);
    this.queue = done.catch(() => undefined);
    return done;
  }

  private async load(): Promise<Settings> {
    let text: string;
    try {
      text = await readFile(this.path, 'utf8');
    } catch {
      return this.current ?? EMPTY;
    }
    const parsed = v.safeParse(settings, parseJson(text));
    if (!parsed.success) await rename(this.path, `${this.path}.damaged`).catch(() => undefined);
    this.current = parsed.success ? parsed.output : EMPTY;
    return this.current;
  }

  private async write(after: Settings): Promise<void> {
    await mkdir(dirname(this.path), { recursive: true, mode: 0o700 });
    const draft = `${this.path}.${randomUUID()}`;
    try {
      await writeFile(draft, `${JSON.stringify(after, null, 2)}\n`, { mode: 0o600, flush: true });
      await rename(draft, this.path);
    } catch (error) {
      await rm(draft, { force: true });
      throw error;
    }
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
