// `read -z io,stat,INTERVAL[,FILTER…]`: frames, octets and values by time, as tshark prints them.
import type { Field } from '../../shared/dissect/field';
import type { Registry } from '../../shared/dissect/registry';
import { intervalStatistics, relativeMicroseconds, type IntervalSums } from '../../shared/statistics/interval-statistics';
import { displayFilter } from './display-filter';
import { UsageError } from './options';
import type { CheckedTapFilter, TapContext, TapSpec } from './taps';

type Name = 'FRAMES' | 'BYTES' | 'COUNT' | 'SUM' | 'MIN' | 'MAX' | 'AVG' | 'LOAD';
const MICROSECONDS = 1_000_000;
const LEAST_TIME_WIDTH = 12;
/** More are an error: damaged times lie a century apart. */
const MOST_ROWS = 2_000_000;
const INTEGER = /^u?int|^framenum$/;

interface Column {
  readonly text: string;
  readonly filter: CheckedTapFilter;
  /** '' = frames and octets. */
  readonly name: Name | '';
  readonly fields: readonly Field[] | null;
}

export const IO_STAT_TAPS: readonly TapSpec[] = [{
  name: 'io,stat', argument: ',INTERVAL[,FILTER|FUNCTION(FIELD)FILTER]…', help: 'frames and bytes by intervals of seconds; COUNT SUM MIN MAX AVG LOAD of a field',
  make(args, registry) {
    const interval = intervalOf(args[0] ?? '');
    const columns = (args.length > 1 ? args.slice(1) : ['']).map((text) => columnOf(text, registry));
    return (context, out) => out.write(tableText(context, interval, columns));
  },
}];

interface Interval {
  readonly microseconds: number;
  readonly digits: number;
}

function intervalOf(text: string): Interval {
  if (!/^\d+(\.\d*)?$/.test(text)) throw new UsageError(`-z io,stat,${text}: an interval in seconds`);
  return { microseconds: Math.round(Number(text) * MICROSECONDS), digits: Math.min(6, (text.split('.')[1] ?? '').length) };
}

function columnOf(text: string, registry: Registry): Column {
  if (text === 'FRAMES' || text === 'BYTES') return { text, filter: null, name: text, fields: null };
  const called = /^(COUNT|SUM|MIN|MAX|AVG|LOAD)\(([^)]*)\)(.*)$/.exec(text);
  if (called === null) return { text, filter: text === '' ? null : displayFilter(text, registry), name: '', fields: null };
  const [, name, field = '', filter = ''] = called;
  const fields = registry.named(field);
  if (fields.length === 0) throw new UsageError(`-z io,stat: there is no field ${field}`);
  if (name === 'LOAD' && !fields.every(({ type }) => type === 'relative_time')) throw new UsageError(`-z io,stat: LOAD of ${field}: only times have one`);
  if (name !== 'COUNT' && !fields.every(({ type }) => INTEGER.test(type) || type === 'relative_time')) throw new UsageError(`-z io,stat: ${name} of ${field}: only numbers and times have one`);
  return { text, filter: filter === '' ? null : displayFilter(filter, registry), name: name as Name, fields };
}

/** What the table's lines are made of. */
interface Layout {
  readonly digits: number;
  /** Microseconds; rounded as they are shown. */
  readonly duration: number;
  readonly interval: number;
  readonly isWhole: boolean;
  readonly rows: number;
  /** Digits before the point of the duration as it is, and as it is shown: 9.96 seconds are 10.0 with one digit. */
  readonly magnitude: number;
  readonly shownMagnitude: number;
}

/** Digits before the point. */
const magnitude = (value: number): number => String(Math.floor(value)).length;
/** More digits of a time stick out of tshark's table. */
const MOST_DIGITS = 5;
const timeMagnitude = (microseconds: number): number => Math.min(MOST_DIGITS, magnitude(microseconds / MICROSECONDS));

function layoutOf(duration: number, asked: Interval): Layout {
  const isWhole = asked.microseconds === 0 || asked.microseconds >= duration;
  const seconds = timeMagnitude(duration);
  const digits = !isWhole ? asked.digits : seconds >= 2 ? 1 : 3;
  const unit = MICROSECONDS / 10 ** digits;
  const shown = duration % unit > 5 * (unit / 10) ? Math.floor((duration + 5 * (unit / 10)) / unit) * unit : duration;
  const interval = isWhole ? shown : asked.microseconds;
  return { digits, duration: shown, interval, isWhole, rows: interval === 0 ? 0 : Math.ceil(shown / interval), magnitude: seconds, shownMagnitude: timeMagnitude(shown) };
}

function tableText(context: TapContext, asked: Interval, columns: readonly Column[]): string {
  const { session } = context;
  const exact = session.store.count === 0 ? 0 : Math.max(...Array.from({ length: context.frames }, (_, i) => relativeMicroseconds(session, i + 1)));
  const layout = layoutOf(exact, asked);
  if (layout.rows > MOST_ROWS) throw new UsageError(`-z io,stat: ${layout.rows} intervals are too many, the capture lasts ${Math.ceil(exact / MICROSECONDS)} seconds`);
  const cells = columns.map((column) => cellsOf(column, intervalStatistics(session, { frames: context.framesOf(column.filter), fields: column.fields }, asked.microseconds === 0 ? Number.POSITIVE_INFINITY : asked.microseconds, Math.max(1, layout.rows)), layout));
  const fraction = layout.digits === 0 ? 0 : layout.digits + 1;
  const needed = (wide: number): number => 2 * (wide + fraction) + 8;
  const timeWidth = Math.max(LEAST_TIME_WIDTH, needed(layout.shownMagnitude));
  const table = timeWidth + cells.reduce((sum, { width }) => sum + width, 0);
  const names = columns.map(({ text }, i) => `${i === 0 ? 'Col 1: ' : `${String(i + 1).padStart(5)}: `}${text === '' ? 'Frames and bytes' : text}`);
  const border = (layout.isWhole ? 30 : 25) + layout.magnitude + fraction;
  const least = Math.max(table, border, ...names.map((name) => name.length + 4));
  // One octet behind the table has no room for its bar.
  const width = least === table + 1 ? least + 1 : least;
  const line = (text: string): string => `| ${text.padEnd(width - 3)}|\n`;
  // tshark fills up as if the duration had as many digits as its rounded form.
  const timeLine = (head: string, text: string, fractionLength: number): string => `| ${head}: ${text} secs${' '.repeat(Math.max(0, width - head.length - 10 - layout.shownMagnitude - fractionLength))}|\n`;
  const rest = width > table ? `${' '.repeat(width - table - 1)}|` : '';
  const row = (time: string, at: (cell: Cells) => string): string => `|${time}${cells.map(at).join('')}${rest}\n`;
  const inside = timeWidth - 2;
  return [
    `\n${'='.repeat(width)}\n`, line('IO Statistics'), line(''), timeLine('Duration', durationText(exact, layout), fraction === 0 ? 7 : fraction), timeLine('Interval', intervalText(layout), fraction), line(''),
    ...names.map(line), `|${'-'.repeat(width - 2)}|\n`,
    row(`${' '.repeat(inside)}|`, (cell) => `${String(cells.indexOf(cell) + 1).padEnd(cell.width - 1)}|`),
    row(` ${'Interval'.padEnd(inside - 1)}|`, (cell) => cell.head),
    width > table ? `|${'-'.repeat(table - 2)}|${rest}\n` : `|${'-'.repeat(width - 2)}|\n`,
    ...Array.from({ length: layout.rows }, (_, i) => row(timeText(i, exact, layout), (cell) => cell.rows[i]!)),
    `${'='.repeat(width)}\n`,
  ].join('');
}

const fixed = (microseconds: number, digits: number): string => (Math.floor(microseconds / 10 ** (6 - digits)) / 10 ** digits).toFixed(digits);

/** Where whole seconds are asked for, all microseconds of the duration are told. */
function durationText(exact: number, { digits, duration }: Layout): string {
  if (digits > 0) return fixed(duration, digits);
  return `${Math.floor(exact / MICROSECONDS)}.${String(exact % MICROSECONDS).padStart(6)}`;
}

function intervalText({ digits, interval, magnitude: wide }: Layout): string {
  return digits === 0 ? String(interval / MICROSECONDS).padStart(wide) : fixed(interval, digits).padStart(wide + 1 + digits);
}

function timeText(i: number, exact: number, { digits, duration, interval, magnitude: wide, shownMagnitude }: Layout): string {
  const fraction = digits === 0 ? 0 : digits + 1;
  const margin = ' '.repeat(1 + Math.max(0, LEAST_TIME_WIDTH / 2 - 4 - shownMagnitude - fraction));
  const end = (i + 1) * interval;
  const start = margin + fixed(i * interval, digits).padStart(wide + fraction);
  if (digits === 0 && end >= exact) return `${start} <> Dur${' '.repeat(Math.max(0, shownMagnitude - 2))}|`;
  return `${start} <> ${fixed(Math.min(end, duration), digits).padStart(wide + fraction)}${margin}|`;
}

interface Cells {
  readonly head: string;
  readonly rows: readonly string[];
  /** With the bar at the right. */
  readonly width: number;
}

function cellsOf({ name, fields }: Column, sums: readonly IntervalSums[], { interval, duration }: Layout): Cells {
  if (name === '') {
    const [frames, bytes] = [numberCells('Frames', sums.map((s) => s.frames), 6), numberCells('Bytes', sums.map((s) => s.bytes), 5)];
    return { head: frames.head + bytes.head, rows: frames.rows.map((cell, i) => cell + bytes.rows[i]!), width: frames.width + bytes.width };
  }
  if (name === 'FRAMES') return numberCells(name, sums.map((s) => s.frames), 6);
  if (name === 'BYTES') return numberCells(name, sums.map((s) => s.bytes), 5);
  if (name === 'COUNT') return numberCells(name, sums.map((s) => s.values), 5);
  const values = sums.map((s) => (name === 'SUM' ? s.sum : name === 'MIN' ? s.least : name === 'MAX' ? s.most : s.values === 0 ? 0 : Math.floor(s.sum / s.values)));
  // As wide as the greatest single value, whatever is worked out of them.
  const widest = sums.reduce((most, s) => Math.max(most, s.most), 0) / 1e9;
  const width = magnitude(widest) + 7;
  if (name === 'LOAD') return textCells(name, sums.map((s, i) => (Math.floor((s.load * MICROSECONDS) / Math.min(interval, duration - i * interval)) / MICROSECONDS).toFixed(6)), width, width);
  // Of numbers: as wide as what it was on the way.
  const longest = sums.reduce((most, s) => Math.max(most, name === 'SUM' ? s.sum : name === 'MIN' ? s.mostLeast : name === 'MAX' ? s.most : s.mostAverage), 0);
  return fields!.every(({ type }) => INTEGER.test(type)) ? numberCells(name, values, Math.max(3, magnitude(longest))) : textCells(name, values.map((nanos) => (Math.floor((nanos + 500) / 1000) / 1e6).toFixed(6)), width);
}

const numberCells = (head: string, values: readonly number[], least: number): Cells => textCells(head, values.map(String), least);

/** @param most what is longer sticks out */
function textCells(head: string, values: readonly string[], least: number, most = Number.POSITIVE_INFINITY): Cells {
  const width = Math.min(most, values.reduce((longest, text) => Math.max(longest, text.length), least));
  const left = Math.ceil((width - head.length) / 2);
  return { head: ` ${`${' '.repeat(Math.max(0, left))}${head}`.padEnd(width)} |`, rows: values.map((text) => ` ${text.padStart(width)} |`), width: width + 3 };
}
