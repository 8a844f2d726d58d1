// What a device can be asked for, against tcpdump -L and -J; a radio and a missing permission by a program that says so.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { canMakeNetworks, NEEDS_ROOT, NetworkNamespace, works } from '../../build/testing/network-namespace';
import { captureProgramPath } from './capture-program';
import { deviceAbilities } from './device-abilities';
import { findOnPath } from './system-command';

const hasTcpdump = works('tcpdump', ['--version']);
if (!hasTcpdump) console.warn('SKIPPED: there is no tcpdump to compare what a device can be asked for with');
const ready = canMakeNetworks && captureProgramPath() !== null && hasTcpdump;

/** tcpdump's own lines, without the words `printing not supported`. */
function listed(stderr: string): string[] {
  return [...stderr.matchAll(/^ {2}(\S.*?)(?: \(printing not supported\))?$/gm)].map(([, line = '']) => line);
}

const asLines = (choices: readonly { name: string; description: string }[]): string[] => choices.map(({ name, description }) => `${name} (${description})`);

describe.skipIf(!ready)(ready ? 'devices of a namespace' : `${NEEDS_ROOT}; and the built capture program, and tcpdump`, () => {
  let network: NetworkNamespace;
  beforeAll(() => {
    network = new NetworkNamespace();
    network.addDevicePair('left', 'right');
    network.ip('link', 'add', 'down0', 'type', 'veth', 'peer', 'name', 'down1');
  });
  afterAll(() => network.remove());

  const byTcpdump = (...args: string[]): string[] => listed(spawnSync(...network.inside('tcpdump', args), { encoding: 'utf8' }).stderr);

  test.each(['left', 'lo', 'any'])('%s has the link types and time stamp types that tcpdump lists', async (name) => {
    const { linktypes, timestampTypes, monitor, problem } = await deviceAbilities(name, network.name, false);
    expect({ linktypes: asLines(linktypes), timestampTypes: asLines(timestampTypes) }).toEqual({ linktypes: byTcpdump('-L', '-i', name), timestampTypes: byTcpdump('-J', '-i', name) });
    expect({ monitor, problem }).toEqual({ monitor: false, problem: null });
  });

  test('of a device that is down its time stamp types are known, and why its link types are not', async () => {
    const { linktypes, timestampTypes, monitor, problem } = await deviceAbilities('down0', network.name, false);
    expect({ linktypes, monitor, code: problem?.code }).toEqual({ linktypes: [], monitor: false, code: 'NL-CAP-04' });
    expect(asLines(timestampTypes)).toEqual(byTcpdump('-J', '-i', 'down0'));
  });

  test('a wired device asked in monitor mode has none, and has its usual link types', async () => {
    expect(await deviceAbilities('left', network.name, true)).toEqual(await deviceAbilities('left', network.name, false));
  });

  test('a device, and a namespace, that is not there', async () => {
    expect(await deviceAbilities('not-there', network.name, false)).toMatchObject({ linktypes: [], timestampTypes: [], monitor: null, problem: { code: 'NL-CAP-03' } });
    expect((await deviceAbilities('left', 'not-there', false)).problem?.code).toBe('NL-CAP-09');
  });
});

describe.skipIf(process.platform === 'win32')('what another capture program says', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'netloupe-test-'));
  });
  afterEach(() => {
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true, force: true });
  });

  function program(script: string): void {
    const path = join(folder, 'capture');
    writeFileSync(path, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    vi.stubEnv('NETLOUPE_CAPTURE', path);
  }

  test('a radio has other link types in monitor mode', async () => {
    const answer = (...names: string[]): string => JSON.stringify({ linktypes: names.map((name) => ({ number: 1, name, description: null })), timestampTypes: [], monitor: true });
    program(`case " $* " in *" -I "*) echo '${answer('IEEE802_11_RADIO', 'IEEE802_11')}';; *) echo '${answer('EN10MB')}';; esac`);
    expect(await deviceAbilities('wlan0', '', false)).toEqual({ linktypes: [{ name: 'EN10MB', description: '' }], timestampTypes: [], monitor: true, problem: null });
    expect((await deviceAbilities('wlan0', '', true)).linktypes.map(({ name }) => name)).toEqual(['IEEE802_11_RADIO', 'IEEE802_11']);
  });

  test('an answer of another shape, or none, is a problem in words', async () => {
    program(`echo '{"linktypes":7}'`);
    expect((await deviceAbilities('eth0', '', false)).problem).toMatchObject({ code: 'NL-CAP-08', message: expect.stringContaining('no answer that can be read') as string });
    program('echo broken >&2; exit 3');
    expect((await deviceAbilities('eth0', '', false)).problem).toMatchObject({ code: 'NL-CAP-08', message: expect.stringContaining('broken') as string });
  });

  test.skipIf(!canMakeNetworks || !hasTcpdump).each(['dumpcap', 'tcpdump'].filter((name) => findOnPath(name) !== null))('without the permission %s is asked', async (name) => {
    program(`echo '{"timestampTypes":[],"monitor":false,"problem":{"code":"permission","text":"no"}}'; exit 1`);
    symlinkSync(findOnPath(name)!, join(folder, name));
    const linktypes = listed(spawnSync('tcpdump', ['-L', '-i', 'any'], { encoding: 'utf8' }).stderr);
    vi.stubEnv('PATH', folder);
    const told = await deviceAbilities('any', '', false);
    expect(told).toMatchObject({ monitor: false, problem: null });
    expect(asLines(told.linktypes)).toEqual(linktypes);
    expect(asLines(told.timestampTypes)).toEqual(['host (Host)']);
    // They enter no namespace, so there the reason is told.
    expect(await deviceAbilities('any', 'other', false)).toMatchObject({ linktypes: [], monitor: false, problem: { code: 'NL-CAP-02' } });
  });
});
