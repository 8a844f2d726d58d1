// What the heads of HTTP messages in TCP segments hold, as far as the reassembly looked at them: marks of head-marks.ts by frame.
import { HEAD_CUT } from '../dissect/head-marks';
import { GrowingArray } from '../stream/growing-array';
import { firstFrom } from '../stream/sorted';

export class SegmentHeads {
  /** Ascending. */
  private readonly frames = new GrowingArray(new Uint32Array(64));
  private readonly marks = new GrowingArray(new Uint32Array(64));
  /** Of PDUs that are not whole yet; 0 = nobody knows. */
  private readonly ofPdus = new Map<number, number>();
  /** The last frame with a part of which nobody knows. */
  private unknown = 0;

  /** A part of a frame was looked at. @param marks 0 = it was not, or by a protocol that has no heads */
  add(frame: number, marks: number): void {
    const last = this.frames.length - 1;
    if (marks === 0) this.unknown = frame;
    if (last >= 0 && this.frames.data[last] === frame) this.marks.data[last] = this.marks.data[last]! | (marks === 0 ? HEAD_CUT : marks);
    else if (marks !== 0) {
      this.frames.push(frame);
      this.marks.push((this.unknown === frame ? marks | HEAD_CUT : marks) >>> 0);
    }
  }

  /** A PDU was looked at, from its start or from where the look before ended. */
  look(pdu: number, marks: number, resumes: boolean): void {
    const before = resumes ? this.ofPdus.get(pdu) ?? 0 : marks;
    this.ofPdus.set(pdu, before === 0 || marks === 0 ? 0 : before | marks);
  }

  /** The frame makes the PDU whole. */
  complete(pdu: number, frame: number): void {
    this.add(frame, this.ofPdus.get(pdu) ?? 0);
  }

  forget(pdu: number): void {
    this.ofPdus.delete(pdu);
  }

  /** Calls `visit` with each frame from `first` to `last` of which something is known. */
  between(first: number, last: number, visit: (frame: number, marks: number) => void): void {
    const { frames: { data, length }, marks } = this;
    for (let i = firstFrom(data, length, first); i < length && data[i]! <= last; i++) visit(data[i]!, marks.data[i]!);
  }
}
