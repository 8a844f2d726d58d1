// Gaps of silence and the overview, on captures whose times and protocols are made here.
import { describe, expect, it } from 'vitest';
import { MemorySource } from '../capture-file/byte-source';
import { openCaptureFile } from '../capture-file/capture-file';
import { PROTOCOLS } from '../dissect/protocols';
import { Registry } from '../dissect/registry';
import type { ViewOptions } from '../ipc/contract';
import { ColourRules, type AskedRule } from './colour-rules';
import { Session } from './session';

const VIEW: ViewOptions = { time: 'relative', timeDigits: -1, relativeSequence: true, verifyChecksums: false, names: 0, flagStyle: 'wireshark' };
const registry = new Registry(PROTOCOLS);
/** An ICMP echo request and a UDP datagram without data, both over raw IPv4 (LINKTYPE_RAW). */
const ICMP = '4500001c000040004001f6da' + 'c0000201c0000202' + '0800f7ff00000000';
const UDP = '4500001c000100004011b6cac0000201c00002020400040000080000';

/** A pcap of these frames at these times in microseconds. */
function captureOf(frames: readonly (readonly [micros: number, hex: string])[], rules: readonly AskedRule[] = []): Session {
  const bytes = new Uint8Array(24 + frames.reduce((sum, [, hex]) => sum + 16 + hex.length / 2, 0));
  const view = new DataView(bytes.buffer);
  [0xa1b2c3d4, 0x00040002, 0, 0, 262_144, 101].forEach((word, i) => view.setUint32(i * 4, word, true));
  let at = 24;
  for (const [micros, hex] of frames) {
    const length = hex.length / 2;
    [1_700_000_000 + Math.floor(micros / 1e6), micros % 1e6, length, length].forEach((word, i) => view.setUint32(at + i * 4, word, true));
    for (let i = 0; i < length; i++) bytes[at + 16 + i] = Number.parseInt(hex.slice(i * 2, i * 2 + 2), 16);
    at += 16 + length;
  }
  const colours = new ColourRules(registry, rules);
  const session = new Session(openCaptureFile(new MemorySource(bytes), 'made.pcap'), registry, { zoneMinutes: () => 0, colours: () => colours });
  while (session.step());
  return session;
}

function whole<T>(steps: Generator<undefined, T>): T {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

const silences = (times: readonly number[]): string[] => captureOf(times.map((time) => [time, UDP])).rows(0, times.length, ['number'], VIEW).map((row) => row.silence);

describe('silence', () => {
  it('is told where frames stood close before', () => {
    expect(silences([0, 100_000, 200_000, 13_088_533, 13_100_000])).toEqual(['', '', '', '12.888533', '']);
  });
  it('is not the usual pace, however slow', () => {
    expect(silences([0, 5e6, 10e6, 15e6, 20e6])).toEqual(['', '', '', '', '']);
  });
  it('is never shorter than a second', () => {
    expect(silences([0, 10, 20, 30, 999_990])).toEqual(['', '', '', '', '']);
  });
  it('is not seen where time runs backwards', () => {
    expect(silences([10e6, 0, 1000, 2000])).toEqual(['', '', '', '']);
  });
});

describe('overview', () => {
  const rules = [{ id: 7, filter: 'icmp' }, { id: 3, filter: 'udp' }];
  const frames = Array.from({ length: 100 }, (_, i) => [i * 1000, i >= 50 && i < 60 ? ICMP : UDP] as const);
  const mixed = captureOf(frames, rules);
  it('has the rule and share of each part, but for the rules that are to be quiet', () => {
    const quiet = whole(mixed.overview(10, [3]));
    expect(quiet.frames).toBe(100);
    expect(quiet.rules).toEqual([0, 0, 0, 0, 0, 7, 0, 0, 0, 0]);
    expect(quiet.shares).toEqual([0, 0, 0, 0, 0, 1, 0, 0, 0, 0]);
    expect(whole(mixed.overview(10, [])).rules).toEqual([3, 3, 3, 3, 3, 7, 3, 3, 3, 3]);
  });
  it('looks at some frames of a large part', () => {
    const { rules: found, shares } = whole(mixed.overview(2, [3]));
    expect(found).toEqual([0, 7]);
    expect(shares[1]).toBeGreaterThan(0.15);
    expect(shares[1]).toBeLessThan(0.3);
  });
  it('has no more parts than frames', () => {
    expect(whole(captureOf([[0, ICMP]], rules).overview(1000, [])).rules).toEqual([7]);
    expect(whole(captureOf([], rules).overview(1000, [])).rules).toEqual([]);
  });
  it('is plain where there are no rules', () => {
    expect(whole(captureOf(frames).overview(4, [])).rules).toEqual([0, 0, 0, 0]);
  });
});
