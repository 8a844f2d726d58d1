// `netloupe capture -L` and `--list-time-stamp-types`, against dumpcap in the same namespace.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { canMakeNetworks, NEEDS_ROOT, NetworkNamespace, works } from '../../build/testing/network-namespace';

const NETLOUPE = join(import.meta.dirname, '../../out/netloupe');
const ready = canMakeNetworks && existsSync(join(import.meta.dirname, '../../out/native/netloupe-capture')) && works('dumpcap', ['--version']);

describe.skipIf(!ready)(ready ? 'what devices can be asked for' : `${NEEDS_ROOT}; and the built capture program, and dumpcap`, () => {
  let network: NetworkNamespace;
  beforeAll(() => {
    network = new NetworkNamespace();
    network.addDevicePair('left', 'right');
    network.ip('link', 'add', 'down0', 'type', 'veth', 'peer', 'name', 'down1');
  });
  afterAll(() => network.remove());

  const netloupe = (...args: string[]): ReturnType<typeof spawnSync> => spawnSync(process.execPath, [NETLOUPE, 'capture', '--netns', network.name, ...args], { encoding: 'utf8' });
  const dumpcap = (...args: string[]): unknown => spawnSync(...network.inside('dumpcap', args), { encoding: 'utf8' }).stdout;

  test.each([
    ['-L', '-i', 'left'], ['-L', '-i', 'any'], ['--list-data-link-types', '-i', 'lo', '-i', 'right'], ['--list-time-stamp-types', '-i', 'left'], ['-L', '--list-time-stamp-types', '-i', 'lo', '-i', 'any'], ['-L', '-I', '-i', 'left'],
  ])('%s %s %s is printed as dumpcap prints it', (...args) => {
    const { status, stdout, stderr } = netloupe(...args);
    expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: dumpcap(...args), stderr: '' });
  });

  test('-J is tcpdump’s name for it', () => {
    expect(netloupe('-J', '-i', 'left').stdout).toBe(dumpcap('--list-time-stamp-types', '-i', 'left'));
  });

  test('what cannot be told is an error in words; what can is told', () => {
    const run = netloupe('-L', '--list-time-stamp-types', '-i', 'down0');
    expect(run.status).toBe(1);
    expect(run.stdout).toBe('Timestamp types of the interface (use option --time-stamp-type to set):\n  host (Host)\n');
    expect(run.stderr).toMatch(/^netloupe: The interface down0 is down\..*\(NL-CAP-04\)\n$/);
    expect(netloupe('-L', '-i', 'not-there').stderr).toMatch(/NL-CAP-03/);
    expect(netloupe('-L').status).toBe(1);
  });
});
