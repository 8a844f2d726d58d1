// Packets and octets by direction, in typed arrays: number 2n is one direction of n, 2n + 1 the other.
import type { FrameStore } from '../session/frame-store';

/** Layers of one frame that can be told apart in the order in which they were met. */
const LAYERS = 1024;

/** How much later one frame is than another: only the sign counts. */
export interface FrameTimes {
  between(from: number, to: number): number;
}

/** Of captures in which no frame is earlier than the one before it. */
export const BY_NUMBER: FrameTimes = { between: (from, to) => to - from };

export class DirectedSums {
  packets = new Uint32Array(64);
  bytes = new Float64Array(64);
  /** When it was met first: frame + layer / LAYERS; 0 = never. */
  first = new Float64Array(64);
  /** Frames, by time. */
  earliest = new Uint32Array(64);
  latest = new Uint32Array(64);

  /** Makes room for directions 0 … count - 1. */
  reserve(count: number): void {
    if (count <= this.packets.length) return;
    const length = Math.max(count, this.packets.length * 2);
    const grow = <T extends Uint32Array<ArrayBuffer> | Float64Array<ArrayBuffer>>(old: T): T => {
      const bigger = new (old.constructor as new (n: number) => T)(length);
      bigger.set(old);
      return bigger;
    };
    this.packets = grow(this.packets);
    this.bytes = grow(this.bytes);
    this.first = grow(this.first);
    this.earliest = grow(this.earliest);
    this.latest = grow(this.latest);
  }

  copy(): DirectedSums {
    const copy = new DirectedSums();
    [copy.packets, copy.bytes, copy.first, copy.earliest, copy.latest] = [this.packets.slice(), this.bytes.slice(), this.first.slice(), this.earliest.slice(), this.latest.slice()];
    return copy;
  }

  /** One packet more; frames come in file order. @param layer of its kind in the frame, from 0 */
  add(direction: number, frame: number, layer: number, store: FrameStore): void {
    if (this.packets[direction]!++ === 0) {
      this.first[direction] = frame + layer / LAYERS;
      this.earliest[direction] = this.latest[direction] = frame;
    } else this.widen(direction, frame, frame, store);
    this.bytes[direction]! += store.len(frame);
  }

  /** What was counted elsewhere. */
  fold(direction: number, from: DirectedSums, other: number, times: FrameTimes): void {
    const packets = from.packets[other]!;
    if (packets === 0) return;
    if (this.packets[direction] === 0) {
      this.first[direction] = from.first[other]!;
      this.earliest[direction] = from.earliest[other]!;
      this.latest[direction] = from.latest[other]!;
    } else {
      this.first[direction] = Math.min(this.first[direction]!, from.first[other]!);
      this.widen(direction, from.earliest[other]!, from.latest[other]!, times);
    }
    this.packets[direction]! += packets;
    this.bytes[direction]! += from.bytes[other]!;
  }

  /** Frames of it came as early and as late. */
  widen(direction: number, earliest: number, latest: number, times: FrameTimes): void {
    if (times.between(this.earliest[direction]!, earliest) < 0) this.earliest[direction] = earliest;
    if (times.between(this.latest[direction]!, latest) > 0) this.latest[direction] = latest;
  }
}
