// Capture filters counted over a capture: as many frames as tcpdump keeps of the same file.
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { MemorySource } from '../../shared/capture-file/byte-source';
import { openCaptureFile } from '../../shared/capture-file/capture-file';
import { PROTOCOLS } from '../../shared/dissect/protocols';
import { Registry } from '../../shared/dissect/registry';
import { BpfProgram } from '../../shared/live/bpf-program';
import { FILTER_BOOK } from '../../shared/live/filter-book';
import { filterClauses } from '../../shared/live/filter-clauses';
import { Session } from '../../shared/session/session';
import { countMatches } from './filter-count';

const SAMPLE = join(import.meta.dirname, '../../e2e/captures/sample.pcapng');
const hasTcpdump = spawnSync('tcpdump', ['--version']).status === 0;
if (!hasTcpdump) console.warn('SKIPPED: there is no tcpdump to compare counted capture filters with');

function session(): Session {
  const made = new Session(openCaptureFile(new MemorySource(readFileSync(SAMPLE)), 'sample.pcapng'), new Registry(PROTOCOLS), { zoneMinutes: () => 0 });
  while (made.step());
  return made;
}

const MORE = ['tcp[tcpflags] & tcp-syn != 0', 'ip[8] > 60 and ip[2:2] - 20 > 40', 'len / 7 * 3 >= 60', 'not ip', 'ip[0] & 0xf != 5', 'tcp[2:2] << 1 >= 160', 'udp[4:2] % 3 = 1', 'ether[0] ^ 2 = 0', 'icmp6', 'less 80'];

describe.skipIf(!hasTcpdump)('as tcpdump', () => {
  test.each([...FILTER_BOOK.map(({ filter }) => filter), ...MORE])('%s', async (filter) => {
    const kept = execFileSync('tcpdump', ['-r', SAMPLE, '-w', '-', '--', filter], { stdio: ['ignore', 'pipe', 'ignore'] });
    const frames = openCaptureFile(new MemorySource(kept), 'kept');
    const oracle = new Session(frames, new Registry(PROTOCOLS), { zoneMinutes: () => 0 });
    while (oracle.step());
    const { counts, frames: all, hits } = await countMatches(session(), [filter]);
    expect(counts).toEqual([oracle.store.count]);
    expect(hits[0]).toBe(all);
  });

  test('clauses are counted by themselves; one that does not compile is -1', async () => {
    const { counts, frames } = await countMatches(session(), ['tcp or udp', 'tcp', 'udp', 'tcp port80']);
    expect(frames).toBe(127);
    expect(counts[0]).toBe(counts[1]! + counts[2]!);
    expect(counts[3]).toBe(-1);
  });
});

test('clauses of a filter', () => {
  expect(filterClauses('tcp port 80 or 443')).toEqual(['tcp port 80', 'tcp port 443']);
  expect(filterClauses('tcp and (port 80 or port 443) && not host 10.0.0.1')).toEqual(['tcp', '(port 80 or port 443)', 'not host 10.0.0.1']);
  expect(filterClauses('tcp[13] & 2 != 0 and ip')).toEqual(['tcp[13] & 2 != 0', 'ip']);
  expect(filterClauses('src host 10.0.0.1 or 10.0.0.2')).toEqual(['src host 10.0.0.1', 'src host 10.0.0.2']);
  expect(filterClauses('')).toEqual([]);
});

test('a program that leads outside itself is refused, and a load outside the packet keeps nothing', () => {
  expect(() => new BpfProgram([[5, 0, 0, 5]])).toThrow(RangeError);
  expect(() => new BpfProgram([[21, 9, 0, 1], [6, 0, 0, 1]])).toThrow(RangeError);
  expect(() => new BpfProgram([[2, 0, 0, 16], [6, 0, 0, 1]])).toThrow(RangeError);
  const load = new BpfProgram([[32, 0, 0, 10], [6, 0, 0, 1]]);
  expect(load.matches(new Uint8Array(13), 13)).toBe(false);
  expect(load.matches(new Uint8Array(14), 14)).toBe(true);
  const divide = new BpfProgram([[0, 0, 0, 7], [1, 0, 0, 0], [60, 0, 0, 0], [6, 0, 0, 1]]);
  expect(divide.matches(new Uint8Array(1), 1)).toBe(false);
});
