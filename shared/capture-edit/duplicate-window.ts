// Frames seen twice: which of the last frames a frame equals, among so many of them or within so much time.
import { timeBetween, type TimeNs } from '../frame/time';
import type { DuplicateRule } from './edit-plan';

/** A hash of bytes without collisions that matter. */
export type HashBytes = (bytes: Uint8Array) => string;

/** Most frames that are remembered, whatever the rule says. */
const MOST_FRAMES = 1_000_000;
const RADIOTAP = 127;

interface Seen {
  readonly key: string;
  readonly time: TimeNs;
}

/** Every frame that is asked about is remembered, equal or not. */
export class DuplicateWindow {
  private readonly ring: (Seen | undefined)[] = [];
  private readonly capacity: number;
  /** How often each key is in the ring. */
  private readonly keys = new Map<string, number>();
  private next = 0;

  constructor(private readonly rule: DuplicateRule, private readonly hash: HashBytes) {
    // The frame itself is one of a window's.
    this.capacity = rule.within === null ? Math.max(0, Math.min(MOST_FRAMES, rule.frames) - 1) : MOST_FRAMES;
  }

  holds(bytes: Uint8Array, time: TimeNs, linktype: number): boolean {
    const { within } = this.rule;
    const ignored = this.ignoredOf(bytes, linktype);
    const counted = ignored < bytes.length ? bytes.subarray(ignored) : bytes;
    const key = `${bytes.length}:${this.hash(counted)}`;
    const isKnown = this.keys.has(key) && (within === null || this.isWithin(key, time, within));
    this.remember({ key, time });
    return isKnown;
  }

  /** The length of a radiotap header stands behind its version. */
  private ignoredOf(bytes: Uint8Array, linktype: number): number {
    const { ignoredBytes, within, skipsRadiotap } = this.rule;
    if (!skipsRadiotap || within !== null || linktype !== RADIOTAP || bytes.length < 4) return ignoredBytes;
    return bytes[2]! | (bytes[3]! << 8);
  }

  /** Goes back from the newest; frames of later times do not end the window, those too old do. */
  private isWithin(key: string, time: TimeNs, within: TimeNs): boolean {
    for (let back = 1; back <= this.ring.length; back++) {
      const seen = this.ring[(this.next - back + this.ring.length) % this.ring.length]!;
      const since = timeBetween(seen.time, time);
      if (since.seconds < 0) continue;
      if (since.seconds > within.seconds || (since.seconds === within.seconds && since.nanos > within.nanos)) return false;
      if (seen.key === key) return true;
    }
    return false;
  }

  private remember(seen: Seen): void {
    if (this.capacity === 0) return;
    const old = this.ring[this.next];
    if (old !== undefined) this.forget(old.key);
    this.ring[this.next] = seen;
    this.keys.set(seen.key, (this.keys.get(seen.key) ?? 0) + 1);
    this.next = (this.next + 1) % this.capacity;
  }

  private forget(key: string): void {
    const count = this.keys.get(key)! - 1;
    if (count === 0) this.keys.delete(key);
    else this.keys.set(key, count);
  }
}
