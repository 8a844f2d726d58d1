// Looks for a frame, some rows at a time: in the texts of the list, in the lines of the detail tree, in the bytes.
import { latin1Text, utf8Bytes } from '../bytes/text';
import type { FindQuery } from '../ipc/find-calls';
import type { ViewOptions } from '../ipc/contract';
import { problem, ProblemError } from '../problem';
import { ByteNeedles, plainSearch, type ByteSearch, type Place } from './byte-needle';
import type { RowSet } from './row-set';
import type { Session } from './session';

/** How many rows are looked at in one step: a step takes a few milliseconds. */
const STEP_ROWS = { list: 100, details: 20, filter: 500 } as const;
/** Bytes that are read and searched in one step. */
const RUN_BYTES = 1_048_576;
/** Bytes between two frames that are read in vain rather than with a read of their own. */
const GAP_BYTES = 16_384;

/** Finds text; where it is told, in UTF-16 units of that text. */
export type TextMatcher = (text: string) => Place | null;

export interface FinderTools {
  /** A native search, where the host has one. */
  readonly search?: ByteSearch;
  /** A regular expression that takes no longer than the text is long. @throws ProblemError NL-FIND-01 */
  readonly pattern: (text: string, caseSensitive: boolean) => TextMatcher;
  /** Whether a frame passes a display filter. @throws ProblemError NL-FILTER-01 */
  readonly filter: (text: string) => (number: number) => boolean;
}

export interface FinderOptions {
  readonly from: number;
  readonly step: 1 | -1;
  readonly columns: readonly string[];
  readonly view: ViewOptions;
}

/** What was found in row `index`. */
export interface Hit {
  readonly index: number;
  readonly start: number;
  readonly length: number;
  readonly node: number;
  readonly column: string;
}

/** Finds in the rows [first, end) the first hit in the direction of the search. */
type Look = (first: number, end: number) => Hit | null;

const NOWHERE = { start: 0, length: 0, node: -1, column: '' } as const;

export class FrameFinder {
  found: Hit | null = null;
  wrapped = false;
  examined = 0;
  readonly total: number;
  private readonly rows: RowSet;
  private readonly look: Look;
  private readonly stepRows: number;
  /** The row to look at next, and how many rows are left before the list ends or is through. */
  private at: number;
  private left: number;
  private afterWrap: number;

  /** @throws ProblemError NL-FIND-01, NL-FILTER-01 */
  constructor(private readonly session: Session, private readonly query: FindQuery, private readonly options: FinderOptions, private readonly tools: FinderTools) {
    const { from, step } = options;
    const rows = (this.rows = session.displayed);
    this.total = rows.count;
    this.look = this.looker();
    this.stepRows = query.kind === 'filter' ? STEP_ROWS.filter : query.where === 'bytes' || query.kind === 'hex' ? Number.POSITIVE_INFINITY : STEP_ROWS[query.where];
    const start = from === 0 ? -1 : rows.nearest(from);
    this.at = start < 0 ? (step > 0 ? 0 : this.total - 1) : start + step;
    this.left = step > 0 ? this.total - this.at : this.at + 1;
    this.afterWrap = this.total - this.left;
  }

  /** Looks at some rows more. False when there is nothing left to do. */
  step(): boolean {
    if (this.found !== null || !this.mayGoOn()) return false;
    const forward = this.options.step > 0;
    const first = forward ? this.at : this.at + 1 - Math.min(this.left, this.rowsAtOnce());
    const end = forward ? this.at + Math.min(this.left, this.rowsAtOnce()) : this.at + 1;
    this.found = this.look(first, end);
    const count = end - first;
    this.examined += count;
    this.left -= count;
    this.at = forward ? end : first - 1;
    return this.found === null && this.mayGoOn();
  }

  /** At the end of the list, goes to its other end, once. */
  private mayGoOn(): boolean {
    if (this.left > 0) return true;
    if (this.afterWrap === 0) return false;
    this.wrapped = true;
    this.at = this.options.step > 0 ? 0 : this.total - 1;
    this.left = this.afterWrap;
    this.afterWrap = 0;
    return true;
  }

  private looker(): Look {
    const { query, tools } = this;
    if (query.kind === 'filter') return this.eachRow(this.passes(tools.filter(query.text)));
    if (query.kind === 'hex') return this.inRuns(ByteNeedles.ofBytes(hexBytes(query.text), tools.search ?? plainSearch));
    if (query.where === 'bytes' && query.kind === 'string') return this.inRuns(ByteNeedles.ofText(query.text, query.caseSensitive, query.characters, tools.search ?? plainSearch));
    if (query.where === 'bytes') return this.inBytes(tools.pattern(latin1Text(utf8Bytes(query.text)), query.caseSensitive));
    const matcher = query.kind === 'regex' ? tools.pattern(query.text, query.caseSensitive) : plainText(query.text, query.caseSensitive);
    return query.where === 'list' ? this.inList(matcher) : this.eachRow(this.inDetails(matcher));
  }

  /** Bytes are read in runs; all others so many rows at once. */
  private rowsAtOnce(): number {
    if (Number.isFinite(this.stepRows)) return this.stepRows;
    const { store } = this.session;
    const { step } = this.options;
    const numberOf = (row: number): number => this.rows.numberAt(row);
    let [low, high] = [store.position(numberOf(this.at)), store.position(numberOf(this.at)) + store.caplen(numberOf(this.at))];
    let count = 1;
    for (; count < this.left; count++) {
      const number = numberOf(this.at + step * count);
      const [start, end] = [store.position(number), store.position(number) + store.caplen(number)];
      const isNear = step > 0 ? start >= high && start - high <= GAP_BYTES : end <= low && low - end <= GAP_BYTES;
      if (!isNear || Math.max(high, end) - Math.min(low, start) > RUN_BYTES) break;
      [low, high] = [Math.min(low, start), Math.max(high, end)];
    }
    return count;
  }

  /** Looks at one row after the other. */
  private eachRow(hit: (index: number, number: number) => Hit | null): Look {
    const { step } = this.options;
    return (first, end) => {
      for (let row = step > 0 ? first : end - 1; row >= first && row < end; row += step) {
        const found = hit(row, this.rows.numberAt(row));
        if (found) return found;
      }
      return null;
    };
  }

  private passes(test: (number: number) => boolean): (index: number, number: number) => Hit | null {
    return (index, number) => (test(number) ? { index, ...NOWHERE } : null);
  }

  private inList(matcher: TextMatcher): Look {
    const { columns, view, step } = this.options;
    return (first, end) => {
      const rows = this.session.rows(first, end - first, columns, view);
      for (const [i, row] of step > 0 ? [...rows.entries()] : [...rows.entries()].reverse()) {
        const column = row.cells.findIndex((cell) => matcher(cell) !== null);
        if (column >= 0) return { index: first + i, ...NOWHERE, column: columns[column]! };
      }
      return null;
    };
  }

  private inDetails(matcher: TextMatcher): (index: number, number: number) => Hit | null {
    return (index, number) => {
      const node = this.session.lines(number, this.options.view).findIndex((line) => matcher(line) !== null);
      return node < 0 ? null : { index, ...NOWHERE, node };
    };
  }

  private inBytes(matcher: TextMatcher): Look {
    const { store } = this.session;
    return (first, end) => {
      const { from, bytes } = this.run(first, end);
      return this.eachRow((index, number) => {
        const start = store.position(number) - from;
        const place = matcher(latin1Text(bytes.subarray(start, start + store.caplen(number))));
        return place === null ? null : { index, ...NOWHERE, ...place };
      })(first, end);
    };
  }

  /** The bytes of all these frames, with what lies between them, read at once; `from`: where in the file. */
  private run(first: number, end: number): { readonly from: number; readonly bytes: Uint8Array } {
    const { store, file } = this.session;
    const from = store.position(this.rows.numberAt(first));
    const last = this.rows.numberAt(end - 1);
    const bytes = new Uint8Array(store.position(last) + store.caplen(last) - from);
    return { from, bytes: bytes.subarray(0, file.source.read(from, bytes, 0, bytes.length)) };
  }

  /** Searches the bytes of all these frames in one go, with what lies between them; finds there do not count. */
  private inRuns(needles: ByteNeedles): Look {
    const { store } = this.session;
    const forward = this.options.step > 0;
    return (first, end) => {
      const { from, bytes } = this.run(first, end);
      needles.in(bytes);
      let found: Hit | null = null;
      let row = first;
      for (let place = needles.find(0); place !== null && row < end; place = needles.find(place.start + 1)) {
        while (row < end && this.endOf(row) <= from + place.start) row++;
        if (row === end) break;
        const start = from + place.start - store.position(this.rows.numberAt(row));
        if (start < 0 || from + place.start + place.length > this.endOf(row)) continue;
        found = { index: row, ...NOWHERE, start, length: place.length };
        if (forward) break;
        // The first place in the last frame.
        row++;
        if (row < end) place = { start: Math.max(place.start, store.position(this.rows.numberAt(row)) - from - 1), length: 0 };
      }
      return found;
    };
  }

  private endOf(row: number): number {
    const number = this.rows.numberAt(row);
    return this.session.store.position(number) + this.session.store.caplen(number);
  }
}

function plainText(text: string, caseSensitive: boolean): TextMatcher {
  const needle = caseSensitive ? text : text.toLowerCase();
  return (line) => {
    const start = (caseSensitive ? line : line.toLowerCase()).indexOf(needle);
    return start < 0 ? null : { start, length: text.length };
  };
}

/** `00 1a:2B-3c`, `0x001a2b`, `001a.2b3c`: two digits a byte. @throws ProblemError NL-FIND-01 */
export function hexBytes(text: string): Uint8Array {
  const parts = text.trim().split(/[\s:.,-]+/).map((part) => part.replace(/^0x/i, ''));
  if (!parts.every((part) => /^([0-9a-f]{2})+$/i.test(part))) {
    throw new ProblemError(problem('NL-FIND-01', `“${text.slice(0, 80)}” is no hexadecimal value: it takes two digits a byte, as in 0d 0a or 0d0a.`, { text: text.slice(0, 80), kind: 'hex' }));
  }
  return Uint8Array.from(parts.join('').match(/../g)!, (pair) => Number.parseInt(pair, 16));
}
