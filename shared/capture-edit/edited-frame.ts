// Frames of capture files on their way into other files: one after the other, with all that their file says of them.
import { MemorySource } from '../capture-file/byte-source';
import type { CaptureFile } from '../capture-file/capture-file';
import { CaptureReader } from '../capture-file/capture-reader';
import type { CaptureInterface, CaptureScanner } from '../capture-file/capture-scanner';
import type { Damage } from '../capture-file/damage';
import { FrameBatch, NO_TIME } from '../capture-file/frame-batch';
import { NO_FRAME_OPTIONS, readFrameOptions } from '../capture-file/frame-options';
import { findRecordStart } from '../capture-file/record-start';
import { SYSTEMD_JOURNAL, type Option } from '../capture-file/pcapng-blocks';
import { LINKTYPE_SYSTEMD_JOURNAL } from '../frame/linktype';
import type { TimeNs } from '../frame/time';

/** Steps of an edit change it. `bytes` and `options` hold until the next frame of the same file. */
export interface EditedFrame {
  /** Which of the files, from 0. */
  readonly input: number;
  /** In its file, from 1. */
  readonly number: number;
  readonly iface: CaptureInterface;
  /** null = the file says none. */
  time: TimeNs | null;
  len: number;
  bytes: Uint8Array;
  linktype: number;
  comments: readonly string[];
  readonly flags: number;
  readonly dropCount: number;
  readonly options: readonly Option[];
  /** A block of a pcapng file that is no packet and is copied as it is. `bytes` are then what is shown of it. */
  readonly block: RawBlock | null;
}

export interface RawBlock {
  readonly type: number;
  readonly body: Uint8Array;
}

/** Bytes of a damaged file that are no frames, or of its end. */
export interface LostBytes {
  readonly damage: Damage;
  /** How many bytes until frames go on; null = none were found behind it. */
  readonly skipped: number | null;
  /** Frames of the file before it. */
  readonly framesBefore: number;
}

/** Type, length and maker of a custom block. */
const CUSTOM_HEAD = 12;
const BATCH = 4_096;
const WINDOW_BYTES = 4_194_304;
const SECOND = 1_000_000_000;

/** One file, front to back. */
export class FrameStream {
  /** Told after the frames before it were given. */
  readonly lost: LostBytes[] = [];
  private reader: CaptureReader;
  private readonly until: number;
  private seconds = Number.NaN;
  private count = 0;
  private foundFirst: readonly CaptureInterface[] | null = null;

  /**
   * @param until where the last whole record ends, of a file that grows
   * @param resumes goes on behind damage where frames are found again
   */
  constructor(readonly file: CaptureFile, readonly input: number, private readonly resumes: boolean, until = Number.POSITIVE_INFINITY) {
    this.until = until;
    this.reader = new CaptureReader(file, { until });
  }

  get scanner(): CaptureScanner {
    return this.reader.scanner;
  }

  /** The interfaces that stand in front of the file's first frame. */
  get firstInterfaces(): readonly CaptureInterface[] {
    if (this.foundFirst !== null) return this.foundFirst;
    const reader = new CaptureReader(this.file, { until: this.until });
    reader.next(new FrameBatch(1));
    return (this.foundFirst = reader.scanner.interfaces.filter(({ indexInSection }) => indexInSection >= 0));
  }

  /** Bytes on disk that were worked through. */
  get bytesRead(): number {
    return this.reader.progress().bytesRead;
  }

  *frames(): Generator<EditedFrame, void> {
    const batch = new FrameBatch(BATCH);
    do {
      while (this.reader.next(batch)) {
        if (this.count === 0) this.seconds = batch.seconds[0]!;
        const run = new MemorySource(batch.run);
        for (let i = 0; i < batch.count; i++) yield this.frameOf(batch, i, run);
      }
    } while (this.goesOn());
  }

  private frameOf(batch: FrameBatch, i: number, run: MemorySource): EditedFrame {
    const [start, caplen] = [batch.start[i]!, batch.caplen[i]!];
    const iface = this.scanner.interfaces[batch.interfaceIndex[i]!]!;
    const { comments, flags, dropCount, options } = this.file.format === 'pcapng' ? readFrameOptions(run, iface, start, caplen) : NO_FRAME_OPTIONS;
    return {
      input: this.input, number: ++this.count, iface, time: timeOf(batch, i), len: batch.len[i]!, linktype: iface.linktype,
      bytes: batch.run.subarray(start, start + caplen), comments, flags, dropCount, options,
      block: iface.indexInSection < 0 ? rawBlock(batch.run, start, caplen, iface) : null,
    };
  }

  /** At the end: what is wrong with it, and whether frames go on behind that. */
  private goesOn(): boolean {
    const damage = this.reader.finish();
    if (damage === null) return false;
    const next = this.resumes && damage.kind !== 'compressed' && damage.kind !== 'version' ? this.nextRecord(damage) : -1;
    this.lost.push({ damage, skipped: next < 0 ? null : next - damage.offset, framesBefore: this.count });
    if (next < 0) return false;
    this.reader = new CaptureReader(this.file, { from: next, state: this.scanner.snapshot(), until: this.until });
    return true;
  }

  /** Where records go on behind damage; -1 = nowhere within a few MiB. */
  private nextRecord(damage: Damage): number {
    const { source } = this.file;
    const window = new Uint8Array(WINDOW_BYTES);
    const from = damage.offset + (this.file.format === 'pcapng' ? 4 : 1);
    const filled = source.read(from, window, 0, WINDOW_BYTES);
    const fileSize = Math.min(this.until, filled < WINDOW_BYTES ? from + filled : Number.POSITIVE_INFINITY);
    const at = findRecordStart(window, 0, filled, from, { state: this.scanner.snapshot(), seconds: this.seconds, fileSize });
    return at < 0 ? -1 : from + at;
  }
}

/** A damaged file's fraction of more or less than a second goes into the seconds. */
function timeOf({ seconds, nanos }: FrameBatch, i: number): TimeNs | null {
  const fraction = nanos[i]!;
  if (fraction === NO_TIME) return null;
  const more = Math.floor(fraction / SECOND);
  return { seconds: seconds[i]! + more, nanos: fraction - more * SECOND };
}

/** The number of a custom block's maker stands in front of its data, in the byte order of its section. */
function rawBlock(run: Uint8Array, start: number, caplen: number, { linktype, littleEndian }: CaptureInterface): RawBlock {
  const bytes = run.subarray(start, start + caplen);
  if (linktype === LINKTYPE_SYSTEMD_JOURNAL) return { type: SYSTEMD_JOURNAL, body: bytes };
  const head = new DataView(run.buffer, run.byteOffset + start - CUSTOM_HEAD, CUSTOM_HEAD);
  const body = new Uint8Array(4 + caplen);
  new DataView(body.buffer).setUint32(0, head.getUint32(8, littleEndian), true);
  body.set(bytes, 4);
  return { type: head.getUint32(0, littleEndian), body };
}
