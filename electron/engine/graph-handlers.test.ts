// The engine's answers for graphs: lines by display filter, a wrong filter said, a newer question in place of an older one.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { MemorySource } from '../../shared/capture-file/byte-source';
import { openCaptureFile } from '../../shared/capture-file/capture-file';
import { PROTOCOLS } from '../../shared/dissect/protocols';
import { Registry } from '../../shared/dissect/registry';
import type { ViewOptions } from '../../shared/ipc/contract';
import { Session } from '../../shared/session/session';
import { graphHandlers } from './graph-handlers';

const SAMPLE = join(import.meta.dirname, '../../e2e/captures/sample.pcapng');
const view: ViewOptions = { time: 'relative', timeDigits: -1, relativeSequence: true, verifyChecksums: false, names: 0, flagStyle: 'wireshark' };

function handlers(): ReturnType<typeof graphHandlers> {
  const session = new Session(openCaptureFile(new MemorySource(new Uint8Array(readFileSync(SAMPLE))), 'sample.pcapng'), new Registry(PROTOCOLS), { zoneMinutes: () => 0 });
  while (session.step());
  session.finish();
  return graphHandlers(() => session);
}
const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);

describe('graphs.io', () => {
  it('has one line for each filter, and says what is wrong with one', async () => {
    const { lines, interval, start } = await handlers()['graphs.io']({ filters: ['', 'tcp', 'tcp.port =='], interval: 1, view });
    expect([interval, start.split('.')[1]?.length]).toEqual([1, 9]);
    expect(lines.map((line) => line.packets.length)).toEqual([4, 4, 0]);
    expect(sum(lines[0]!.packets)).toBe(127);
    expect(lines[1]!.packets.every((n, i) => n <= lines[0]!.packets[i]!)).toBe(true);
    expect([lines[1]!.problem, lines[2]!.problem?.code]).toEqual([null, 'NL-FILTER-01']);
  });
  it('gives an older question up for a newer one', async () => {
    const graphs = handlers();
    const [older, newer] = await Promise.all([graphs['graphs.io']({ filters: [''], interval: 0, view }), graphs['graphs.io']({ filters: [''], interval: 0, view })]);
    expect([older.cancelled, newer.cancelled]).toEqual([true, false]);
  });
});

describe('graphs.tcp', () => {
  it('is of a frame\'s TCP stream, and of no other frame', async () => {
    const graphs = handlers();
    const tcp = await graphs['graphs.tcp']({ number: 30 });
    expect(tcp?.frames.slice(0, 2)).toEqual([29, 30]);
    expect(tcp?.sides.slice(0, 2)).toEqual([0, 1]);
    expect(await graphs['graphs.tcp']({ number: 1 })).toBeNull();
  });
});
