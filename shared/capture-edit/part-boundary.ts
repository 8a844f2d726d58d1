// Where one file of a split capture ends and the next begins.
import type { TimeNs } from '../frame/time';
import type { SplitRule } from './edit-plan';
import type { EditedFrame } from './edited-frame';
import { nanosOf, timeOfNanos } from './exact-time';

/** Bytes of a record besides the frame's, about. */
const RECORD_BYTES = 32;

export class PartBoundary {
  /** Of the file that is being written, from 0. With `time`, files of times without frames are not written but counted. */
  index = 0;
  private start: TimeNs | null = null;
  private frames = 0;
  private bytes = 0;

  constructor(private readonly rule: SplitRule | null) {}

  /** Asked once before each frame is written. @returns true where the frame begins another file */
  isCrossedBy(frame: EditedFrame): boolean {
    const before = this.index;
    if (this.rule?.by === 'time') this.passTime(frame.time, this.rule.span);
    else if (this.isFull(frame)) this.index++;
    if (this.index !== before) [this.frames, this.bytes] = [0, 0];
    this.frames++;
    this.bytes += frame.bytes.length + RECORD_BYTES;
    return this.index !== before;
  }

  private isFull(frame: EditedFrame): boolean {
    if (this.rule === null || this.frames === 0) return false;
    if (this.rule.by === 'frames') return this.frames >= this.rule.frames;
    return this.rule.by === 'bytes' && this.bytes + frame.bytes.length + RECORD_BYTES > this.rule.bytes;
  }

  private passTime(time: TimeNs | null, span: TimeNs): void {
    if (time === null) return;
    this.start ??= time;
    // A frame at the very end of a span is its last, as editcap has it.
    const parts = (nanosOf(time) - nanosOf(this.start) - 1n) / nanosOf(span);
    if (parts < 1n) return;
    this.start = timeOfNanos(nanosOf(this.start) + parts * nanosOf(span));
    this.index += Number(parts);
  }
}
