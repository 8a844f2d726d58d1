// The table of conversations as the window shows it: client first, with what TCP tells, in any order, a page at a time.
import type { ConversationClose, ConversationKind, ConversationPage, ConversationRow, ConversationSort } from '../ipc/statistics-calls';
import type { Session } from '../session/session';
import type { ConversationSums } from './conversation-sums';
import { countedPairs, type CountedPairs } from './counted-pairs';
import { orderOf } from './order';
import type { Party } from './pair-table';
import type { SegmentMarks } from './segment-marks';
import { partsOf, secondsOf, spanOf } from './traffic';

const ACTIVITY_PARTS = 48;
const [FIN, SYN, RST, ACK] = [0x01, 0x02, 0x04, 0x10];
type RowKind = ConversationRow['kind'];
const TABLES: Readonly<Record<ConversationKind, readonly RowKind[]>> = { all: ['tcp', 'udp'], tcp: ['tcp'], udp: ['udp'], ip: ['ip', 'ipv6'], eth: ['eth'] };

/** One conversation. */
interface Line {
  readonly kind: RowKind;
  readonly pairs: CountedPairs;
  /** There. */
  readonly row: number;
  /** Index of the stream in the store, -1 = none. */
  readonly stream: number;
}

export class ConversationList {
  private readonly tables = new Map<RowKind, CountedPairs>();
  private sorted: { readonly key: string; readonly order: Uint32Array } = { key: '', order: new Uint32Array(0) };

  /** @param counted and @param marks to their ends; the list holds until more frames are counted */
  constructor(private readonly session: Session, private readonly counted: ConversationSums, private readonly marks: SegmentMarks) {}

  counts(hasAddresses: boolean): Record<ConversationKind, number> {
    const count = (kind: ConversationKind): number => this.countOf(kind);
    return { all: count('all'), tcp: count('tcp'), udp: count('udp'), ip: count('ip'), eth: hasAddresses ? count('eth') : -1 };
  }

  /** Of one kind, each in the order in which they were met. */
  pairs(kind: ConversationKind): CountedPairs[] {
    return TABLES[kind].map((table) => this.table(table));
  }

  page(kind: ConversationKind, sort: ConversationSort, descending: boolean, first: number, count: number): Omit<ConversationPage, 'counts'> {
    const order = this.inOrder(kind, sort, descending);
    const shown = Array.from(order.subarray(first, first + count), (number) => this.line(kind, number));
    const span = spanOf(this.session.store, this.counted.frames);
    const parts = this.activity(kind, order.subarray(first, first + count), span);
    const rows = shown.map((line, i) => ({ ...this.row(line), ...(parts === null ? { activity: [], marks: [] } : parts(i)) }));
    return { first, rows, total: order.length, frames: this.counted.frames?.count ?? this.counted.done, ...span };
  }

  /** All rows, without what happened when. */
  rows(kind: ConversationKind, sort: ConversationSort, descending: boolean): ConversationRow[] {
    return Array.from(this.inOrder(kind, sort, descending), (number) => ({ ...this.row(this.line(kind, number)), activity: [], marks: [] }));
  }

  private countOf(kind: ConversationKind): number {
    return TABLES[kind].reduce((sum, table) => sum + this.table(table).count, 0);
  }

  private table(kind: RowKind): CountedPairs {
    let pairs = this.tables.get(kind);
    if (pairs === undefined) this.tables.set(kind, (pairs = countedPairs(this.counted, kind)));
    return pairs;
  }

  /** The lines of a kind are numbered table by table. */
  private line(kind: ConversationKind, number: number): Line {
    let row = number;
    for (const table of TABLES[kind]) {
      const pairs = this.table(table);
      if (row < pairs.count) return { kind: table, pairs, row, stream: pairs.stream(row) };
      row -= pairs.count;
    }
    throw new RangeError(`There is no conversation ${number}`);
  }

  private inOrder(kind: ConversationKind, sort: ConversationSort, descending: boolean): Uint32Array {
    const key = `${kind} ${sort} ${descending}`;
    if (this.sorted.key !== key) this.sorted = { key, order: orderOf(this.countOf(kind), (number) => this.sortValue(this.line(kind, number), sort), descending) };
    return this.sorted.order;
  }

  private sortValue(line: Line, sort: ConversationSort): number | string {
    const { pairs, row, kind, stream } = line;
    switch (sort) {
      case 'stream': return stream < 0 ? pairs.met(row) : this.session.store.streams.number(stream) + (kind === 'udp' ? 0.5 : 0);
      case 'client':
      case 'server': return addressOrder(this.end(line, sort === 'client' ? 0 : 1));
      case 'protocol': return this.protocol(line);
      case 'packets': return pairs.packets(row, 0) + pairs.packets(row, 1);
      case 'bytes': return pairs.bytes(row, 0) + pairs.bytes(row, 1);
      case 'start': return secondsOf(this.session.store, pairs.earliest(row));
      case 'duration': return this.duration(line);
      case 'rate': return (pairs.bytes(row, 0) + pairs.bytes(row, 1)) / Math.max(1e-9, this.duration(line));
      case 'again': return this.again(line);
      case 'rtt': return this.roundTrip(line);
      case 'flags': return this.flags(line).join(' ');
      case 'close': return this.close(line);
    }
  }

  private row(line: Line): Omit<ConversationRow, 'activity' | 'marks'> {
    const { pairs, row, kind, stream } = line;
    const [client, server] = this.clientFirst(line);
    const [c, s] = [this.end(line, 0), this.end(line, 1)];
    return {
      key: stream < 0 ? `${kind} ${pairs.party(row, 0).address} ${pairs.party(row, 1).address}` : `${kind} ${stream}`,
      kind, stream: stream < 0 ? -1 : this.session.store.streams.number(stream), frame: Math.floor(pairs.met(row)),
      ends: [c.address, s.address], ports: [c.port, s.port], protocol: this.protocol(line),
      packets: [pairs.packets(row, client), pairs.packets(row, server)], bytes: [pairs.bytes(row, client), pairs.bytes(row, server)],
      start: secondsOf(this.session.store, pairs.earliest(row)), duration: this.duration(line), again: this.again(line), rtt: this.roundTrip(line), flags: this.flags(line), close: this.close(line),
    };
  }

  /** Which of A (0) and B (1) is the client, and which the server. */
  private clientFirst({ pairs, row, stream }: Line): readonly [number, number] {
    return stream < 0 || this.session.store.streams.client(stream) === pairs.from(row) ? [0, 1] : [1, 0];
  }

  /** @param end client 0, server 1 */
  private end(line: Line, end: 0 | 1): Party {
    return line.pairs.party(line.row, this.clientFirst(line)[end]);
  }

  private duration({ pairs, row }: Line): number {
    return this.session.store.between(pairs.earliest(row), pairs.latest(row)) / 1e9;
  }

  private protocol({ kind, stream }: Line): string {
    if (stream < 0) return '';
    const above = this.marks.protocols[stream]! - 1;
    return above < 0 ? kind.toUpperCase() : (this.session.registry.protocols[above]?.column ?? '');
  }

  private again({ kind, stream }: Line): number {
    return kind === 'tcp' ? this.marks.again[stream]! : -1;
  }

  /** From the SYN to the ACK that ends the handshake. */
  private roundTrip({ kind, stream }: Line): number {
    if (kind !== 'tcp') return -1;
    const { store } = this.session;
    const { syn, ack } = store.tcpAnalysis.handshake(stream);
    return syn === 0 || ack === 0 ? -1 : store.between(syn, ack) / 1e9;
  }

  /** Of client and server. */
  private flags({ kind, stream }: Line, of = this.marks.flags): readonly [number, number] {
    if (kind !== 'tcp') return [0, 0];
    const direction = this.session.store.streams.client(stream);
    return [of[2 * stream + direction]!, of[2 * stream + 1 - direction]!];
  }

  private close(line: Line): ConversationClose {
    if (line.kind !== 'tcp') return '';
    const [client, server] = this.flags(line, this.marks.allFlags);
    if ((server & RST) !== 0) return 'resetServer';
    if ((client & RST) !== 0) return 'resetClient';
    if ((client & server & FIN) !== 0) return 'finBoth';
    if ((client & FIN) !== 0) return 'finClient';
    if ((server & FIN) !== 0) return 'finServer';
    if ((client & SYN) !== 0 && server === 0) return 'noAnswer';
    return (client & SYN) !== 0 && (server & SYN) !== 0 && (client & ACK) === 0 ? 'halfOpen' : 'open';
  }

  /** Octets by time of each of these lines; null where the columns do not tell. */
  private activity(kind: ConversationKind, shown: Uint32Array, span: { readonly from: number; readonly to: number }): ((i: number) => { activity: number[]; marks: number[] }) | null {
    if (shown.length === 0 || kind === 'eth') return null;
    const { bytes, again } = partsOf(this.session.store, this.counted.frames, span, ACTIVITY_PARTS, shown.length, this.placesByStream(kind, shown));
    return (i) => {
      const [from, to] = [i * ACTIVITY_PARTS, (i + 1) * ACTIVITY_PARTS];
      return { activity: [...bytes.subarray(from, to)], marks: [...again.subarray(from, to).entries()].flatMap(([part, n]) => (n > 0 ? [part] : [])) };
    };
  }

  /** By stream: the place among the lines that are shown, -1 = none. */
  private placesByStream(kind: ConversationKind, shown: Uint32Array): Int32Array {
    const places = new Int32Array(this.session.store.streamCount).fill(-1);
    const placeOfLine = new Int32Array(this.countOf(kind)).fill(-1);
    for (const [place, number] of shown.entries()) placeOfLine[number] = place;
    let before = 0;
    for (const pairs of this.pairs(kind)) {
      const rows = pairs.rowOfStreams(places.length);
      for (let stream = 0; stream < rows.length; stream++) if (rows[stream]! >= 0) places[stream] = placeOfLine[before + rows[stream]!]!;
      before += pairs.count;
    }
    return places;
  }
}

/** IPv4 addresses by their numbers, others as they are written; then the port. */
export function addressOrder({ address, port }: { readonly address: string; readonly port: number }): string {
  const text = address.includes(':') ? address : address.split('.').map((part) => part.padStart(3, '0')).join('.');
  return `${text} ${String(port).padStart(5, '0')}`;
}
