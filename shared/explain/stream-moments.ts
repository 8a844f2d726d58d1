// What a frame of an open capture means in its TCP connection; keeps what it found out about the last connection that was asked for.
import { planColumns } from '../session/frame-view';
import type { Session } from '../session/session';
import { framesOfStream, segmentsOfStream } from '../session/stream-frames';
import type { StateFrame } from '../stream/state-frame';
import { tcpStates } from '../stream/tcp-states';
import { figure, type Figure } from './figure';
import { momentFigures, type KnownStream } from './moment-figures';
import { clockTick, type ClockReading } from './timestamp-clock';

/** Of longer connections the states are not told: all frames are looked at. */
const MOST_FRAMES = 200_000;
/** How far back the frame is looked for that carried a timestamp, and from either end frames that have one. */
const MOST_LOOKED_AT = 200;
const FIELDS = ['tcp.options.timestamp.tsval', 'tcp.options.timestamp.tsecr'];
const SYN = 0x02;

interface Timestamps {
  readonly value: number;
  readonly echo: number;
}

export class StreamMoments {
  private known: { readonly stream: number; readonly count: number; readonly what: KnownStream } | null = null;

  constructor(private readonly session: Session) {}

  /** Nothing where the frame is of no TCP connection. */
  figures(frame: number): Figure[] {
    const { store } = this.session;
    const stream = frame >= 1 && frame <= store.count ? store.flow(frame) >> 1 : -1;
    if (stream < 0) return [];
    const { length } = framesOfStream(store, stream);
    if (length > MOST_FRAMES) return [figure('connectionLong', { frames: length })];
    const known = this.look(stream);
    const at = known.frames.findIndex((f) => f.frame === frame);
    if (at < 0) return [];
    return [figure('placeInStream', { place: at + 1, frames: known.frames.length }), ...momentFigures(known, at), ...this.roundTrips(frame, known, at)];
  }

  private look(stream: number): KnownStream {
    const { store } = this.session;
    if (this.known?.stream === stream && this.known.count === store.count) return this.known.what;
    const frames = segmentsOfStream(store, stream);
    const windows = frames.map(({ frame, flags }) => {
      const shift = (flags & SYN) === 0 ? store.windowShift(store.flow(frame)) : 0;
      return store.window(frame) * 2 ** Math.max(0, shift);
    });
    const what: KnownStream = { frames, windows, states: tcpStates(frames) };
    this.known = { stream, count: store.count, what };
    return what;
  }

  private roundTrips(frame: number, { frames }: KnownStream, at: number): Figure[] {
    const { store } = this.session;
    const acked = store.tcpAnalysis.acksFrame(frame);
    const figures = acked === 0 ? [] : [figure('roundTripByAck', { milliseconds: (store.between(acked, frame) / 1e6).toFixed(3), frame: acked }, acked)];
    const own = this.timestamps(frame);
    if (own === null) return figures;
    const { side } = frames[at]!;
    for (let i = at - 1; i >= Math.max(0, at - MOST_LOOKED_AT) && own.echo > 0; i--) {
      const other = frames[i]!;
      if (other.side === side || this.timestamps(other.frame)?.value !== own.echo) continue;
      figures.push(figure('roundTripByTimestamp', { milliseconds: (store.between(other.frame, frame) / 1e6).toFixed(3), frame: other.frame, echo: own.echo }, other.frame));
      break;
    }
    return [...figures, ...this.clock(frames.filter((f) => f.side === side))];
  }

  /** How fast the sender's clock ticks, from its first and its last timestamp. */
  private clock(frames: readonly StateFrame[]): Figure[] {
    const first = this.reading(frames.slice(0, MOST_LOOKED_AT));
    const last = this.reading(frames.slice(-MOST_LOOKED_AT).reverse());
    const tick = first && last ? clockTick(first, last) : null;
    return tick === null ? [] : [figure('clockTick', { ticks: tick.ticks, seconds: tick.seconds.toFixed(3), milliseconds: tick.milliseconds.toPrecision(4) })];
  }

  /** Of the first of these frames that has a timestamp. */
  private reading(frames: readonly StateFrame[]): ClockReading | null {
    for (const { frame, time } of frames) {
      const stamps = this.timestamps(frame);
      if (stamps !== null) return { value: stamps.value, time };
    }
    return null;
  }

  private timestamps(frame: number): Timestamps | null {
    const { session } = this;
    const plan = planColumns(session.registry, FIELDS);
    const dissect = { relativeSequence: true, verifyChecksums: false, flagStyle: 'wireshark', names: null } as const;
    const seen = session.match(frame, session.frame(frame), plan.wanted!, { dissect }, -1);
    const [value, echo] = FIELDS.map((name) => seen.find((s) => s.field.name === name)?.value);
    return typeof value === 'number' && typeof echo === 'number' ? { value, echo } : null;
  }
}
