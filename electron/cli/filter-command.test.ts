// `netloupe filter` prints what `tcpdump -d` prints, and points at what is wrong.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

const CLI = join(import.meta.dirname, '../../out/netloupe');
const hasTcpdump = spawnSync('tcpdump', ['--version']).status === 0;
if (!hasTcpdump) console.warn('SKIPPED: there is no tcpdump to compare netloupe filter with');

interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const filter = (...args: string[]): Ended => spawnSync(process.execPath, [CLI, 'filter', ...args], { encoding: 'utf8' });
const tcpdump = (...args: string[]): string => spawnSync('tcpdump', args, { encoding: 'utf8' }).stdout;

test.skipIf(!hasTcpdump).each([
  [['-d', 'tcp port 80'], ['-y', 'EN10MB', '-d', 'tcp port 80']],
  [['-dd', 'tcp', 'port', '80'], ['-y', 'EN10MB', '-dd', 'tcp port 80']],
  [['-ddd', '-y', 'RAW', '-s', '96', 'udp'], ['-y', 'RAW', '-s', '96', '-ddd', 'udp']],
  [['-d', '-s0', '-y', 'LINUX_SLL2', '--', 'host 10.0.0.1'], ['-y', 'LINUX_SLL2', '-d', 'host 10.0.0.1']],
  [['-d'], ['-y', 'EN10MB', '-d']],
  [['-dd'], ['-y', 'EN10MB', '-dd']],
  [['-ddd', ''], ['-y', 'EN10MB', '-ddd']],
] as const)('%j prints what tcpdump %j prints', (ours, theirs) => {
  const expected = tcpdump(...theirs);
  expect(expected).not.toBe('');
  expect(filter(...ours)).toMatchObject({ status: 0, stdout: expected, stderr: '' });
});

describe('a wrong filter', () => {
  test('has a caret below the wrong word, the reason and what to try', () => {
    expect(filter('-d', 'tcp port80')).toMatchObject({ status: 1, stdout: '', stderr: '  tcp port80\n      ^^^^^^\nnetloupe: column 5: A space is missing in port80. (NL-CAP-05)\n  try: tcp port 80\n' });
  });

  test('has its caret where the terminal shows the word', () => {
    const [shown = '', caret = ''] = filter('-d', 'host \u4e3b\u673a and prot 80').stderr.split('\n');
    expect(shown).toBe('  host \u4e3b\u673a and prot 80');
    // Two columns for each of the two characters.
    expect(caret).toBe(`${' '.repeat(2 + 'host '.length + 4 + ' and '.length)}^^^^`);
    expect(filter('-d', '\uff08tcp\uff09').stderr.split('\n')[1]).toBe('  ^^');
  });

  test('cannot write to the terminal but text', () => {
    const { status, stderr } = filter('-d', 'tcp\u001b[31m\u202e\nprot 80');
    expect(status).toBe(1);
    expect(stderr).not.toMatch(/[\u001b\u202e]/);
    expect(stderr.split('\n')[0]).toBe('  tcp\ufffd[31m\ufffd prot 80');
  });

  test('that is very long is not printed', () => {
    expect(filter('-d', 'x'.repeat(60_000)).stderr.length).toBeLessThan(400);
  });

  test.each([[['-d', '-y', 'NOPE', 'tcp'], 1, 'netloupe: There is no link type NOPE. (NL-CAP-05)\n'], [['-d', '--', '-d'], 1, '  -d\n  ^^\n']] as const)('%j', (args, status, words) => {
    const ended = filter(...args);
    expect(ended.status).toBe(status);
    expect(ended.stderr).toContain(words);
  });
});

test.each([[['-s', 'x', 'tcp']], [['-s', '262145', 'tcp']], [['-x', 'tcp']]] as const)('%j is a mistake on the command line', (args) => {
  const { status, stdout, stderr } = filter(...args);
  expect([status, stdout]).toEqual([1, '']);
  expect(stderr).toMatch(new RegExp(args[0]));
});
