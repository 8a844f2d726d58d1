// What the TCP segments of each flow showed: flags, what was sent again; and the topmost protocol of each stream.
import { Finding } from '../dissect/segment-analysis';
import type { FrameSet } from '../session/frame-set';
import type { Session } from '../session/session';

export const SENT_AGAIN = Finding.Retransmission | Finding.FastRetransmission | Finding.SpuriousRetransmission;
const FLAGS = 0xfff;
/** Frames in one step. */
const STEP = 1 << 15;

export class SegmentMarks {
  /** By flow; where all frames are chosen, these are allFlags. */
  flags: Uint16Array<ArrayBuffer>;
  /** By flow, of all frames: how a conversation closed is no matter of which frames are chosen. */
  allFlags = new Uint16Array(64);
  /** By stream. */
  again = new Uint32Array(64);
  /** By stream: index of a protocol + 1, 0 = nothing above the transport. */
  protocols = new Uint16Array(64);
  private done = 0;
  /** By index of a protocol: 1 = no more than the transport. */
  private readonly transports: Uint8Array;

  constructor(private readonly session: Session, private readonly frames: FrameSet | null) {
    this.flags = frames === null ? this.allFlags : new Uint16Array(64);
    this.transports = new Uint8Array(session.registry.protocols.length);
    for (const id of ['tcp', 'udp', 'data']) this.transports[session.registry.indexOf(id)] = 1;
  }

  /** False when all frames that there are were looked at. */
  step(): boolean {
    const { store } = this.session;
    this.reserve(store.streamCount);
    const end = Math.min(store.count, this.done + STEP, (((this.done >>> store.chunkBits) + 1) << store.chunkBits));
    if (end > this.done) this.look(end);
    return this.done < store.count;
  }

  private look(end: number): void {
    const { frames, flags, allFlags, again, protocols, transports } = this;
    const { store } = this.session;
    store.tcpAnalysis.advance(end);
    const findings = store.tcpAnalysis.allFindings;
    const first = (this.done >>> store.chunkBits) << store.chunkBits;
    const columns = store.columns(this.done >>> store.chunkBits);
    const { stream, flags: said, protocol } = columns;
    for (let frame = this.done + 1; frame <= end; frame++) {
      const slot = frame - 1 - first;
      const flow = stream[slot]!;
      if (flow < 0) continue;
      allFlags[flow]! |= said[slot]! & FLAGS;
      if (frames !== null) {
        if (!frames.has(frame)) continue;
        flags[flow]! |= said[slot]! & FLAGS;
      }
      const topmost = protocol[slot]!;
      if (transports[topmost] === 0) protocols[flow >> 1] = topmost + 1;
      if ((findings[frame - 1]! & SENT_AGAIN) !== 0) again[flow >> 1]!++;
    }
    this.done = end;
  }

  private reserve(streams: number): void {
    if (streams <= this.again.length && 2 * streams <= this.flags.length) return;
    const length = Math.max(streams, this.again.length * 2);
    const [allFlags, again, protocols] = [new Uint16Array(2 * length), new Uint32Array(length), new Uint16Array(length)];
    const flags = this.frames === null ? allFlags : new Uint16Array(2 * length);
    flags.set(this.flags);
    allFlags.set(this.allFlags);
    again.set(this.again);
    protocols.set(this.protocols);
    [this.flags, this.allFlags, this.again, this.protocols] = [flags, allFlags, again, protocols];
  }
}
