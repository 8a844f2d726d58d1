// Holds the figures of a live capture to adding up, and the words about a loss to what the numbers say.
import { describe, expect, it } from 'vitest';
import { captureOptions, interfaceOptions } from '../../shared/live/capture-options';
import type { InterfaceCounts, Ledger } from '../../shared/live/ledger';
import { bufferToHold, figuresOf, GRAPH_MS, lossesByFrame, lossFacts, withSample, type RateSample } from './ledger-figures';

const MIB = 1_048_576;
const counts = (changes: Partial<InterfaceCounts> = {}): InterfaceCounts => ({
  name: 'eth0', netns: '', received: 0, dropped: 0, droppedByInterface: 0, written: 0, truncated: 0, seen: -1, bufferBytes: 2 * MIB, ...changes,
});
const ledger = (changes: Partial<Ledger> = {}): Ledger => ({
  phase: 'capturing', interfaces: [counts()], written: 0, indexed: 0, bytes: 0, fileBytes: 0, diskFree: -1, startedMs: 0, elapsedMs: 0,
  losses: [], packetsPerSecond: 0, bitsPerSecond: 0, ...changes,
});

describe('the ledger', () => {
  it.each([
    ['in flight', { interfaces: [counts({ received: 22_160, dropped: 318, written: 21_822 })], written: 21_822, indexed: 21_000 }, { received: 22_160, inBuffer: 20, behind: 822 }],
    ['at rest', { interfaces: [counts({ received: 22_140, dropped: 318 })], written: 21_822, indexed: 21_822 }, { received: 22_140, inBuffer: 0, behind: 0 }],
    // The kernel was asked before the last packets were written.
    ['asked early', { interfaces: [counts({ received: 90 })], written: 100, indexed: 100 }, { received: 100, inBuffer: 0, behind: 0 }],
    ['a command without interfaces', { interfaces: [], written: 7, indexed: 5 }, { received: 7, inBuffer: 0, behind: 2 }],
    ['several interfaces', { interfaces: [counts({ received: 10, dropped: 1 }), counts({ received: 5, dropped: 2 })], written: 12, indexed: 12 }, { received: 15, dropped: 3, inBuffer: 0 }],
  ] as const)('adds up: %s', (_, given, wanted) => {
    const figures = figuresOf(ledger(given), []);
    expect(figures).toMatchObject(wanted);
    expect(figures.received).toBe(figures.dropped + figures.written + figures.inBuffer);
  });
  it('knows what a capture filter refused only where the system counts, and there is a filter', () => {
    const { interfaces } = captureOptions([interfaceOptions('eth0', { filter: 'port 80' }), interfaceOptions('eth1')]);
    const two = (seen: number) => ledger({ interfaces: [counts({ received: 40, seen }), counts({ received: 9, seen: 10 })], written: 49 });
    expect(figuresOf(two(100), interfaces).refused).toBe(60);
    expect(figuresOf(two(-1), interfaces).refused).toBe(-1);
    expect(figuresOf(two(100), []).refused).toBe(-1);
  });
});

describe('a loss', () => {
  it('says nothing where nothing was lost', () => {
    expect(lossFacts(ledger({ interfaces: [counts({ received: 5 })], written: 5 }))).toBeNull();
  });
  it('says how much, where, and what would have held it', () => {
    const losses = [{ after: 10, packets: 18, atSeconds: 1 }, { after: 21_811, packets: 300, atSeconds: 47.06 }];
    const facts = lossFacts(ledger({ interfaces: [counts({ received: 22_140, dropped: 318 })], written: 21_822, bytes: 21_822 * 650, losses }));
    expect(facts).toMatchObject({ lost: 318, received: 22_140, places: 2, atSeconds: 47.06, bufferBytes: 2 * MIB, wantedBytes: 4 * MIB });
  });
  it('proposes a buffer that is larger, a power of two, and holds both; none beyond a GiB', () => {
    expect(bufferToHold(2 * MIB, 1, 60)).toBe(4 * MIB);
    expect(bufferToHold(65_536, 10, 1500)).toBe(2 * MIB);
    expect(bufferToHold(2 * MIB, 10_000, 1000)).toBe(16 * MIB);
    expect(bufferToHold(1024 * MIB, 1, 60)).toBe(0);
    expect(bufferToHold(2 * MIB, 5_000_000, 1500)).toBe(0);
  });
  it('stands before the frame that came after it', () => {
    expect(lossesByFrame([{ after: 21_811, packets: 318, atSeconds: 47 }]).get(21_812)?.packets).toBe(318);
  });
});

describe('samples of the rate', () => {
  it('are taken every 400 ms, for a minute', () => {
    let samples: readonly RateSample[] = [];
    for (let ms = 0; ms <= 2 * GRAPH_MS; ms += 100) samples = withSample(samples, ledger({ elapsedMs: ms, bytes: ms * 10 }));
    expect(samples.at(-1)).toEqual({ atMs: 2 * GRAPH_MS, bytes: 20 * GRAPH_MS });
    expect(samples.every((s, i) => i === 0 || s.atMs - samples[i - 1]!.atMs === 400)).toBe(true);
    expect(samples[0]!.atMs).toBeGreaterThanOrEqual(GRAPH_MS - 800);
    expect(samples.length).toBeLessThan(155);
  });
});
