// What notes do to frames: in rows, in the tree, and to display filters, whose columns know nothing of notes.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { MemorySource } from '../capture-file/byte-source';
import { openCaptureFile } from '../capture-file/capture-file';
import { PROTOCOLS } from '../dissect/protocols';
import { Registry } from '../dissect/registry';
import type { ViewOptions } from '../ipc/contract';
import { plainSearch } from './byte-needle';
import { DisplayFilters } from './display-filters';
import { Session } from './session';

const SAMPLE = join(__dirname, '../../e2e/captures/sample.pcapng');
const VIEW: ViewOptions = { time: 'relative', timeDigits: -1, relativeSequence: true, verifyChecksums: false, names: 0, flagStyle: 'wireshark' };
const registry = new Registry(PROTOCOLS);
const canCompare = spawnSync('tshark', ['-v']).status === 0 && !spawnSync('editcap', ['-h']).error;
if (!canCompare) console.warn('notes on frames: not compared with tshark, which is not installed');
const folder = mkdtempSync(join(tmpdir(), 'netloupe-test-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function open(path = SAMPLE): Session {
  const session = new Session(openCaptureFile(new MemorySource(new Uint8Array(readFileSync(path))), 'x.pcapng'), registry, { zoneMinutes: () => 0 });
  while (session.step());
  session.finish();
  return session;
}

function shown(filters: DisplayFilters, session: Session, text: string): number[] {
  filters.apply(text, 0, VIEW);
  while (filters.step());
  return Array.from({ length: session.displayed.count }, (_, i) => session.displayed.numberAt(i));
}

const filtersOf = (session: Session): DisplayFilters => new DisplayFilters(session, { find: plainSearch, settings: {} });

describe('an ignored frame', () => {
  const session = open();
  const filters = filtersOf(session);
  const before = shown(filters, session, 'dns');
  filters.apply('', 0, VIEW);
  session.notes.toggle('ignored', 3);
  it('is not dissected', () => {
    const [row] = session.rows(2, 1, ['source', 'protocol', 'length', 'info'], VIEW);
    expect(row).toMatchObject({ cells: ['', '', '77', '<Ignored>'], ignored: true, rule: 0, stream: '' });
    const lines = session.lines(3, VIEW);
    expect(lines).toContain('[Frame is ignored: True]');
    expect(lines.some((line) => line.startsWith('Ethernet'))).toBe(false);
  });
  it('passes only filters of what the file says of it, however the columns would decide', () => {
    expect(before).toContain(3);
    const without = before.filter((number) => number !== 3);
    expect(shown(filters, session, 'dns')).toEqual(without);
    expect(shown(filters, session, 'dns && frame contains "netloupe"')).not.toContain(3);
    expect(shown(filters, session, 'udp.port == 53')).toEqual(without);
    expect(shown(filters, session, '!udp && frame.number < 5')).toEqual([1, 2, 3]);
    expect(shown(filters, session, 'frame.ignored == 1')).toEqual([3]);
    session.notes.undo();
    expect(shown(filters, session, 'dns')).toEqual(before);
  });
});

describe('marks and time references', () => {
  const session = open();
  const filters = filtersOf(session);
  session.notes.toggle('marked', 7);
  session.notes.toggle('references', 4);
  session.notes.toggle('references', 9);
  it('are fields, newly looked for after each change', () => {
    expect(shown(filters, session, 'frame.marked == 1')).toEqual([7]);
    session.notes.toggle('marked', 8);
    expect(shown(filters, session, 'frame.marked == 1')).toEqual([7, 8]);
    expect(shown(filters, session, 'frame.ref_time')).toEqual([4, 9]);
    filters.apply('', 0, VIEW);
  });
  it('count times from the reference before a frame, or from the first frame', () => {
    const times = session.rows(0, 10, ['time'], VIEW).map((row) => row.cells[0]);
    const plain = open().rows(0, 10, ['time'], VIEW).map((row) => Number(row.cells[0]));
    const since = (frame: number, reference: number): string => (plain[frame - 1]! - plain[reference - 1]!).toFixed(6);
    expect(times).toEqual([...[1, 2, 3].map((frame) => since(frame, 1)), '*REF*', ...[5, 6, 7, 8].map((frame) => since(frame, 4)), '*REF*', since(10, 9)]);
    expect(shown(filters, session, 'frame.time_relative == 0')).toEqual([1, 4, 9]);
    filters.apply('', 0, VIEW);
    expect(session.lines(4, VIEW)).toContain('[This is a Time Reference frame]');
  });
});

describe.skipIf(!canCompare)('comments of a file', () => {
  const path = join(folder, 'commented.pcapng');
  if (canCompare) execFileSync('editcap', ['-a', '2:hello world', '-a', '5:größe 大小', SAMPLE, path], { stdio: 'ignore' });
  const tshark = (...args: string[]): string[] => execFileSync('tshark', ['-r', path, ...args], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trimEnd().split('\n');
  it('stand in the tree as tshark prints them', () => {
    const session = open(path);
    const expected = tshark('-V', '-Y', 'frame.number == 5');
    const at = expected.findIndex((line) => line.startsWith('Frame 5'));
    expect(session.lines(5, VIEW).slice(0, at)).toEqual(expected.slice(0, at).map((line) => line.trim()));
    expect(session.rows(0, 6, ['number'], VIEW).map((row) => row.commented)).toEqual([false, true, false, false, true, false]);
  });
  it('are found by filters as tshark finds them, with the user’s own', () => {
    const session = open(path);
    const filters = filtersOf(session);
    for (const filter of ['_ws.expert && frame.comment', 'pkt_comment', 'frame.comment', 'frame.comment contains "hello"', 'frame.comment && udp', '_ws.expert.severity == "Comment"']) {
      const expected = tshark('-Y', filter, '-T', 'fields', '-e', 'frame.number').filter((line) => line !== '').map(Number);
      expect(shown(filters, session, filter)).toEqual(expected);
      filters.apply('', 0, VIEW);
    }
    session.notes.comment(9, ['hello again']);
    session.notes.comment(2, []);
    expect(shown(filters, session, 'frame.comment contains "hello"')).toEqual([9]);
  });
});
