// The columns of 65,536 frames of an open capture, as narrow as these frames allow.
import type { FramePiece } from './frame-piece';
import { TimeSpan } from './time-span';

/** Frames in one chunk of columns, and its logarithm. */
export const CHUNK_BITS = 16;
export const CHUNK_FRAMES = 1 << CHUNK_BITS;
const MAX_UINT16 = 0xffff;
const MAX_UINT32 = 0xffff_ffff;

/** Numbers that lie close together: kept as the distance from the first, in 4 bytes each, as long as that is enough. */
class NearColumn {
  private base = Number.NaN;
  private near: Uint32Array | null = new Uint32Array(CHUNK_FRAMES);
  private far: Float64Array | null = null;

  /** The distances from `origin`. */
  get numbers(): Uint32Array | Float64Array {
    return this.near ?? this.far!;
  }
  get origin(): number {
    return this.near !== null ? this.base : 0;
  }

  get(slot: number): number {
    return this.near !== null ? this.base + this.near[slot]! : this.far![slot]!;
  }

  set(values: Float64Array, from: number, to: number, at: number): void {
    if (Number.isNaN(this.base)) this.base = values[from]! - 0x8000_0000;
    const { near, base } = this;
    if (near !== null) {
      let slot = at;
      let fits = true;
      for (let i = from; i < to; i++) {
        const distance = values[i]! - base;
        fits &&= distance >= 0 && distance <= MAX_UINT32;
        near[slot++] = distance;
      }
      if (fits) return;
      this.widen(at);
    }
    this.far!.set(values.subarray(from, to), at);
  }

  private widen(count: number): void {
    const near = this.near!;
    const far = new Float64Array(CHUNK_FRAMES);
    for (let i = 0; i < count; i++) far[i] = this.base + near[i]!;
    this.far = far;
    this.near = null;
  }
}

/** Wider in chunks that have a frame of more than 65,535 octets. */
type Lengths = Uint16Array | Uint32Array;

/** The column, in which these values have room too. */
function wideEnough(column: Lengths, values: Uint32Array, from: number, to: number): Lengths {
  let i = from;
  if (column instanceof Uint16Array) while (i < to && values[i]! <= MAX_UINT16) i++;
  return i < to && column instanceof Uint16Array ? Uint32Array.from(column) : column;
}

/** Slots of frames that are not there yet hold anything. */
export class FrameColumns {
  readonly position = new NearColumn();
  readonly seconds = new NearColumn();
  readonly nanos = new Int32Array(CHUNK_FRAMES);
  caplen: Lengths = new Uint16Array(CHUNK_FRAMES);
  /** The same array as `caplen` as long as no frame was cut. */
  len: Lengths = this.caplen;
  readonly protocol = new Uint16Array(CHUNK_FRAMES);
  /** (stream << 1) | direction, or -1. */
  readonly stream = new Int32Array(CHUNK_FRAMES);
  readonly previousInStream = new Uint32Array(CHUNK_FRAMES);
  readonly sequence = new Uint32Array(CHUNK_FRAMES);
  readonly acknowledgment = new Uint32Array(CHUNK_FRAMES);
  readonly flags = new Uint16Array(CHUNK_FRAMES);
  readonly window = new Uint16Array(CHUNK_FRAMES);
  /** Number in the capture's table of ways through the protocols. */
  readonly path = new Uint16Array(CHUNK_FRAMES);
  /** Octets that the transport carries. */
  payload: Lengths = new Uint16Array(CHUNK_FRAMES);
  private readonly span = new TimeSpan();
  /** Where all frames so far came from, and by frame once they came from several interfaces. */
  private commonInterface = -1;
  private interfaces: Uint32Array | null = null;

  interfaceIndex(slot: number): number {
    return this.interfaces === null ? this.commonInterface : this.interfaces[slot]!;
  }

  /** Of the times of slots [0, to), and perhaps of a few more. */
  timeSpan(to: number): TimeSpan {
    if (to > this.span.slots) this.span.look(this.seconds.numbers, this.nanos, to);
    return this.span;
  }
  /** The seconds of the earliest and of the latest of these slots, and perhaps of a few more. */
  secondsSpan(to: number): { readonly least: number; readonly most: number } {
    const { earliest, latest } = this.timeSpan(to);
    return { least: this.seconds.get(earliest), most: this.seconds.get(latest) };
  }

  /** Takes over the piece's frames [from, to), the first into slot `at`. `stream` and `previousInStream` come later. */
  set(piece: FramePiece, from: number, to: number, at: number): void {
    const c = piece.columns;
    this.position.set(c.position, from, to, at);
    this.seconds.set(c.seconds, from, to, at);
    this.nanos.set(c.nanos.subarray(from, to), at);
    this.setLengths(c.caplen, c.len, from, to, at);
    this.setInterfaces(c.interfaceIndex, from, to, at);
    this.protocol.set(c.protocol.subarray(from, to), at);
    this.sequence.set(c.sequence.subarray(from, to), at);
    this.acknowledgment.set(c.acknowledgment.subarray(from, to), at);
    this.flags.set(c.flags.subarray(from, to), at);
    this.window.set(c.window.subarray(from, to), at);
    this.path.set(c.path.subarray(from, to), at);
    this.setPayload(c.payload, from, to, at);
  }

  private setPayload(payload: Uint32Array, from: number, to: number, at: number): void {
    this.payload = wideEnough(this.payload, payload, from, to);
    this.payload.set(payload.subarray(from, to), at);
  }

  private setLengths(caplen: Uint32Array, len: Uint32Array, from: number, to: number, at: number): void {
    let i = from;
    const wereEqual = this.len === this.caplen;
    if (wereEqual) while (i < to && caplen[i] === len[i]) i++;
    this.caplen = wideEnough(this.caplen, caplen, from, to);
    if (wereEqual && i === to) this.len = this.caplen;
    else this.len = wideEnough(wereEqual ? this.caplen.slice() : this.len, len, from, to);
    this.caplen.set(caplen.subarray(from, to), at);
    if (this.len !== this.caplen) this.len.set(len.subarray(from, to), at);
  }

  private setInterfaces(interfaces: Uint32Array, from: number, to: number, at: number): void {
    if (this.commonInterface < 0) this.commonInterface = interfaces[from]!;
    let i = from;
    if (this.interfaces === null) while (i < to && interfaces[i] === this.commonInterface) i++;
    if (i < to) this.interfaces ??= new Uint32Array(CHUNK_FRAMES).fill(this.commonInterface);
    this.interfaces?.set(interfaces.subarray(from, to), at);
  }
}
