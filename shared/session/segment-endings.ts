// What becomes of the rest of a TCP segment's payload behind its parts of PDUs, where it is not simply looked at: few segments have such an ending.
import type { SegmentPart } from '../dissect/frame-context';
import { GrowingArray } from '../stream/growing-array';
import { firstFrom } from '../stream/sorted';

/** Sent again or out of its place; another frame brought it as the beginning of a PDU; nothing more can come; it was not captured whole. */
export const Ending = { Idle: 1, Repeated: 2, Final: 3, Lost: 4 } as const;
export type Ending = (typeof Ending)[keyof typeof Ending];

export class SegmentEndings {
  /** In file order. */
  private readonly frames = new GrowingArray(new Uint32Array(16));
  private readonly kinds = new GrowingArray(new Uint32Array(16));

  add(frame: number, ending: Ending): void {
    this.frames.push(frame);
    this.kinds.push(ending);
  }

  /** null = it has none. */
  of(frame: number): Ending | null {
    const { data, length } = this.frames;
    const at = firstFrom(data, length, frame);
    return at < length && data[at] === frame ? (this.kinds.data[at] as Ending) : null;
  }
}

export function endingPart(ending: Ending, at: number, length: number): SegmentPart {
  switch (ending) {
    case Ending.Final: return { kind: 'plain', at, length, isFinal: true };
    case Ending.Repeated: return { kind: 'part', at, length, completedIn: 0, isRepeated: true };
    case Ending.Lost: return { kind: 'part', at, length, completedIn: 0, isRepeated: false };
    case Ending.Idle: return { kind: 'idle', at, length };
  }
}
