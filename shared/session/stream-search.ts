// Looks for a text or a regular expression in all that a stream says, in slices; what both sides say is looked through in the order in which it is shown.
import { GrowingArray } from '../stream/growing-array';
import { firstAbove } from '../stream/sorted';
import type { StreamLayout } from './stream-layout';
import type { HitRange } from './stream-text';

/** More are not kept. */
export const MOST_HITS = 100_000;
const WINDOW = 65_536;

/** Where a text has what is looked for, at or behind `from`; null = nowhere. The text has one character an octet. */
export type OctetMatch = (text: string, from: number) => { readonly start: number; readonly length: number } | null;

export interface OctetSearch {
  readonly match: OctetMatch;
  /** What is found has no more octets, as far as is known: so many are looked at again with those that follow. */
  readonly longest: number;
}

export class StreamSearch {
  shown = -1;
  isMore = false;
  /** Where each run begins, over all octets of the stream; and where each find does, and its octets. */
  private readonly runStarts = new GrowingArray(new Float64Array(64));
  private readonly starts = new GrowingArray(new Float64Array(64));
  private readonly lengths = new GrowingArray(new Uint32Array(64));
  /** The next place in the layout. */
  private next = 0;
  /** Octets of the turn that were not looked at to the end, and where they begin. */
  private rest = '';
  private restStart = 0;
  private total = 0;

  constructor(private readonly layout: StreamLayout, private readonly search: OctetSearch, private readonly asText: (octets: Uint8Array) => string) {}

  get count(): number {
    return this.starts.length;
  }

  /** Goes on with some of the runs that are laid out. False: with all, or enough was found. */
  step(runs: number): boolean {
    const { layout } = this;
    const end = Math.min(layout.count, this.next + runs);
    for (; this.next < end && !this.isMore; this.next++) this.take(this.next);
    return this.next < layout.count && !this.isMore;
  }

  /** What was found in octets of a run from a place on; the octets may go on in the runs behind. */
  between(run: number, from: number, length: number): HitRange[] {
    if (run >= this.runStarts.length) return [];
    const start = this.runStarts.data[run]! + from;
    const found: HitRange[] = [];
    // One that began before may reach into it.
    let at = Math.max(0, firstAbove(this.starts.data, this.count, start) - 1);
    for (; at < this.count && this.starts.data[at]! < start + length; at++) {
      const hit = this.starts.data[at]! - start;
      const to = hit + this.lengths.data[at]!;
      if (to > 0) found.push({ from: Math.max(0, hit), to, isShown: at === this.shown });
    }
    return found;
  }

  /** Place in the layout, and octet of its run, where a find begins. */
  placeOf(hit: number): { readonly at: number; readonly octet: number } {
    const start = this.starts.data[hit]!;
    // Gaps have no octets: of runs that begin in the same place the last counts.
    const run = firstAbove(this.runStarts.data, this.runStarts.length, start) - 1;
    return { at: this.layout.placeOfRun(run), octet: start - this.runStarts.data[run]! };
  }

  private take(at: number): void {
    const { layout } = this;
    const { runs } = layout.follow;
    const run = layout.run(at);
    // Runs that are not shown have their place too.
    while (this.runStarts.length <= run) {
      const before = this.runStarts.length - 1;
      if (before >= 0) this.total += runs.isGap(before) ? 0 : runs.length(before);
      this.runStarts.push(this.total);
    }
    if (at > 0 && !layout.isSameTurn(at - 1, at)) this.look(true);
    if (runs.isGap(run)) return;
    if (this.rest === '') this.restStart = this.total;
    this.rest += this.asText(layout.follow.octets(run));
    const isLast = !layout.isSameTurn(at, at + 1);
    if (isLast || this.rest.length >= WINDOW) this.look(isLast);
  }

  private look(isLast: boolean): void {
    const { match, longest } = this.search;
    const text = this.rest;
    // What begins in the last octets may go on in the next.
    const until = isLast ? text.length : Math.max(0, text.length - longest);
    let from = 0;
    while (from < text.length) {
      const found = match(text, from);
      if (found === null || (found.start >= until && !isLast)) break;
      if (found.length > 0) this.keep(this.restStart + found.start, found.length);
      from = found.start + Math.max(1, found.length);
      if (this.isMore) break;
    }
    const done = isLast ? text.length : Math.max(from, until);
    this.rest = text.slice(Math.min(done, text.length));
    this.restStart += Math.min(done, text.length);
  }

  private keep(start: number, length: number): void {
    if (this.count === MOST_HITS) {
      this.isMore = true;
      return;
    }
    this.starts.push(start);
    this.lengths.push(length);
  }
}
