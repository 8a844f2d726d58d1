// A gzip file (RFC 1952) as a ByteSource: decompressed as it is read, and readable anywhere again by means of an index.
import type { ByteSource, SourceDamage, SourceProgress } from './byte-source';
import { crc32 } from './crc32';
import { CHUNK_BYTES, Inflater, WINDOW_BYTES, type InflatePoint } from './inflate';

/** Decoded bytes between two points of the index, at first. */
const FIRST_SPACING = 262_144;
/**
 * Points kept: at 32 KiB each they take 128 MiB at most, reached at a GiB of output. When there are more, every second one goes and the
 * spacing doubles.
 */
const MAX_POINTS = 4096;
/** Decoded at once: front to back, and at least where a few bytes are wanted. */
const STEP_BYTES = 131_072;
const LEAST_STEP_BYTES = 4096;
/** Cursors for reading again, each with a buffer of half a MiB: the cache of decoded runs. */
const REAR_CURSORS = 4;

const HEADER_CRC = 2;
const EXTRA = 4;
const NAME = 8;
const COMMENT = 16;

export function isGzip(head: Uint8Array): boolean {
  return head.length >= 3 && head[0] === 0x1f && head[1] === 0x8b && head[2] === 8;
}

interface AccessPoint {
  readonly position: number;
  readonly inflate: InflatePoint;
}

/**
 * `size` is what has been decompressed so far; read on until `read` gives 0. Then `damage` says whether that was the end.
 * What was read before damage stays readable. Bytes behind the last member that are no member are ignored, as gzip(1) does.
 */
export class GzipSource implements ByteSource {
  private readonly front: GzipCursor;
  private readonly rear: GzipCursor[] = [];
  private points: AccessPoint[] = [];
  private spacing = FIRST_SPACING;

  constructor(private readonly raw: ByteSource) {
    this.front = new GzipCursor(raw, true);
  }

  get size(): number {
    return this.front.end;
  }

  get damage(): SourceDamage | null {
    return this.front.failure === '' ? null : { offset: this.front.end, reason: this.front.failure };
  }

  progress(): SourceProgress {
    return { bytesRead: Math.min(this.front.consumed, this.raw.size), size: this.raw.size };
  }

  read(position: number, target: Uint8Array, start: number, length: number): number {
    let done = 0;
    while (done < length) {
      const cursor = this.cursorAt(position + done, length - done);
      if (cursor === null) break;
      done += cursor.copy(position + done, target, start + done, length - done);
    }
    return done;
  }

  /** A cursor whose buffer has the byte at `position`, null if there is no such byte. `wanted`: so many from there on. */
  private cursorAt(position: number, wanted: number): GzipCursor | null {
    if (this.front.has(position)) return this.front;
    if (position >= this.front.end) return this.advanceFront(position) ? this.front : null;
    const cached = this.rear.findIndex((cursor) => cursor.has(position));
    if (cached >= 0) return this.used(cached);
    return this.rearAt(position, wanted);
  }

  private advanceFront(position: number): boolean {
    while (position >= this.front.end) {
      if (!this.front.advance()) return false;
      if (this.front.end - (this.points.at(-1)?.position ?? 0) >= this.spacing) this.addPoint();
    }
    return true;
  }

  private addPoint(): void {
    const inflate = this.front.point();
    if (inflate === null) return;
    this.points.push({ position: this.front.end, inflate });
    if (this.points.length <= MAX_POINTS) return;
    this.points = this.points.filter((_, i) => i % 2 === 1);
    this.spacing *= 2;
  }

  /** Decodes again from the nearest place in front of `position`: a point, the file's start, or where a cursor stands. */
  private rearAt(position: number, wanted: number): GzipCursor | null {
    const point = this.pointBefore(position);
    const from = point?.position ?? 0;
    let index = this.rear.findIndex((cursor) => cursor.end <= position && cursor.end > from);
    if (index < 0) {
      index = this.rear.length < REAR_CURSORS ? this.rear.push(new GzipCursor(this.raw, false)) - 1 : 0;
      this.rear[index]!.restart(point);
    }
    const cursor = this.used(index);
    while (position >= cursor.end) if (!cursor.advance(position + wanted - cursor.end)) return null;
    return cursor;
  }

  /** Moves a cursor behind the others: the one in front is the one unused for longest. */
  private used(index: number): GzipCursor {
    const [cursor] = this.rear.splice(index, 1);
    this.rear.push(cursor!);
    return cursor!;
  }

  private pointBefore(position: number): AccessPoint | null {
    let low = 0;
    let high = this.points.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.points[middle]!.position <= position) low = middle + 1;
      else high = middle;
    }
    return low > 0 ? this.points[low - 1]! : null;
  }
}

/** Decodes member after member; its buffer holds the last half MiB or so. */
class GzipCursor {
  /** Position in the decompressed file behind the last decoded byte. */
  end = 0;
  failure = '';
  private inflater: Inflater;
  private inMember = false;
  private finished = false;
  private members = 0;
  private memberBytes = 0;
  private crc = 0;
  /** Position in the decompressed file of the buffer's first byte. */
  private bufferStart = 0;

  constructor(private readonly raw: ByteSource, private readonly checks: boolean) {
    this.inflater = new Inflater(raw);
  }

  get consumed(): number {
    return this.inflater.consumed;
  }

  has(position: number): boolean {
    return position >= this.bufferStart && position < this.end;
  }

  copy(position: number, target: Uint8Array, start: number, length: number): number {
    const from = position - this.bufferStart;
    const count = Math.min(length, this.end - position);
    target.set(this.inflater.out.subarray(from, from + count), start);
    return count;
  }

  /** State to go on from; null between members. */
  point(): InflatePoint | null {
    return this.inMember ? this.inflater.point() : null;
  }

  /** Goes on from a point, or from the file's start. */
  restart(point: AccessPoint | null): void {
    this.finished = false;
    this.inMember = point !== null;
    this.members = point === null ? 0 : 1;
    if (point === null) this.inflater = new Inflater(this.raw);
    else this.inflater.restore(point.inflate);
    this.end = point?.position ?? 0;
    this.bufferStart = this.end - this.inflater.outPos;
  }

  /** Decodes some more, about as much as is `wanted`; false if there is nothing more. */
  advance(wanted = STEP_BYTES): boolean {
    const step = Math.max(LEAST_STEP_BYTES, Math.min(STEP_BYTES, wanted));
    const before = this.end;
    while (!this.finished && this.end === before) {
      if (!this.inMember) this.startMember();
      else this.decode(step);
    }
    return this.end > before;
  }

  private decode(step: number): void {
    if (this.inflater.outPos >= WINDOW_BYTES + CHUNK_BYTES) this.bufferStart += this.inflater.slide();
    const from = this.inflater.outPos;
    const limit = Math.min(WINDOW_BYTES + CHUNK_BYTES, from + step);
    const result = this.inflater.decode(limit);
    const to = this.inflater.outPos;
    this.end += to - from;
    this.memberBytes += to - from;
    if (this.checks) this.crc = crc32(this.inflater.out, from, to, this.crc);
    if (result === 'cut') this.fail(`the file ends at byte ${this.raw.size} in the middle of the compressed data`);
    else if (result === 'bad') this.fail(`the compressed data at byte ${this.consumed} is damaged`);
    else if (result === 'end') this.endMember();
  }

  private fail(reason: string): void {
    this.failure = reason;
    this.finished = true;
  }

  /** Member header (RFC 1952 §2.3). */
  private startMember(): void {
    const at = this.consumed;
    const head = this.bytes(10);
    const isMember = head !== null && isGzip(head) && (head[3]! & 0xe0) === 0;
    if (!isMember) {
      if (this.members === 0) this.fail(head === null ? `the file ends at byte ${this.raw.size} in the gzip header` : 'the gzip header is damaged');
      this.finished = true;
      return;
    }
    const flags = head[3]!;
    const extra = (flags & EXTRA) !== 0 ? this.bytes(2) : null;
    if (((flags & EXTRA) !== 0 && (extra === null || !this.skip(extra[0]! | (extra[1]! << 8)))) || !this.skipTexts(flags) || !this.skip((flags & HEADER_CRC) !== 0 ? 2 : 0)) {
      return this.fail(`the file ends at byte ${this.raw.size} in the gzip header that begins at byte ${at}`);
    }
    this.inflater.startStream();
    this.inMember = true;
    this.members++;
    this.memberBytes = 0;
    this.crc = 0;
  }

  private skipTexts(flags: number): boolean {
    for (const flag of [NAME, COMMENT]) {
      if ((flags & flag) === 0) continue;
      let byte = 1;
      while (byte > 0) byte = this.inflater.nextByte();
      if (byte < 0) return false;
    }
    return true;
  }

  /** Member trailer: CRC-32 and length modulo 2^32 of what was decompressed. */
  private endMember(): void {
    this.inMember = false;
    const trailer = this.bytes(8);
    if (!this.checks) return;
    if (trailer === null) return this.fail(`the file ends at byte ${this.raw.size} in the checksum of the compressed data`);
    const view = new DataView(trailer.buffer);
    if (view.getUint32(0, true) !== this.crc) this.fail(`the checksum before byte ${this.consumed} does not fit the data`);
    else if (view.getUint32(4, true) !== this.memberBytes % 0x1_0000_0000) this.fail(`the length before byte ${this.consumed} does not fit the data`);
  }

  private skip(count: number): boolean {
    for (let i = 0; i < count; i++) if (this.inflater.nextByte() < 0) return false;
    return true;
  }

  private bytes(count: number): Uint8Array | null {
    const bytes = new Uint8Array(count);
    for (let i = 0; i < count; i++) {
      const byte = this.inflater.nextByte();
      if (byte < 0) return null;
      bytes[i] = byte;
    }
    return bytes;
  }
}
