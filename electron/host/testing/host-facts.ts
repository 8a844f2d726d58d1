// Facts of a host for tests: settings in a temporary folder, nothing opened.
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { HostFacts } from '../host-calls';
import { RecentFiles } from '../recent-files';
import { SettingsFile } from '../settings-file';

export const STAND_IN_ENGINE = fileURLToPath(new URL('stand-in-engine.mjs', import.meta.url));

export function temporaryFolder(): string {
  return mkdtempSync(join(tmpdir(), 'netloupe-test-'));
}

export function testFacts(changes: Partial<HostFacts> = {}): HostFacts {
  const settings = new SettingsFile(join(temporaryFolder(), 'settings.json'));
  const recent = new RecentFiles(settings, (path) => path.includes('passing'));
  return { host: 'web', version: '0.0.0', sample: 'sample.pcapng', openPath: () => '', chooseFile: null, chooseSaveFile: null, settings, recent, ...changes };
}
