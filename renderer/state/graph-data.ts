// The lines of each graph, worked out of what the engine counted.
import type { IoGraph, TcpGraph } from '../../shared/ipc/graph-calls';
import type { Text } from '../locales/text';
import { lineInk, type PlotData, type PlotSeries } from '../widgets/plot-data';

export const IO_UNITS = ['packets', 'bytes', 'bits'] as const;
export type IoUnit = (typeof IO_UNITS)[number];
export const TCP_KINDS = ['sequence', 'roundTrip', 'throughput', 'window'] as const;
export type TcpKind = (typeof TCP_KINDS)[number];

/** Findings that are drawn as problems: sent again, in three ways. */
const REPEATED = 0b111;
/** About so many intervals of throughput. */
const THROUGHPUT_PARTS = 100;

export function ioData({ lines, interval }: IoGraph, filters: readonly string[], unit: IoUnit, text: Text): PlotData {
  const points = Math.max(0, ...lines.map((line) => line.packets.length));
  const valuesOf = (line: IoGraph['lines'][number]): readonly number[] => (unit === 'packets' ? line.packets : unit === 'bytes' ? line.bytes : line.bytes.map((n) => n * 8));
  return {
    x: Array.from({ length: points }, (_, i) => i * interval),
    series: lines.map((line, i): PlotSeries => ({ name: filters[i] === '' ? text('graphs.all') : (filters[i] ?? ''), values: valuesOf(line), ink: lineInk(i), draw: 'steps' })),
    frames: Array.from({ length: points }, (_, i) => lines.find((line) => (line.firsts[i] ?? 0) > 0)?.firsts[i] ?? 0),
    xName: text('graphs.seconds'), yName: text(`graphs.${unit}Per`, { seconds: interval }),
  };
}

/** Rows of the stream in the order of their times. */
function ordered(graph: TcpGraph): readonly number[] {
  return graph.times.map((_, i) => i).sort((a, b) => graph.times[a]! - graph.times[b]! || a - b);
}

interface Sided {
  readonly graph: TcpGraph;
  readonly rows: readonly number[];
  /** The side that sends the data that is looked at. */
  readonly side: 0 | 1;
  readonly text: Text;
}

export function tcpData(graph: TcpGraph, kind: TcpKind, side: 0 | 1, text: Text): PlotData {
  const sided: Sided = { graph, rows: ordered(graph), side, text };
  const base = { x: sided.rows.map((i) => graph.times[i]!), frames: sided.rows.map((i) => graph.frames[i]!), xName: text('graphs.seconds') };
  if (kind === 'throughput') return throughput(sided);
  if (kind === 'sequence') return { ...base, series: sequenceSeries(sided), yName: text('graphs.sequenceNumber') };
  if (kind === 'window') return { ...base, series: windowSeries(sided), yName: text('graphs.octets') };
  return { ...base, series: [series(sided, 'graphs.roundTripOf', side === 0 ? 'client' : 'server', 'points', (i) => (graph.sides[i] !== side && graph.roundTrips[i]! >= 0 ? graph.roundTrips[i]! : null))], yName: text('graphs.milliseconds') };
}

function series({ rows, text }: Sided, name: Parameters<Text>[0], ink: PlotSeries['ink'], draw: PlotSeries['draw'], value: (row: number) => number | null): PlotSeries {
  return { name: text(name), ink, draw, values: rows.map(value) };
}

/** As tcptrace draws it: what was sent, what was acknowledged of it, and how far the receiver's room reaches. */
function sequenceSeries(sided: Sided): PlotSeries[] {
  const { graph: g, side } = sided;
  const isData = (i: number): boolean => g.sides[i] === side && g.lengths[i]! > 0;
  const isRepeated = (i: number): boolean => (g.findings[i]! & REPEATED) !== 0;
  const acknowledged = (i: number): number | null => (g.sides[i] !== side && g.acknowledgments[i]! >= 0 ? g.acknowledgments[i]! : null);
  return [
    series(sided, 'graphs.sent', side === 0 ? 'client' : 'server', 'points', (i) => (isData(i) && !isRepeated(i) ? g.sequences[i]! + g.lengths[i]! : null)),
    series(sided, 'graphs.sentAgain', 'error-mark', 'points', (i) => (isData(i) && isRepeated(i) ? g.sequences[i]! + g.lengths[i]! : null)),
    series(sided, 'graphs.acknowledged', 'ok-mark', 'steps', acknowledged),
    series(sided, 'graphs.room', 'mark', 'steps', (i) => (acknowledged(i) === null ? null : acknowledged(i)! + g.windows[i]!)),
  ];
}

function windowSeries(sided: Sided): PlotSeries[] {
  const { graph: g, side } = sided;
  return [
    series(sided, 'graphs.windowOfReceiver', 'mark', 'steps', (i) => (g.sides[i] === side ? null : g.windows[i]!)),
    series(sided, 'graphs.inFlight', side === 0 ? 'client' : 'server', 'points', (i) => (g.sides[i] === side && g.inFlight[i]! > 0 ? g.inFlight[i]! : null)),
  ];
}

/** Octets of data that came new or again, per interval, in bits per second. */
function throughput({ graph: g, rows, side, text }: Sided): PlotData {
  const [first, last] = [g.times[rows[0] ?? 0] ?? 0, g.times[rows.at(-1) ?? 0] ?? 0];
  const interval = Math.max((last - first) / THROUGHPUT_PARTS, 0.001);
  const points = Math.floor((last - first) / interval) + 1;
  const [all, again] = [new Array<number>(points).fill(0), new Array<number>(points).fill(0)];
  const frames = new Array<number>(points).fill(0);
  for (const i of rows) {
    const at = Math.floor((g.times[i]! - first) / interval);
    if (g.sides[i] !== side || g.lengths[i] === 0 || all[at] === undefined) continue;
    all[at] += g.lengths[i]!;
    if ((g.findings[i]! & REPEATED) !== 0) again[at]! += g.lengths[i]!;
    frames[at] ||= g.frames[i]!;
  }
  const rate = (octets: readonly number[]): number[] => octets.map((n) => (n * 8) / interval);
  return {
    x: all.map((_, i) => first + i * interval), frames, xName: text('graphs.seconds'), yName: text('graphs.bitsPerSecond'),
    series: [
      { name: text('graphs.throughputOf'), values: rate(all), ink: side === 0 ? 'client' : 'server', draw: 'steps' },
      { name: text('graphs.sentAgain'), values: rate(again), ink: 'error-mark', draw: 'steps' },
    ],
  };
}
