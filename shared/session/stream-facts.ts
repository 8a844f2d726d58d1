// What is known of a followed stream as a whole: its ends, how it was opened and closed, how long answers took, what went wrong.
import { Finding } from '../dissect/segment-analysis';
import { TSHARK_OPTIONS } from '../dissect/frame-context';
import { closeOf, type Close } from '../stream/tcp-close';
import type { Side, StateFrame } from '../stream/state-frame';
import type { FollowedStream } from './followed-stream';
import { valuesOf } from './frame-view';
import type { Session } from './session';

/** One number for the client, one for the server. */
export type Pair = readonly [client: number, server: number];

export interface Handshake {
  /** Nanoseconds from the SYN to its answer, -1 = not both were captured. */
  readonly answeredAfter: number;
  /** -1 = not offered, or not known. */
  readonly mss: Pair;
  readonly sack: readonly [boolean, boolean];
  readonly windowShift: Pair;
}

export interface RoundTrips {
  readonly count: number;
  /** Nanoseconds. */
  readonly least: number;
  readonly median: number;
  readonly most: number;
  /** In the order of time, at most MOST_SAMPLES. */
  readonly samples: readonly number[];
}

export interface StreamFacts {
  readonly transport: 'tcp' | 'udp';
  readonly number: number;
  /** Streams of this transport. */
  readonly streams: number;
  readonly ends: readonly { readonly host: string; readonly port: number }[];
  readonly frames: number;
  readonly firstFrame: number;
  readonly lastFrame: number;
  /** Nanoseconds from the first frame to the last. */
  readonly duration: number;
  readonly octets: Pair;
  /** Octets that were never captured although the other side acknowledged them, and in how many gaps. */
  readonly missing: Pair;
  readonly gaps: number;
  /** Octets that came behind some that nobody acknowledged: they are not shown. */
  readonly waiting: Pair;
  readonly handshake: Handshake | null;
  readonly roundTrips: RoundTrips | null;
  readonly sentAgain: Pair;
  readonly outOfOrder: Pair;
  readonly close: Close | null;
  /** Frames with the first FIN or RST of each side, 0 = none. */
  readonly ending: Pair;
}

const MOST_SAMPLES = 60;
/** Of longer streams it is not told how they were closed: that takes an object a frame. */
const MOST_CLOSE_FRAMES = 200_000;
/** The SYN and its answer are among the first frames. */
const HANDSHAKE_FRAMES = 20;
const [FIN, SYN, RST, ACK] = [1, 2, 4, 0x10];
const AGAIN = Finding.Retransmission | Finding.FastRetransmission | Finding.SpuriousRetransmission;
const OPTIONS = ['tcp.options.mss_val', 'tcp.options.sack_perm', 'tcp.options.wscale.shift'];

export function streamFacts(session: Session, follow: FollowedStream): StreamFacts {
  const { store, conversations } = session;
  const { streams } = store;
  const client = clientOf(session, follow);
  const pair = (both: readonly number[]): Pair => [both[client]!, both[1 - client]!];
  const ends = conversations.endpointTexts(streams.conversation(follow.stream));
  const { runs, frameCount } = follow;
  const [first, last] = frameCount === 0 ? [0, 0] : [follow.frameAt(0), follow.frameAt(frameCount - 1)];
  const transport = follow.isTcp ? 'tcp' : 'udp';
  return {
    transport, number: streams.number(follow.stream), streams: streams.countOf(streams.transport(follow.stream)), ends: client === 0 ? ends : [ends[1], ends[0]],
    frames: frameCount, firstFrame: first, lastFrame: last, duration: frameCount === 0 ? 0 : store.between(first, last),
    octets: pair(runs.octets), missing: pair(runs.missing), gaps: runs.gaps, waiting: pair(([0, 1] as const).map((direction) => runs.waiting(direction))),
    ...(follow.isTcp ? tcpFacts(session, follow, client) : UDP_FACTS),
  };
}

/** Direction of who sent the SYN, else of the first frame. */
export function clientOf({ store }: Session, follow: FollowedStream): number {
  return follow.isTcp ? store.streams.client(follow.stream) : Math.max(0, follow.firstDirection);
}

type TcpFacts = Pick<StreamFacts, 'handshake' | 'roundTrips' | 'sentAgain' | 'outOfOrder' | 'close' | 'ending'>;
const UDP_FACTS: TcpFacts = { handshake: null, roundTrips: null, sentAgain: [0, 0], outOfOrder: [0, 0], close: null, ending: [0, 0] };

function tcpFacts(session: Session, follow: FollowedStream, client: number): TcpFacts {
  const { store } = session;
  store.tcpAnalysis.advance(store.count);
  const sentAgain: [number, number] = [0, 0];
  const outOfOrder: [number, number] = [0, 0];
  const ending: [number, number] = [0, 0];
  const trips: number[] = [];
  const frames: StateFrame[] = [];
  for (let i = 0; i < follow.frameCount; i++) {
    const frame = follow.frameAt(i);
    const flow = store.flow(frame);
    if (flow >> 1 !== follow.stream) continue;
    const side = ((flow & 1) ^ client) as Side;
    const findings = store.tcpAnalysis.findings(frame);
    const acks = store.tcpAnalysis.acksFrame(frame);
    if ((findings & AGAIN) !== 0) sentAgain[side]++;
    if ((findings & Finding.OutOfOrder) !== 0) outOfOrder[side]++;
    if (acks !== 0) trips.push(store.between(acks, frame));
    if (ending[side] === 0 && (store.flags(frame) & (FIN | RST)) !== 0) ending[side] = frame;
    if (follow.frameCount <= MOST_CLOSE_FRAMES) frames.push(stateFrame(session, frame, side, follow.frameAt(0), findings));
  }
  return { handshake: handshake(session, follow, client), roundTrips: roundTrips(trips), sentAgain, outOfOrder, ending, close: frames.length === 0 ? null : closeOf(frames) };
}

function stateFrame({ store }: Session, frame: number, side: Side, first: number, findings: number): StateFrame {
  return { frame, side, flags: store.flags(frame) & 0xfff, sequence: store.sequence(frame), acknowledgment: store.acknowledgment(frame), length: store.payload(frame), time: store.between(first, frame), findings };
}

function roundTrips(trips: readonly number[]): RoundTrips | null {
  if (trips.length === 0) return null;
  const sorted = Float64Array.from(trips).sort();
  const step = Math.max(1, trips.length / MOST_SAMPLES);
  const samples = Array.from({ length: Math.min(MOST_SAMPLES, trips.length) }, (_, i) => trips[Math.floor(i * step)]!);
  return { count: trips.length, least: sorted[0]!, median: sorted[sorted.length >>> 1]!, most: sorted.at(-1)!, samples };
}

/** null = neither a SYN nor its answer was captured. */
function handshake(session: Session, follow: FollowedStream, client: number): Handshake | null {
  const { store, registry } = session;
  const opening: [number, number] = [0, 0];
  for (let i = 0; i < Math.min(HANDSHAKE_FRAMES, follow.frameCount); i++) {
    const frame = follow.frameAt(i);
    const flags = store.flags(frame);
    if (store.flow(frame) >> 1 !== follow.stream || (flags & SYN) === 0) continue;
    const side = (store.flow(frame) & 1) ^ client;
    if (opening[side as Side] === 0 || (flags & ACK) !== 0) opening[side as Side] = frame;
  }
  if (opening[0] === 0 && opening[1] === 0) return null;
  const wanted = new Uint8Array(registry.fields.length);
  for (const name of OPTIONS) for (const field of registry.named(name)) wanted[field.id] = 1;
  const options = opening.map((frame) => (frame === 0 ? null : session.match(frame, session.frame(frame), wanted, { dissect: TSHARK_OPTIONS }, -1).slice()));
  const said = (name: string): [string | undefined, string | undefined] => [valuesOf(options[0] ?? [], name)[0], valuesOf(options[1] ?? [], name)[0]];
  const numbers = (name: string): Pair => [Number(said(name)[0] ?? -1), Number(said(name)[1] ?? -1)];
  const sack = said(OPTIONS[1]!);
  return {
    answeredAfter: opening[0] > 0 && opening[1] > opening[0] ? store.between(opening[0], opening[1]) : -1,
    mss: numbers(OPTIONS[0]!), sack: [sack[0] !== undefined, sack[1] !== undefined], windowShift: numbers(OPTIONS[2]!),
  };
}
