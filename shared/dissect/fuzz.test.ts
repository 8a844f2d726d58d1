// Damaged bytes: examples of every protocol, mutated by a seeded generator, go through all four runs. Nothing may escape.
import { describe, expect, it } from 'vitest';
import { Dissector, type FrameBytes } from './dissector';
import { NO_CONTEXT, TSHARK_OPTIONS, type DissectOptions } from './frame-context';
import { FrameFacts } from './frame-facts';
import { remembered } from './remembered-facts';
import { lineText } from './field-text';
import { PROTOCOLS } from './protocols';
import { Registry } from './registry';

const ROUNDS = 20_000;
const SEED = 0x5eed_1e55;
/** Link types that no file has: each protocol is put on one of its own. */
const FIRST_LINKTYPE = 0xe000;

interface Sample {
  readonly protocol: string;
  readonly bytes: Uint8Array;
  readonly linktype: number;
}

/** mulberry32: small, seeded, good enough. */
function generator(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}

function bytesOf(hex: string): Uint8Array {
  const digits = hex.replace(/\s+/g, '');
  return Uint8Array.from({ length: digits.length / 2 }, (_, i) => parseInt(digits.slice(2 * i, 2 * i + 2), 16));
}

const protocols = PROTOCOLS.map((p, i) => ({ ...p, over: { ...p.over, linktype: [...(p.over.linktype ?? []), FIRST_LINKTYPE + i] } }));
const samples: readonly Sample[] = PROTOCOLS.flatMap((p, i) => (p.examples ?? []).map((x) => ({ protocol: p.id, bytes: bytesOf(x.hex), linktype: FIRST_LINKTYPE + i })));
const dissector = new Dissector(new Registry(protocols));
const wanted = new Uint8Array(dissector.registry.fields.length).fill(1);
const verifying: DissectOptions = { ...TSHARK_OPTIONS, verifyChecksums: true };

/** One to eight changes: bits, bytes, words that lengths like, swaps, and pieces of other examples. */
function mutate(random: (below: number) => number, source: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(source.length + (random(4) === 0 ? random(40) : 0));
  bytes.set(source);
  for (let left = 1 + random(8); left > 0 && bytes.length > 0; left--) {
    const at = random(bytes.length);
    switch (random(6)) {
      case 0: bytes[at]! ^= 1 << random(8); break;
      case 1: bytes[at] = random(256); break;
      case 2: bytes[at] = [0, 1, 0x7f, 0x80, 0xfe, 0xff][random(6)]!; break;
      case 3: bytes.fill([0, 0xff][random(2)]!, at, at + 1 + random(4)); break;
      case 4: bytes.copyWithin(at, random(bytes.length), bytes.length); break;
      default: {
        const other = samples[random(samples.length)]!.bytes;
        bytes.set(other.subarray(0, Math.min(other.length, bytes.length - at)), at);
      }
    }
  }
  return bytes;
}

function outcome(): string {
  return `${dissector.path.join(':')} ${dissector.stopped}`;
}

function allRuns(frame: FrameBytes, what: string): void {
  dissector.bug = undefined;
  dissector.index(frame, new FrameFacts());
  const indexed = remembered(dissector.layer.facts);
  dissector.layer.facts = new FrameFacts();
  dissector.row(frame, NO_CONTEXT, TSHARK_OPTIONS);
  expect(remembered(dissector.layer.facts), what).toEqual(indexed);
  const info = dissector.layer.infoText;
  dissector.match(frame, NO_CONTEXT, verifying, wanted, true);
  const matched = outcome();
  const matchedInfo = dissector.layer.infoText;
  for (const node of dissector.tree(frame, NO_CONTEXT, verifying)) lineText(node);
  expect(dissector.bug, what).toBeUndefined();
  expect(outcome(), what).toBe(matched);
  expect([matchedInfo, dissector.layer.infoText], what).toEqual([info, info]);
}

describe('damaged bytes', () => {
  it(`${ROUNDS} mutated examples: no exception, the four runs agree`, { timeout: 60_000 }, () => {
    const random = generator(SEED);
    for (let round = 0; round < ROUNDS; round++) {
      const sample = samples[random(samples.length)]!;
      const bytes = mutate(random, sample.bytes);
      const caplen = random(3) === 0 ? random(bytes.length + 1) : bytes.length;
      const len = random(8) === 0 ? Math.max(caplen, random(2000)) : Math.max(caplen, bytes.length);
      const hex = Array.from(bytes.subarray(0, caplen), (b) => b.toString(16).padStart(2, '0')).join('');
      allRuns({ bytes, at: 0, caplen, len, linktype: sample.linktype }, `round ${round}, ${sample.protocol}, ${len} octets: ${hex}`);
    }
  });
});
