// The short way through the usual frame leaves behind exactly what the walk from layer to layer does, whatever the bytes.
import { describe, expect, it } from 'vitest';
import { Dissector } from './dissector';
import { FRAGMENT_WORDS, FrameFacts } from './frame-facts';
import { OTHER_WORDS } from './other-transports';
import { PROTOCOLS } from './protocols';
import { Registry } from './registry';
import type { Table } from './tables';
import { randomFrom } from './testing/damaged-frames';
import { usualFrame, usualProtocols } from './usual-frame';

const ROUNDS = 30_000;
/** Ethernet under a link type that no file has: the walk takes such frames layer by layer. */
const LONG_WAY = 0xe000;
const dissector = new Dissector(new Registry(PROTOCOLS.map((p) => (p.id === 'eth' ? { ...p, over: { ...p.over, linktype: [1, LONG_WAY] } } : p))));

const random = randomFrom(0x05a1f4a3);
const pick = <T>(list: readonly T[]): T => list[random(list.length)]!;
const bytesOf = (hex: string): number[] => (hex.replace(/\s+/g, '').match(/../g) ?? []).map((pair) => parseInt(pair, 16));
const word = (n: number): number[] => [(n >>> 8) & 255, n & 255];

/** What the examples of protocols over TCP or UDP say, and the port that leads to them; and nothing, and noise. */
const payloads = (table: Table): readonly { port: number; bytes: number[] }[] => [
  { port: 40_000, bytes: [] }, { port: 40_001, bytes: [1, 2, 3, 4, 5] },
  ...PROTOCOLS.flatMap((p) => (p.over[table] ?? []).slice(0, 1).flatMap((port) => (p.examples ?? []).map((x) => ({ port, bytes: bytesOf(x.hex) })))),
];
const OVER = { 6: payloads('tcp.port'), 17: payloads('udp.port') } as const;
const TCP_OPTIONS = ['', '0101080a0000000100000002', '020405b4', '0101050a0000000100000003', '1e0c10051122334455667788', '0303070101080a0000000100000002000000'];

function frame(): Uint8Array {
  const number = pick([6, 17] as const);
  const { port, bytes } = pick(OVER[number]);
  const options = bytesOf(pick(TCP_OPTIONS));
  const flags = pick([0x10, 0x18, 0x11, 0x02, 0x12, 0x04, 0x14, 0x00, 0x52]);
  const ports = random(2) === 0 ? [50_000, port] : [port, 50_000];
  const transport = number === 6
    ? [...ports.flatMap(word), 0, 0, 0, 7, 0, 0, 0, 9, (5 + options.length / 4) << 4, flags, 1, 2, 0, 0, 0, 0, ...options, ...bytes]
    : [...ports.flatMap(word), ...word(8 + bytes.length), 0, 0, ...bytes];
  const network = random(2) === 0
    ? [0x08, 0, 0x45, 0, ...word(20 + transport.length), 0, 1, pick([0, 0x40, 0x20, 0x80]), pick([0, 0, 0, 1]), 64, number, 0, 0, 10, 0, 0, 1, 10, 0, 0, 2]
    : [0x86, 0xdd, 0x60, 0, 0, 0, ...word(transport.length), number, 64, ...new Array<number>(15).fill(0), 1, ...new Array<number>(15).fill(0), 2];
  const padding = new Array<number>(pick([0, 0, 6, 18])).fill(0);
  return Uint8Array.from([...new Array<number>(12).fill(2), ...network, ...transport, ...padding]);
}

/** In the headers mostly: that is what the short way looks at. */
function damage(bytes: Uint8Array): void {
  for (let left = random(4); left > 0; left--) {
    const at = 12 + random(Math.min(bytes.length, 80) - 12);
    if (random(2) === 0) bytes[at] = random(256);
    else bytes[at]! ^= 1 << random(8);
  }
}

/** All that the index run leaves behind, as text: comparing tens of thousands of objects would take minutes. */
function outcome(bytes: Uint8Array, caplen: number, len: number, linktype: number): string {
  const facts = new FrameFacts();
  dissector.bug = undefined;
  dissector.index({ bytes, at: 3, caplen, len, linktype }, facts);
  const { others, fragments, fragmentCount } = facts;
  const numbers = Object.entries(facts).filter(([, value]) => typeof value === 'number');
  const lists = [others.words.subarray(0, others.count * OTHER_WORDS), fragments.subarray(0, fragmentCount * FRAGMENT_WORDS)].map((list) => [...list]);
  const inFrame = [facts.addressBytes === bytes || facts.addressKind === 0, facts.linkBytes === bytes || facts.linkKind === 0];
  return JSON.stringify([numbers, lists, inFrame, dissector.path, dissector.layer.paths.current, dissector.stopped, String(dissector.bug)]);
}

describe('the usual frame', () => {
  it(`${ROUNDS} frames, whole, cut and damaged: both ways agree`, { timeout: 60_000 }, () => {
    const protocols = usualProtocols(dissector.registry, dissector.layer.paths)!;
    let usual = 0;
    for (let round = 0; round < ROUNDS; round++) {
      const own = frame();
      damage(own);
      const bytes = Uint8Array.from([9, 9, 9, ...own]);
      const caplen = random(3) === 0 ? random(own.length + 1) : own.length;
      const len = Math.max(caplen, random(5) === 0 ? random(2 * own.length) : own.length);
      const [short, long] = [outcome(bytes, caplen, len, 1), outcome(bytes, caplen, len, LONG_WAY)];
      if (short !== long) expect.fail(`round ${round}, ${caplen} of ${len}: ${Buffer.from(own).toString('hex')}\n${short}\n${long}`);
      if (usualFrame(dissector.layer, { bytes, at: 3, caplen, len, linktype: 1 }, protocols)) usual++;
    }
    expect(usual).toBeGreaterThan(ROUNDS / 10);
    expect(usual).toBeLessThan(ROUNDS);
  });
});
