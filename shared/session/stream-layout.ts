// Where the lines of a followed stream stand: per run how many, so that any of millions can be made when it is looked at. Goes on as the stream grows.
import { GrowingArray } from '../stream/growing-array';
import type { Follow } from '../stream/follow';
import { firstAbove } from '../stream/sorted';
import { RowCutter, type Charset } from './row-cutter';
import { fixedRows, type StreamForm } from './stream-forms';

/** What is laid out: the octets of a stream, or its HTTP messages. */
export interface FollowedOctets {
  readonly runs: Follow;
  /** The octets of a run; good until the next call. */
  octets(run: number): Uint8Array;
}

/** `http`: heads and bodies of HTTP messages instead of octets as they came; absent = octets. */
export type StreamSaid = 'octets' | 'http';

export interface StreamLook {
  readonly said?: StreamSaid | undefined;
  readonly side: 'both' | 'client' | 'server';
  readonly form: StreamForm;
  readonly charset: Charset;
  /** Characters of a line of text. */
  readonly columns: number;
}

/** Lines in front of those of a run. */
export const Lead = { Silence: 1, Head: 2 } as const;

/** Runs of one end one after the other, nothing missing between them. */
interface Turn {
  readonly first: number;
  runs: number;
  octets: number;
}

export class StreamLayout {
  /** Of the look, by its order: number of the run; lines up to its end; where in it the first line begins; lines in front. */
  private readonly runNumbers = new GrowingArray(new Uint32Array(64));
  private readonly ends = new GrowingArray(new Float64Array(64));
  private readonly skips = new GrowingArray(new Uint32Array(64));
  private readonly leads = new GrowingArray(new Uint16Array(64));
  /** Octets of its side in front of it, and how many runs of its side. */
  private readonly offsets = new GrowingArray(new Float64Array(64));
  private readonly indexes = new GrowingArray(new Uint32Array(64));
  private readonly turns: Turn[] = [];
  private readonly turnOf = new GrowingArray(new Uint32Array(64));
  private readonly said: [number, number] = [0, 0];
  private readonly saidRuns: [number, number] = [0, 0];
  private readonly cutter: RowCutter;
  private done = 0;

  /**
   * @param client direction of the client
   * @param isSilent whether the run's frame comes after a silence that is worth a line; `before`: the run shown before it
   */
  constructor(readonly follow: FollowedOctets, readonly look: StreamLook, private readonly client: number, private readonly isSilent: (run: number, before: number) => boolean) {
    this.cutter = new RowCutter(look.charset, look.columns);
  }

  get count(): number {
    return this.runNumbers.length;
  }
  get rows(): number {
    return this.count === 0 ? 0 : this.ends.data[this.count - 1]!;
  }
  run(at: number): number {
    return this.runNumbers.data[at]!;
  }
  /** Lines in front of those of a run's place. */
  rowsBefore(at: number): number {
    return at === 0 ? 0 : this.ends.data[at - 1]!;
  }
  lead(at: number): number {
    return this.leads.data[at]!;
  }
  skip(at: number): number {
    return this.skips.data[at]!;
  }
  offset(at: number): number {
    return this.offsets.data[at]!;
  }
  index(at: number): number {
    return this.indexes.data[at]!;
  }
  turn(at: number): Turn {
    return this.turns[this.turnOf.data[at]!]!;
  }
  isSameTurn(a: number, b: number): boolean {
    return b < this.count && this.turnOf.data[a] === this.turnOf.data[b];
  }
  side(at: number): 0 | 1 {
    return (this.follow.runs.direction(this.run(at)) ^ this.client) as 0 | 1;
  }

  /** The place of the run in which a line stands. */
  placeOf(row: number): number {
    return firstAbove(this.ends.data, this.count, row);
  }
  /** The place of a run; of one that is not shown: of the next. */
  placeOfRun(run: number): number {
    return firstAbove(this.runNumbers.data, this.count, run - 1);
  }

  /** Goes on with some of the runs that there are. False: all have their place. */
  step(runs: number): boolean {
    const end = Math.min(this.follow.runs.count, this.done + runs);
    for (; this.done < end; this.done++) if (this.isShown(this.done)) this.place(this.done);
    return this.done < this.follow.runs.count;
  }

  private isShown(run: number): boolean {
    const isServer = (this.follow.runs.direction(run) ^ this.client) === 1;
    return this.look.side === 'both' || (this.look.side === 'server') === isServer;
  }

  private place(run: number): void {
    const { runs } = this.follow;
    const at = this.runNumbers.push(run);
    const side = this.side(at);
    const length = runs.length(run);
    const before = at > 0 ? this.run(at - 1) : -1;
    const goesOn = before === run - 1 && at > 0 && this.side(at - 1) === side && !runs.isGap(run) && !runs.isGap(before) && !this.isSilent(run, before);
    const lead = goesOn || runs.isGap(run) ? 0 : Lead.Head | (before >= 0 && !runs.isGap(before) && this.isSilent(run, before) ? Lead.Silence : 0);
    if (!goesOn) this.turns.push({ first: at, runs: 0, octets: 0 });
    const turn = this.turns.at(-1)!;
    turn.runs++;
    turn.octets += runs.isGap(run) ? 0 : length;
    this.turnOf.push(this.turns.length - 1);
    this.leads.push(lead);
    this.offsets.push(this.said[side]);
    this.indexes.push(this.saidRuns[side]);
    this.said[side] += length;
    if (!runs.isGap(run)) this.saidRuns[side]++;
    const lines = (lead & Lead.Head ? 1 : 0) + (lead & Lead.Silence ? 1 : 0) + this.linesOf(run, length, goesOn);
    this.ends.push(this.rowsBefore(at) + lines);
  }

  private linesOf(run: number, length: number, goesOn: boolean): number {
    const { form } = this.look;
    if (this.follow.runs.isGap(run)) {
      this.skips.push(0);
      return 1;
    }
    if (form !== 'text') {
      this.skips.push(0);
      return fixedRows(form, length);
    }
    if (!goesOn) this.cutter.begin();
    let lines = 0;
    let first = length;
    this.cutter.take(this.follow.octets(run), (at) => {
      if (lines++ === 0) first = at;
    });
    this.skips.push(first);
    return lines;
  }
}
