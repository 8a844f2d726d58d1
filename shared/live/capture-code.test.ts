// The code that is offered for a capture is code: compilers take it, hostile texts included.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { captureCode } from './capture-code';
import { captureOptions, interfaceOptions } from './capture-options';

const folder = mkdtempSync(join(tmpdir(), 'netloupe-test-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const has = (program: string, flag: string): boolean => spawnSync(program, [flag]).status === 0;
const hasC = has('cc', '--version') && existsSync('/usr/include/pcap/pcap.h');
const hasPython = has('python3', '--version');
const hasGo = spawnSync('gofmt', ['-h']).error === undefined;
for (const [there, what] of [[hasC, 'cc with libpcap’s headers'], [hasPython, 'python3'], [hasGo, 'gofmt']] as const) {
  if (!there) console.warn(`SKIPPED: there is no ${what}, so the code for it is not compiled`);
}

const SETTINGS = [
  captureOptions([interfaceOptions('lo')]),
  captureOptions([interfaceOptions('eth0', { filter: 'tcp port 80', snaplen: 1600, promiscuous: false, monitor: true, linktype: 'EN10MB', timestampType: 'host', timestampPrecision: 'micro' })], { stop: { packets: 10, bytes: 0, seconds: 0, files: 0 } }),
  captureOptions([interfaceOptions('a"; system("x"); "', { filter: 'host "\\\n%s é */' })]),
];

test.skipIf(!hasC).each(SETTINGS.map((options, i) => [i, options] as const))('C %i compiles without a warning', (i, options) => {
  const path = join(folder, `capture${i}.c`);
  writeFileSync(path, captureCode(options, 'c')!);
  execFileSync('cc', ['-Wall', '-Wextra', '-Werror', '-o', join(folder, `c${i}`), path, '-lpcap'], { stdio: 'pipe' });
});

test.skipIf(!hasPython).each(SETTINGS.map((options, i) => [i, options] as const))('Python %i compiles', (i, options) => {
  const path = join(folder, `capture${i}.py`);
  writeFileSync(path, captureCode(options, 'python')!);
  execFileSync('python3', ['-m', 'py_compile', path], { stdio: 'pipe' });
});

test.skipIf(!hasGo).each(SETTINGS.map((options, i) => [i, options] as const))('Go %i is as gofmt writes it (skipped where there is no gofmt)', (_, options) => {
  const code = captureCode(options, 'go')!;
  expect(execFileSync('gofmt', { input: code, encoding: 'utf8' })).toBe(code);
});

test('each language sets what it can, and what it cannot is said', () => {
  const options = captureOptions([interfaceOptions('eth0', { snaplen: 96, linktype: 'EN10MB', timestampType: 'host', filter: 'tcp' }), interfaceOptions('lo')], { file: 'x' });
  const [c, go, python] = (['c', 'go', 'python'] as const).map((language) => captureCode(options, language)!);
  for (const part of ['pcap_set_snaplen(handle, 96)', '"EN10MB"', '"host"', '"tcp"']) expect(c).toContain(part);
  for (const part of ['SetSnapLen(96)', 'pcap.DatalinkNameToVal("EN10MB")', 'gopacket/layers"', 'pcap.TimestampSourceFromString("host")', 'SetBPFFilter("tcp")']) expect(go).toContain(part);
  expect(c!.split('\n')[0]).toBe('// not in here: all interfaces but the first, writing to files');
  expect(go!.split('\n')[0]).toBe('// not in here: all interfaces but the first, writing to files, nanoseconds');
  expect(python!.split('\n')[0]).toBe('# not in here: all interfaces but the first, writing to files, snaplen, link type, time stamp type');
  expect(captureCode(captureOptions([interfaceOptions('lo')]), 'c')).not.toContain('not in here');
});

test('a remote command has no code', () => {
  expect(captureCode(captureOptions([], { command: 'ssh h tcpdump -w -' }), 'c')).toBeNull();
});
