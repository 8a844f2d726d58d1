// One TCP stream as lists of numbers, from which its graphs are drawn: time-sequence, round trips, throughput, windows.
import type { FrameStore } from '../session/frame-store';
import { framesOfStream } from '../session/stream-frames';

/** Of longer streams the last so many frames. */
const MOST_FRAMES = 100_000;
const SYN = 0x02;

export interface TcpGraph {
  /** As tcp.stream has it. */
  readonly stream: number;
  /** Frames of the stream, of which the lists may have the last ones only. */
  readonly total: number;
  readonly frames: readonly number[];
  /** Seconds since the stream's first frame. */
  readonly times: readonly number[];
  /** 0: of the client, 1: of the server. */
  readonly sides: readonly number[];
  /** Relative to the sender's first number; of an acknowledgment, the other side's. -1 = no ACK. */
  readonly sequences: readonly number[];
  readonly acknowledgments: readonly number[];
  readonly lengths: readonly number[];
  /** Octets, scaled. */
  readonly windows: readonly number[];
  /** Of the data that the frame acknowledges, milliseconds; -1 = none. */
  readonly roundTrips: readonly number[];
  /** Octets sent and not acknowledged; 0 = not known. */
  readonly inFlight: readonly number[];
  /** Bits of Finding. */
  readonly findings: readonly number[];
}

/** null: the frame is of no TCP stream. */
export function tcpGraph(store: FrameStore, frame: number): TcpGraph | null {
  const stream = frame >= 1 && frame <= store.count ? store.flow(frame) >> 1 : -1;
  if (stream < 0) return null;
  const { streams, tcpAnalysis: analysis } = store;
  analysis.advance(store.count);
  const frames = framesOfStream(store, stream);
  const total = frames.length;
  if (total > MOST_FRAMES) frames.splice(0, total - MOST_FRAMES);
  const first = streams.firstFrame(stream);
  const client = streams.client(stream);
  const bases = [streams.base(stream, 0), streams.base(stream, 1)] as const;
  const direction = (f: number): 0 | 1 => (store.flow(f) & 1) as 0 | 1;
  return {
    stream: streams.number(stream), total, frames,
    times: frames.map((f) => store.between(first, f) / 1e9),
    sides: frames.map((f) => direction(f) ^ client),
    sequences: frames.map((f) => (store.sequence(f) - Math.max(0, bases[direction(f)])) >>> 0),
    acknowledgments: frames.map((f) => ((store.flags(f) & 0x10) === 0 ? -1 : (store.acknowledgment(f) - Math.max(0, bases[(1 - direction(f)) as 0 | 1])) >>> 0)),
    lengths: frames.map((f) => store.payload(f)),
    windows: frames.map((f) => store.window(f) * 2 ** ((store.flags(f) & SYN) === 0 ? Math.max(0, store.windowShift(store.flow(f))) : 0)),
    roundTrips: frames.map((f) => (analysis.acksFrame(f) === 0 ? -1 : store.between(analysis.acksFrame(f), f) / 1e6)),
    inFlight: frames.map((f) => analysis.bytesInFlight(f)),
    findings: frames.map((f) => analysis.findings(f)),
  };
}
