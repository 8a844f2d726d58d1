// Fragments of IP datagrams put together again: which belong to one datagram, when it is whole, and what its bytes are.
import type { DatagramPart, WholeDatagram } from '../dissect/frame-context';
import { GrowingArray } from './growing-array';
import { cover } from './intervals';
import { firstFrom } from './sorted';

/** Datagrams that wait for fragments; the oldest is given up when there are more. */
export const MAX_WAITING_DATAGRAMS = 65_536;
/** Fragments of one datagram (8,192 of the smallest kind make the longest); with more it is given up. */
export const MAX_DATAGRAM_FRAGMENTS = 16_384;

/** `parent`: the datagram inside which the fragment stands, -1 = in the frame. `position`: in the file, or in the parent. */
export interface FragmentPlace {
  readonly frame: number;
  readonly parent: number;
  readonly position: number;
  readonly offset: number;
  readonly length: number;
  readonly more: boolean;
}

/** A datagram, whole or not. Its number counts from 0 in the order of their first fragments. */
interface Waiting {
  readonly datagram: number;
  /** Octets that are there: start, end, start, end, … ascending, not touching each other. */
  readonly covered: number[];
  /** Where the first last fragment ends, -1 = not seen. */
  end: number;
  count: number;
}

export const STATE_WAITING = 0;
export const STATE_WHOLE = 1;
export const STATE_TOO_MANY_WAITING = 2;
export const STATE_TOO_MANY_FRAGMENTS = 3;

export class IpReassembly {
  private readonly waiting = new Map<string, Waiting>();
  /** By fragment, in file order. */
  private readonly frames = new GrowingArray(new Uint32Array(16));
  private readonly datagrams = new GrowingArray(new Uint32Array(16));
  private readonly parents = new GrowingArray(new Int32Array(16));
  private readonly positions = new GrowingArray(new Float64Array(16));
  private readonly offsets = new GrowingArray(new Uint32Array(16));
  private readonly lengths = new GrowingArray(new Uint32Array(16));
  private readonly mores = new GrowingArray(new Uint16Array(16));
  /** The fragment of the same datagram before this one + 1. */
  private readonly previous = new GrowingArray(new Uint32Array(16));
  /** By datagram: newest fragment, octets, the frame that completed it, what became of it. */
  private readonly newest = new GrowingArray(new Uint32Array(16));
  private readonly sizes = new GrowingArray(new Uint32Array(16));
  private readonly completedIn = new GrowingArray(new Uint32Array(16));
  private readonly states = new GrowingArray(new Uint16Array(16));

  constructor(
    private readonly maxWaiting = MAX_WAITING_DATAGRAMS,
    private readonly maxFragments = MAX_DATAGRAM_FRAGMENTS,
  ) {}

  /** Of datagrams. */
  get count(): number {
    return this.states.length;
  }
  get waitingCount(): number {
    return this.waiting.size;
  }

  /** The datagram that this fragment completes, -1 = none. Frames must come in file order. */
  add(key: string, fragment: FragmentPlace): number {
    let w = this.waiting.get(key);
    if (w === undefined) this.waiting.set(key, (w = this.open()));
    this.remember(w.datagram, fragment);
    w.count++;
    const end = fragment.offset + fragment.length;
    if (!fragment.more && w.end < 0) w.end = end;
    cover(w.covered, fragment.offset, end);
    if (w.end >= 0 && w.covered[0] === 0 && w.covered[1]! >= w.end) {
      this.waiting.delete(key);
      this.sizes.data[w.datagram] = w.end;
      this.completedIn.data[w.datagram] = fragment.frame;
      this.states.data[w.datagram] = STATE_WHOLE;
      return w.datagram;
    }
    if (w.count >= this.maxFragments) this.giveUp(key, w, STATE_TOO_MANY_FRAGMENTS);
    return -1;
  }

  /** Datagrams that a frame carries fragments of. */
  datagramsOf(frame: number): number[] {
    const found: number[] = [];
    const { data, length } = this.frames;
    for (let i = firstFrom(data, length, frame); i < length && data[i] === frame; i++) found.push(this.datagrams.data[i]!);
    return found;
  }

  /** STATE_… */
  state(datagram: number): number {
    return this.states.data[datagram]!;
  }
  /** 0 = it is not whole. */
  frameOf(datagram: number): number {
    return this.completedIn.data[datagram]!;
  }

  /**
   * Puts a datagram that is whole together; null where `read` gives nothing.
   * @param read the bytes of a fragment
   */
  assemble(datagram: number, read: (fragment: FragmentPlace) => Uint8Array | null): WholeDatagram | null {
    const fragments = this.fragmentsOf(datagram);
    const size = this.sizes.data[datagram]!;
    const tails = new Set(fragments.filter((f) => !f.more && f.offset + f.length !== size));
    // The sort is stable: of two at the same offset the one that came first counts.
    fragments.sort((a, b) => a.offset - b.offset);
    const bytes = new Uint8Array(size);
    const parts: DatagramPart[] = [];
    let filled = 0;
    for (const f of fragments) {
      const { frame, offset, length } = f;
      const data = read(f);
      if (data === null || data.length !== length) return null;
      const fits = Math.max(0, Math.min(length, size - offset));
      const overlap = fits > 0 && offset < filled;
      const conflict = overlap && differs(bytes, offset, data, Math.min(fits, filled - offset));
      if (fits > 0 && offset + fits > filled) {
        bytes.set(data.subarray(filled - offset, fits), filled);
        filled = offset + fits;
      }
      parts.push({ frame, offset, length, overlap, conflict, multipleTails: tails.has(f), tooLong: offset + length > size });
    }
    return { bytes, parts };
  }

  /** In the order in which they came. */
  private fragmentsOf(datagram: number): FragmentPlace[] {
    const fragments: FragmentPlace[] = [];
    for (let i = this.newest.data[datagram]! - 1; i >= 0; i = this.previous.data[i]! - 1) {
      fragments.push({
        frame: this.frames.data[i]!, parent: this.parents.data[i]!, position: this.positions.data[i]!,
        offset: this.offsets.data[i]!, length: this.lengths.data[i]!, more: this.mores.data[i] === 1,
      });
    }
    return fragments.reverse();
  }

  private open(): Waiting {
    if (this.waiting.size >= this.maxWaiting) {
      const [key, oldest] = this.waiting.entries().next().value!;
      this.giveUp(key, oldest, STATE_TOO_MANY_WAITING);
    }
    this.sizes.push(0);
    this.completedIn.push(0);
    this.states.push(STATE_WAITING);
    return { datagram: this.newest.push(0), covered: [], end: -1, count: 0 };
  }

  private giveUp(key: string, w: Waiting, state: number): void {
    this.waiting.delete(key);
    this.states.data[w.datagram] = state;
  }

  private remember(datagram: number, f: FragmentPlace): void {
    this.frames.push(f.frame);
    this.datagrams.push(datagram);
    this.parents.push(f.parent);
    this.positions.push(f.position);
    this.offsets.push(f.offset);
    this.lengths.push(f.length);
    this.mores.push(f.more ? 1 : 0);
    this.newest.data[datagram] = this.previous.push(this.newest.data[datagram]!) + 1;
  }
}

function differs(bytes: Uint8Array, at: number, data: Uint8Array, length: number): boolean {
  for (let i = 0; i < length; i++) if (bytes[at + i] !== data[i]) return true;
  return false;
}
