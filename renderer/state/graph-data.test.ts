// The lines of the graphs, and the files made of them, from numbers that can be checked by hand.
import { describe, expect, it } from 'vitest';
import type { IoGraph, TcpGraph } from '../../shared/ipc/graph-calls';
import { Finding } from '../../shared/dissect/segment-analysis';
import type { Text } from '../locales/text';
import { nearestPlace } from '../widgets/plot-data';
import { ioData, tcpData } from './graph-data';
import { graphCsv, graphSvg, roundSteps } from './graph-files';

const text: Text = (key) => key;
const line = (packets: number[], bytes: number[], firsts: number[]): IoGraph['lines'][number] => ({ packets, bytes, firsts, problem: null });
const IO: IoGraph = { start: '1.000000000', offset: 0, interval: 0.5, cancelled: false, lines: [line([2, 0, 1], [200, 0, 60], [1, 0, 3]), line([0, 0, 1], [0, 0, 60], [0, 0, 3])] };
/** The client sends 10 octets twice; the server acknowledges after 30 ms. Frame 3 stands after frame 4 in time. */
const TCP: TcpGraph = {
  stream: 7, total: 4, frames: [1, 2, 3, 4], times: [0, 0.1, 0.4, 0.3], sides: [0, 0, 1, 0], sequences: [1, 11, 1, 1], acknowledgments: [1, 1, 21, 1], lengths: [10, 10, 0, 10],
  windows: [100, 100, 500, 100], roundTrips: [-1, -1, 300, -1], inFlight: [10, 20, 0, 20], findings: [0, 0, 0, Finding.Retransmission],
};

describe('the I/O graph', () => {
  it('has a line for each filter, over the seconds', () => {
    const data = ioData(IO, ['', 'arp'], 'packets', text);
    expect(data.x).toEqual([0, 0.5, 1]);
    expect(data.series.map((s) => [s.name, s.values])).toEqual([['graphs.all', [2, 0, 1]], ['arp', [0, 0, 1]]]);
    expect(data.frames).toEqual([1, 0, 3]);
  });
  it('counts bits as eight times the octets', () => {
    expect(ioData(IO, ['', 'arp'], 'bits', text).series[0]!.values).toEqual([1600, 0, 480]);
  });
});

describe('the graphs of a TCP stream', () => {
  it('stand in the order of the times', () => {
    const { x, frames } = tcpData(TCP, 'sequence', 0, text);
    expect(x).toEqual([0, 0.1, 0.3, 0.4]);
    expect(frames).toEqual([1, 2, 4, 3]);
  });
  it('show what was sent, sent again and acknowledged, and the end of the window', () => {
    const [sent, again, acknowledged, room] = tcpData(TCP, 'sequence', 0, text).series.map((s) => s.values);
    expect(sent).toEqual([11, 21, null, null]);
    expect(again).toEqual([null, null, 11, null]);
    expect(acknowledged).toEqual([null, null, null, 21]);
    expect(room).toEqual([null, null, null, 521]);
  });
  it('show round trips where the ACK came, and the receiver\'s window with what is in flight', () => {
    expect(tcpData(TCP, 'roundTrip', 0, text).series[0]!.values).toEqual([null, null, null, 300]);
    expect(tcpData(TCP, 'window', 0, text).series.map((s) => s.values)).toEqual([[null, null, null, 500], [10, 20, 20, null]]);
  });
  it('show bits per second of all that one side sent', () => {
    const { x, series } = tcpData(TCP, 'throughput', 0, text);
    const interval = x[1]! - x[0]!;
    const bits = (values: readonly (number | null)[]): number => values.reduce<number>((sum, v) => sum + (v ?? 0) * interval, 0);
    expect(bits(series[0]!.values)).toBeCloseTo(240, 6);
    expect(bits(series[1]!.values)).toBeCloseTo(80, 6);
  });
});

describe('files of a graph', () => {
  const data = ioData(IO, ['', 'http.host == "a,b"'], 'packets', text);
  it('are tables whose cells are quoted where they must be', () => {
    expect(graphCsv(data)).toBe('graphs.seconds,graphs.all,"http.host == ""a,b""",frame\r\n0.000000,2,0,1\r\n0.500000,0,0,\r\n1.000000,1,1,3\r\n');
  });
  it('are drawings in which text stays text', () => {
    const svg = graphSvg(data, 'a<b>&"\u0007', String, (ink) => ink);
    expect(svg).toContain('<title>a&lt;b&gt;&amp;&quot;\ufffd</title>');
    expect(svg).toContain('http.host == &quot;a,b&quot;');
    // Two lines as steps: the first falls to 0 and rises again.
    expect(svg.match(/<path d="M[\d.]+ [\d.]+H[\d.]+V[\d.]+H/g)).toHaveLength(2);
  });
  it('have round numbers at their axes', () => {
    expect(roundSteps(0, 10, 5)).toEqual([0, 2, 4, 6, 8, 10]);
    expect(roundSteps(0, 0, 5)).toEqual([0]);
  });
});

describe('the place that is picked', () => {
  it('is the nearest at which something is drawn', () => {
    const data = tcpData(TCP, 'roundTrip', 0, text);
    expect(nearestPlace(data, 0)).toBe(3);
    expect(nearestPlace({ ...data, series: [] }, 0)).toBe(-1);
  });
});
