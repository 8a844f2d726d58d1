// How long the packets of a capture are: counted by ranges of lengths, each twice as wide as the one before.
import type { FrameSet } from '../session/frame-set';
import type { Session } from '../session/session';
import { CountedTree, type CountedNode } from './counted-tree';

/** Frames looked at in one step. */
const STEP = 10_000;
/** Octets: first and last of each range; the last one has no end. */
export const LENGTH_RANGES = [[0, 19], [20, 39], [40, 79], [80, 159], [160, 319], [320, 639], [640, 1279], [1280, 2559], [2560, 5119], [5120, Number.POSITIVE_INFINITY]] as const;

export class PacketLengths {
  readonly tree = new CountedTree();
  readonly all: CountedNode = this.tree.node(null, 'Packet Lengths', { isInOrder: true });
  /** In the order of LENGTH_RANGES. */
  readonly ranges = LENGTH_RANGES.map(([first, last]) => this.tree.node(this.all, last === Number.POSITIVE_INFINITY ? `${first} and greater` : `${first}-${last}`, { isMeasured: true }));
  /** Frames that were looked at. */
  done = 0;

  /** @param frames which count; null = all */
  constructor(private readonly session: Session, private readonly frames: FrameSet | null) {}

  /** False when all frames that there are were looked at. */
  step(): boolean {
    const { store } = this.session;
    const end = Math.min(store.count, this.done + STEP);
    for (let frame = this.done + 1; frame <= end; frame++) if (this.frames === null || this.frames.has(frame)) this.count(frame);
    this.done = end;
    return this.done < store.count;
  }

  private count(frame: number): void {
    const { store } = this.session;
    const length = store.len(frame);
    this.tree.at(store.between(1, frame) / 1e6);
    this.tree.measure(this.all, length);
    this.tree.measure(this.ranges[rangeOf(length)]!, length);
  }
}

function rangeOf(length: number): number {
  return length < 20 ? 0 : Math.min(LENGTH_RANGES.length - 1, Math.floor(Math.log2(length / 20)) + 1);
}
