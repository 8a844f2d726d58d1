// Reads a capture file in runs, front to back, handing out batches of frames: the loop that every host needs once.
import type { Problem } from '../problem';
import type { ByteSource, SourceProgress } from './byte-source';
import { captureScanner, type CaptureFile } from './capture-file';
import type { CaptureScanner, ScanEnd, ScanState } from './capture-scanner';
import { damageProblem, type Damage } from './damage';
import type { FrameBatch } from './frame-batch';

/** Bytes read at once: few enough to lie in the processor's second cache still when their frames are looked at. */
export const RUN_BYTES = 262_144;

export interface CaptureReaderOptions {
  /** Where to begin (a record's start) and with which state: for a thread that reads the rest of a file. */
  readonly from?: number;
  readonly state?: ScanState;
  /** Reads only records that begin before this position. */
  readonly until?: number;
  /** Bytes read at once; the run grows for a record that does not fit. Default RUN_BYTES. */
  readonly runBytes?: number;
  /** Memory for the run, when the caller has some to lend: nobody else may use it while this reader reads. */
  readonly run?: Uint8Array;
}

export class CaptureReader {
  readonly scanner: CaptureScanner;
  private run: Uint8Array;
  /** Position in the file of run[0]; run[offset … filled) is not scanned yet. */
  private runPosition: number;
  private offset = 0;
  private filled = 0;
  private readonly until: number;
  private readonly source: ByteSource;

  constructor(private readonly file: CaptureFile, options: CaptureReaderOptions = {}) {
    this.source = file.source;
    this.scanner = captureScanner(options.state ?? file.state);
    this.runPosition = options.from ?? file.firstRecord;
    this.until = options.until ?? Number.POSITIVE_INFINITY;
    this.run = options.run ?? new Uint8Array(options.runBytes ?? RUN_BYTES);
  }

  /** Position of the first record that was not handed out yet. */
  get position(): number {
    return this.runPosition + this.offset;
  }

  /**
   * Empties the batch and fills it with the next frames, all in one run; `batch.run` stays as it is until the next call.
   * @returns false when there are no more for now: the file's end, `until`, or damage. Bytes that were written to the file
   *   meanwhile are found by calling again.
   * @throws ProblemError NL-FILE-09
   */
  next(batch: FrameBatch): boolean {
    batch.count = 0;
    while (this.scanner.damage === null && this.position < this.until) {
      if (this.filled > this.offset) {
        const end = this.scanRun(batch);
        if (batch.count > 0) {
          batch.run = this.run;
          return true;
        }
        if (end === 'damaged' || this.position >= this.until) break;
      }
      if (!this.fill()) break;
    }
    return false;
  }

  /** Bytes of the file on disk that were worked through. */
  progress(): SourceProgress {
    return this.source.progress?.() ?? { bytesRead: this.position, size: this.source.size };
  }

  /** Says that nothing will be added to the file: what is wrong with it, null if it ended well. */
  finish(): Damage | null {
    const found = this.scanner.damage;
    if (found !== null || this.position >= this.until) return found;
    const broken = this.source.damage;
    if (broken) {
      return {
        kind: 'compressed', offset: broken.offset, frames: this.scanner.frames, promised: 0, present: 0, limit: 0, blockType: -1,
        reason: broken.reason,
      };
    }
    return this.scanner.finish(this.run, this.offset, this.filled, this.runPosition);
  }

  /** As `finish`, as a sentence. `framesBefore`: frames in front of where this reader began. */
  problem(framesBefore = 0): Problem | null {
    const damage = this.finish();
    return damage === null ? null : damageProblem(damage, this.file.name, framesBefore);
  }

  /** Scans what is there; of the records that reach over `until`, only the one that begins before it. */
  private scanRun(batch: FrameBatch): ScanEnd {
    const limit = this.until - this.runPosition;
    let to = Math.min(this.filled, limit);
    for (;;) {
      const end = this.scanner.scan(this.run, this.offset, to, this.runPosition, batch);
      this.offset = this.scanner.nextOffset;
      const wanted = this.offset + this.scanner.needBytes;
      if (end !== 'need' || this.offset >= limit || wanted > this.filled) return end;
      to = wanted;
    }
  }

  /** Moves the unscanned tail to the front and reads on; false if there was nothing to read. */
  private fill(): boolean {
    const tail = this.filled - this.offset;
    if (tail > 0 && this.offset > 0) this.run.copyWithin(0, this.offset, this.filled);
    this.runPosition += this.offset;
    this.offset = 0;
    this.filled = tail;
    if (tail === this.run.length) this.grow();
    const got = this.source.read(this.runPosition + tail, this.run, tail, this.run.length - tail);
    this.filled += got;
    return got > 0;
  }

  /** Doubles at most, so that a length that lies costs no more memory than the file has bytes. */
  private grow(): void {
    const wanted = Math.min(this.run.length * 2, Math.max(this.scanner.needBytes, this.run.length + 65_536));
    const larger = new Uint8Array(wanted);
    larger.set(this.run.subarray(0, this.filled));
    this.run = larger;
  }
}
