// Counts of frames by the columns alone are those of tshark in our own sample, or none.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { hasTshark } from '../../build/testing/tshark';
import { MemorySource } from '../capture-file/byte-source';
import { openCaptureFile } from '../capture-file/capture-file';
import { PROTOCOLS } from '../dissect/protocols';
import { Registry } from '../dissect/registry';
import { countByColumns } from './column-counts';
import { Session } from './session';

const SAMPLE = join(import.meta.dirname, '../../e2e/captures/sample.pcapng');
const session = new Session(openCaptureFile(new MemorySource(new Uint8Array(readFileSync(SAMPLE))), SAMPLE), new Registry(PROTOCOLS), { zoneMinutes: () => 0 });
while (session.step());
session.finish();

function count(filter: string): number | null {
  const steps = countByColumns(session, filter, {});
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

describe.skipIf(!hasTshark)('columns count what tshark counts (skipped where tshark is not installed)', () => {
  it.each(['ip.addr == 192.0.2.10', 'tcp.port == 443', 'tcp', 'ip.src == 192.0.2.1 && udp.port == 53', 'frame.len > 100', 'tcp.flags.syn == 1', 'ip.addr == 10.99.0.1'])('%s', (filter) => {
    const theirs = execFileSync('tshark', ['-r', SAMPLE, '-Y', filter, '-T', 'fields', '-e', 'frame.number'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    expect(count(filter)).toBe(theirs.split('\n').filter((line) => line !== '').length);
  });
});

it('does not count what bytes, notes or the selected frame would have to tell', () => {
  expect(count('http.host contains "netloupe"')).toBeNull();
  expect(count('ip.src == ${ip.src}')).toBeNull();
  expect(count('tcp.port == ')).toBeNull();
  expect(count('')).toBeNull();
});
