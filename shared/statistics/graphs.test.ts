// The numbers that graphs are drawn from, against tshark's of the same capture: io,stat and the fields of TCP.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { hasTshark } from '../../build/testing/tshark';
import { MemorySource } from '../capture-file/byte-source';
import { openCaptureFile } from '../capture-file/capture-file';
import { PROTOCOLS } from '../dissect/protocols';
import { Registry } from '../dissect/registry';
import { ip, pcapOf, sessionOver, tcp } from '../session/made-packets';
import { Session } from '../session/session';
import { intervalFor, IoCounter, ioTimes, MOST_POINTS } from './graphs-io';
import { tcpGraph } from './graphs-tcp';

const SAMPLE = join(import.meta.dirname, '../../e2e/captures/sample.pcapng');
if (!hasTshark) console.warn('graphs: tshark is absent, its numbers are not asked for');

function sample(): Session {
  const session = new Session(openCaptureFile(new MemorySource(new Uint8Array(readFileSync(SAMPLE))), 'sample.pcapng'), new Registry(PROTOCOLS), { zoneMinutes: () => 0 });
  while (session.step());
  session.finish();
  return session;
}
const tshark = (...args: string[]): string => execFileSync('tshark', ['-n', '-r', SAMPLE, ...args], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });

describe.skipIf(!hasTshark)('the I/O graph', () => {
  it.each([1, 0.1])('counts as io,stat does, by %s s', (interval) => {
    const rows = [...tshark('-q', '-z', `io,stat,${interval}`).matchAll(/\|\s*([\d.]+) <>\s*[\d.Dur]+\s*\|\s*(\d+) \|\s*(\d+) \|/g)].map(([, , packets, bytes]) => [Number(packets), Number(bytes)]);
    const { store } = sample();
    const counter = new IoCounter(store, ioTimes(store)!, interval);
    counter.addRange(1, 50);
    counter.addFrames(Uint32Array.from({ length: store.count - 50 }, (_, i) => 51 + i));
    const { packets, bytes } = counter.line;
    expect(rows.length).toBeGreaterThan(1);
    expect(packets.map((n, i) => [n, bytes[i]])).toEqual(rows);
  });
});

describe('the times of the I/O graph', () => {
  it('begin with the earliest frame and end with the latest', () => {
    const forwards = sessionOver(pcapOf([ip(6, 1, 2, tcp(1, 2)), ip(6, 1, 2, tcp(1, 2)), ip(6, 1, 2, tcp(1, 2))]));
    expect(ioTimes(forwards.store)).toEqual({ seconds: 0, nanos: 0, duration: 2 });
    expect(ioTimes(sessionOver(pcapOf([])).store)).toBeNull();
  });
  it('are divided into no more points than can be drawn', () => {
    expect(intervalFor(100, 0)).toBe(0.5);
    expect(100_000 / intervalFor(100_000, 0.001)).toBeLessThan(MOST_POINTS);
    expect(1e12 / intervalFor(1e12, 1)).toBeLessThan(MOST_POINTS);
    expect(intervalFor(10, 2)).toBe(2);
  });
});

describe.skipIf(!hasTshark)('the graphs of a TCP stream', () => {
  it('have the numbers, times, windows and round trips that tshark prints', () => {
    const fields = ['frame.number', 'tcp.time_relative', 'tcp.seq', 'tcp.ack', 'tcp.len', 'tcp.window_size', 'tcp.analysis.ack_rtt', 'tcp.analysis.bytes_in_flight'];
    const streams = new Set(tshark('-T', 'fields', '-e', 'tcp.stream').split('\n').filter((s) => /^\d+$/.test(s)));
    const { store } = sample();
    expect(streams.size).toBeGreaterThan(1);
    for (const stream of streams) {
      const rows = tshark('-Y', `tcp.stream == ${stream}`, '-T', 'fields', ...fields.flatMap((f) => ['-e', f])).trimEnd().split('\n').map((line) => line.split('\t'));
      const graph = tcpGraph(store, Number(rows[0]![0]))!;
      expect(graph.frames).toEqual(rows.map(([n]) => Number(n)));
      expect(graph.times.map((t) => t.toFixed(9))).toEqual(rows.map((r) => Number(r[1]).toFixed(9)));
      expect(graph.sequences).toEqual(rows.map((r) => Number(r[2])));
      expect(graph.acknowledgments.map((a) => Math.max(0, a))).toEqual(rows.map((r) => Number(r[3])));
      expect(graph.lengths).toEqual(rows.map((r) => Number(r[4])));
      expect(graph.windows).toEqual(rows.map((r) => Number(r[5])));
      expect(graph.roundTrips.map((ms) => (ms < 0 ? '' : (ms / 1000).toFixed(9)))).toEqual(rows.map((r) => r[6] ?? ''));
      expect(graph.inFlight.map((n) => (n === 0 ? '' : String(n)))).toEqual(rows.map((r) => r[7] ?? ''));
    }
  });
  it('are of no other frame', () => {
    const { store } = sample();
    expect(tcpGraph(store, 1)).toBeNull();
    expect(tcpGraph(store, store.count + 1)).toBeNull();
  });
});
