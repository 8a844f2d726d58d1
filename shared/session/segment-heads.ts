// What the heads of HTTP messages in TCP segments hold, as far as the reassembly looked at them: marks of head-marks.ts by frame.
import { HEAD_CUT, joinedStatus } from '../dissect/head-marks';
import { GrowingArray } from '../stream/growing-array';
import { firstFrom } from '../stream/sorted';

interface Heads {
  readonly marks: number;
  readonly status: number;
}

export class SegmentHeads {
  /** Ascending. */
  private readonly frames = new GrowingArray(new Uint32Array(64));
  private readonly marks = new GrowingArray(new Uint32Array(64));
  private readonly statuses = new GrowingArray(new Uint16Array(64));
  /** Of PDUs that are not whole yet, as far as somebody knows. */
  private readonly ofPdus = new Map<number, Heads>();
  /** The last frame with a part of which nobody knows. */
  private unknown = 0;

  /** A part of a frame was looked at. @param marks 0 = it was not, or by a protocol that has no heads @param status as PduRun.headStatus */
  add(frame: number, marks: number, status: number): void {
    const { frames, marks: all, statuses } = this;
    const last = frames.length - 1;
    if (marks === 0) this.unknown = frame;
    if (last >= 0 && frames.data[last] === frame) {
      all.data[last] = all.data[last]! | (marks === 0 ? HEAD_CUT : marks);
      statuses.data[last] = joinedStatus(statuses.data[last]!, status);
    } else if (marks !== 0) {
      frames.push(frame);
      all.push((this.unknown === frame ? marks | HEAD_CUT : marks) >>> 0);
      statuses.push(status);
    }
  }

  /** A PDU was looked at, from its start or from where the look before ended. */
  look(pdu: number, marks: number, status: number, resumes: boolean): void {
    const before = resumes ? this.ofPdus.get(pdu) : { marks, status: 0 };
    if (before === undefined || marks === 0) this.ofPdus.delete(pdu);
    else this.ofPdus.set(pdu, { marks: before.marks | marks, status: joinedStatus(before.status, status) });
  }

  /** The frame makes the PDU whole. */
  complete(pdu: number, frame: number): void {
    const { marks, status } = this.ofPdus.get(pdu) ?? { marks: 0, status: 0 };
    this.add(frame, marks, status);
  }

  forget(pdu: number): void {
    this.ofPdus.delete(pdu);
  }

  /** Calls `visit` with each frame from `first` to `last` of which something is known. */
  between(first: number, last: number, visit: (frame: number, marks: number, status: number) => void): void {
    const { frames: { data, length }, marks, statuses } = this;
    for (let i = firstFrom(data, length, first); i < length && data[i]! <= last; i++) visit(data[i]!, marks.data[i]!, statuses.data[i]!);
  }
}
