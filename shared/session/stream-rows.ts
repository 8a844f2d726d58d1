// The lines of a followed stream, made when they are looked at.
import { secondsText } from '../frame/time';
import { fixedLine, fixedRange, lineOfOctet } from './stream-forms';
import { Lead, type StreamLayout } from './stream-layout';
import { RowCutter } from './row-cutter';
import type { Session } from './session';
import type { StreamSearch } from './stream-search';
import { linePieces, type Decode, type HitRange, type TextPiece } from './stream-text';

export interface StreamRow {
  /** `head`: a side begins to speak; `gap`: octets were never captured; `silence`: nobody spoke. */
  readonly kind: 'head' | 'line' | 'gap' | 'silence';
  readonly side: 'client' | 'server';
  /** The frame that it stands in; of a gap: the one that acknowledges what follows it. */
  readonly frame: number;
  /** First line of its frame, where no head stands above it. */
  readonly isFirst: boolean;
  /** Head: seconds since the first frame of the capture. Silence: how long. */
  readonly time: string;
  /** Octets of the line, of all that the side says here, or that are missing; and where they stand among those of the side, from 0. */
  readonly octets: number;
  readonly offset: number;
  /** Frames that brought what the side says here. */
  readonly runs: number;
  readonly pieces: readonly TextPiece[];
}

const NOTHING: Omit<StreamRow, 'kind' | 'side' | 'frame'> = { isFirst: false, time: '', octets: 0, offset: 0, runs: 0, pieces: [] };
const TIME_DIGITS = 6;
const NANO_DIGITS = 9;

export class StreamRows {
  constructor(private readonly session: Session, private readonly layout: StreamLayout, private readonly decode: Decode) {}

  /** Lines [first, first + count), as far as they are laid out. */
  rows(first: number, count: number, search: StreamSearch | null): StreamRow[] {
    const { layout } = this;
    const end = Math.min(first + count, layout.rows);
    const rows: StreamRow[] = [];
    for (let at = layout.placeOf(first); at < layout.count && layout.rowsBefore(at) < end; at++) {
      const before = layout.rowsBefore(at);
      rows.push(...this.ofRun(at, Math.max(first, before) - before, Math.min(end, layout.rowsBefore(at + 1)) - before, search));
    }
    return rows;
  }

  /** The line in which an octet of a run stands. */
  rowOfOctet(at: number, octet: number): number {
    const { layout } = this;
    const first = layout.rowsBefore(at);
    const lead = layout.lead(at);
    const leads = ((lead & Lead.Silence) !== 0 ? 1 : 0) + ((lead & Lead.Head) !== 0 ? 1 : 0);
    const { form } = layout.look;
    if (form !== 'text') return first + leads + lineOfOctet(form, octet);
    const starts = this.lineStarts(at, layout.follow.octets(layout.run(at)));
    // Octets in front of the first line belong to the last of the run before.
    return octet < (starts[0] ?? Number.POSITIVE_INFINITY) ? first - 1 : first + leads + starts.filter((start) => start <= octet).length - 1;
  }

  private lineStarts(at: number, octets: Uint8Array): number[] {
    const { layout } = this;
    const { charset, columns } = layout.look;
    const skip = layout.skip(at);
    const starts: number[] = [];
    const cutter = new RowCutter(charset, columns);
    cutter.begin();
    cutter.take(octets.subarray(skip), (start) => starts.push(start + skip));
    return starts;
  }

  /** Lines [from, to) of a run. */
  private ofRun(at: number, from: number, to: number, search: StreamSearch | null): StreamRow[] {
    const { layout } = this;
    const { runs } = layout.follow;
    const run = layout.run(at);
    const base = { ...NOTHING, side: layout.side(at) === 0 ? 'client' : 'server', frame: runs.frame(run) } as const;
    if (runs.isGap(run)) return [{ ...base, kind: 'gap', octets: runs.length(run), offset: layout.offset(at) }];
    const rows: StreamRow[] = [];
    const lead = layout.lead(at);
    let line = 0;
    const add = (row: StreamRow): void => {
      if (line >= from && line < to) rows.push(row);
      line++;
    };
    if ((lead & Lead.Silence) !== 0) add({ ...base, kind: 'silence', time: this.silence(at) });
    if ((lead & Lead.Head) !== 0) {
      const turn = layout.turn(at);
      add({ ...base, kind: 'head', time: this.time(base.frame), octets: turn.octets, runs: turn.runs, offset: layout.offset(at) });
    }
    const lines = layout.look.form === 'text' ? this.textLines(at, from - line, to - line, search) : this.fixedLines(at, from - line, to - line);
    return [...rows, ...lines.map(({ line: number, ...row }) => ({ ...base, kind: 'line' as const, ...row, isFirst: number === 0 && (lead & Lead.Head) === 0 }))];
  }

  private fixedLines(at: number, from: number, to: number): ({ readonly line: number } & Pick<StreamRow, 'octets' | 'offset' | 'pieces'>)[] {
    const { layout } = this;
    const { look: { form }, follow } = layout;
    if (form === 'text') return [];
    const octets = follow.octets(layout.run(at));
    const frame = follow.runs.frame(layout.run(at));
    const { store } = this.session;
    const time = `${store.seconds(frame)}.${String(Math.max(0, store.nanos(frame))).padStart(NANO_DIGITS, '0')}`;
    const facts = { frame, peer: layout.side(at), index: layout.index(at), offset: layout.offset(at), time };
    const lines = [];
    for (let line = Math.max(0, from); line < to; line++) {
      const range = fixedRange(form, line, octets.length);
      lines.push({ line, octets: range === null ? 0 : range.to - range.from, offset: layout.offset(at) + (range?.from ?? 0), pieces: [{ text: fixedLine(form, line, octets, facts), fold: null, hit: 0 as const }] });
    }
    return lines;
  }

  private textLines(at: number, from: number, to: number, search: StreamSearch | null): ({ readonly line: number } & Pick<StreamRow, 'octets' | 'offset' | 'pieces'>)[] {
    const { layout } = this;
    const { charset } = layout.look;
    if (to <= 0) return [];
    const octets = layout.follow.octets(layout.run(at)).slice();
    const starts = this.lineStarts(at, octets);
    const lines = [];
    for (let line = Math.max(0, from); line < Math.min(to, starts.length); line++) {
      const start = starts[line]!;
      const part = line + 1 < starts.length ? octets.subarray(start, starts[line + 1]) : this.lastLine(at, octets.subarray(start));
      const hits = search?.between(layout.run(at), start, part.length) ?? NO_HITS;
      lines.push({ line, octets: part.length, offset: layout.offset(at) + start, pieces: linePieces(part, charset, hits, this.decode) });
    }
    return lines;
  }

  /** A line may go on in the runs behind. */
  private lastLine(at: number, begun: Uint8Array): Uint8Array {
    const { layout } = this;
    const parts = [begun];
    for (let next = at + 1; layout.isSameTurn(at, next); next++) {
      const skip = layout.skip(next);
      if (skip > 0) parts.push(layout.follow.octets(layout.run(next)).slice(0, skip));
      if (skip < layout.follow.runs.length(layout.run(next))) break;
    }
    if (parts.length === 1) return begun;
    const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
    let filled = 0;
    for (const part of parts) {
      joined.set(part, filled);
      filled += part.length;
    }
    return joined;
  }

  private time(frame: number): string {
    const { store } = this.session;
    return nanosText(store.between(1, frame));
  }

  private silence(at: number): string {
    const { runs } = this.layout.follow;
    return nanosText(this.session.store.between(runs.frame(this.layout.run(at - 1)), runs.frame(this.layout.run(at))));
  }
}

const NO_HITS: readonly HitRange[] = [];

/** Seconds, with six digits. */
export function nanosText(nanos: number): string {
  const whole = Math.max(0, Math.round(nanos));
  return secondsText({ seconds: Math.floor(whole / 1e9), nanos: whole % 1e9 }, TIME_DIGITS);
}
