// For the fuzz test: frames damaged by a seeded generator. Same seed, same frames.

export type Random = (below: number) => number;

/** mulberry32: small, seeded, good enough. */
export function randomFrom(seed: number): Random {
  let state = seed | 0;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}

export interface Sample {
  /** Where it is from, for the report. */
  readonly what: string;
  readonly bytes: Uint8Array;
  readonly len: number;
  readonly linktype: number;
}

export interface DamagedFrame extends Sample {
  readonly caplen: number;
}

const EDGES = [0, 1, 2, 3, 4, 7, 8, 0x3f, 0x40, 0x7f, 0x80, 0xbf, 0xc0, 0xfe, 0xff];

/** One to eight changes: bits, bytes, words that lengths like, swaps, and pieces of other frames; sometimes cut, sometimes longer. */
export function damaged(random: Random, sample: Sample, samples: readonly Sample[]): DamagedFrame {
  const bytes = new Uint8Array(sample.bytes.length + (random(4) === 0 ? random(40) : 0));
  bytes.set(sample.bytes);
  for (let left = random(16) === 0 ? 0 : 1 + random(8); left > 0 && bytes.length > 0; left--) change(random, bytes, samples);
  const caplen = random(3) === 0 ? random(bytes.length + 1) : bytes.length;
  const len = random(8) === 0 ? Math.max(caplen, random(2000)) : Math.max(caplen, bytes.length, sample.len);
  return { what: sample.what, bytes, caplen, len, linktype: sample.linktype };
}

function change(random: Random, bytes: Uint8Array, samples: readonly Sample[]): void {
  const at = random(bytes.length);
  switch (random(8)) {
    case 0: bytes[at]! ^= 1 << random(8); break;
    case 1: bytes[at] = random(256); break;
    case 2: bytes[at] = EDGES[random(EDGES.length)]!; break;
    case 3: bytes.fill([0, 0xff][random(2)]!, at, at + 1 + random(4)); break;
    case 4: bytes.copyWithin(at, random(bytes.length), bytes.length); break;
    case 5: lengthOf(random, bytes, at); break;
    case 6: bytes.fill(bytes[at]!, at, at + random(64)); break;
    default: {
      const other = samples[random(samples.length)]!.bytes;
      bytes.set(other.subarray(0, Math.min(other.length, bytes.length - at)), at);
    }
  }
}

/** A 1-, 2- or 4-byte number that is about as large as what follows it: a length that is nearly right, or far from it. */
function lengthOf(random: Random, bytes: Uint8Array, at: number): void {
  const width = [1, 2, 2, 4][random(4)]!;
  const follows = bytes.length - at;
  const value = [follows, follows - width, follows - 2 * width + random(5) - 2, random(follows + 1), 0, 0x8000_0000, 0xffff_ffff][random(7)]! >>> 0;
  for (let i = 0; i < width && at + i < bytes.length; i++) bytes[at + i] = value >>> (8 * (width - 1 - i));
}

const TCP_KINDS = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 18, 19, 20, 21, 22, 23, 24, 26, 27, 28, 29, 30, 34, 69, 76, 78, 172, 174, 253, 254];
/** Octets of those whose length is fixed; others get a random one. */
const TCP_LENGTHS: ReadonlyMap<number, number> = new Map([[2, 4], [3, 3], [4, 2], [6, 6], [7, 6], [8, 10], [11, 6], [12, 6], [13, 6], [14, 3], [18, 3], [19, 18], [27, 8], [28, 4]]);

/** A TCP segment whose options are of every kind, with lengths that lie in a third of them, and whose data offset may lie too. */
export function tcpWithOptions(random: Random, linktype: number): DamagedFrame {
  const options: number[] = [];
  const room = random(4) === 0 ? random(60) : 40;
  while (options.length < room) pushOption(random, options);
  const padded = options.slice(0, room + (4 - (room % 4)) % 4);
  const bytes = new Uint8Array(20 + padded.length + random(30));
  for (let i = 0; i < bytes.length; i++) bytes[i] = random(256);
  bytes.set(padded, 20);
  const words = random(6) === 0 ? random(16) : Math.min(15, 5 + Math.ceil(padded.length / 4));
  bytes[12] = (words << 4) | random(16);
  const caplen = random(5) === 0 ? random(bytes.length + 1) : bytes.length;
  return { what: 'tcp options', bytes, caplen, len: bytes.length, linktype };
}

function pushOption(random: Random, options: number[]): void {
  const kind = random(5) === 0 ? random(256) : TCP_KINDS[random(TCP_KINDS.length)]!;
  options.push(kind);
  if (kind < 2) return;
  const honest = TCP_LENGTHS.get(kind) ?? 2 + random(20);
  const said = random(3) === 0 ? [0, 1, 2, 3, honest - 1, honest + 1, random(256), 255][random(8)]! : honest;
  options.push(said);
  const kept = random(4) === 0 ? random(20) : honest - 2;
  for (let i = 0; i < kept; i++) options.push(random(3) === 0 ? EDGES[random(EDGES.length)]! : random(256));
}
