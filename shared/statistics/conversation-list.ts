// The table of conversations as the window shows it: client first, with what TCP tells, in any order, a page at a time.
import type { ConversationClose, ConversationKind, ConversationPage, ConversationRow, ConversationSort } from '../ipc/statistics-calls';
import type { Session } from '../session/session';
import type { TableKind } from './address-layers';
import type { ConversationSums } from './conversation-sums';
import { conversationsOf, type Conversation } from './conversations';
import { orderOf } from './order';
import type { SegmentMarks } from './segment-marks';
import { partsOf, secondsOf, spanOf } from './traffic';

const ACTIVITY_PARTS = 48;
const [FIN, SYN, RST, ACK] = [0x01, 0x02, 0x04, 0x10];
type RowKind = ConversationRow['kind'];
const TABLES: Readonly<Record<ConversationKind, readonly RowKind[]>> = { all: ['tcp', 'udp'], tcp: ['tcp'], udp: ['udp'], ip: ['ip', 'ipv6'], eth: ['eth'] };

/** A conversation of which the client is known. */
interface Line {
  readonly kind: RowKind;
  readonly of: Conversation;
  /** Which of its two sides is the client: A 0, B 1. */
  readonly client: 0 | 1;
  /** Direction of the client's packets in the store's flows. */
  readonly direction: number;
}

export class ConversationList {
  private readonly tables = new Map<TableKind, readonly Line[]>();
  private sorted: { readonly key: string; readonly lines: readonly Line[] } = { key: '', lines: [] };

  /** @param counted and @param marks to their ends; the list holds until more frames are counted */
  constructor(private readonly session: Session, private readonly counted: ConversationSums, private readonly marks: SegmentMarks) {}

  counts(hasAddresses: boolean): Record<ConversationKind, number> {
    const count = (kind: ConversationKind): number => TABLES[kind].reduce((sum, table) => sum + this.table(table).length, 0);
    return { all: count('all'), tcp: count('tcp'), udp: count('udp'), ip: count('ip'), eth: hasAddresses ? count('eth') : -1 };
  }

  /** Of one kind, in the order in which they were met. */
  conversations(kind: ConversationKind): Conversation[] {
    return TABLES[kind].flatMap((table) => this.table(table).map(({ of }) => of));
  }

  page(kind: ConversationKind, sort: ConversationSort, descending: boolean, first: number, count: number): Omit<ConversationPage, 'counts'> {
    const lines = this.inOrder(kind, sort, descending);
    const shown = lines.slice(first, first + count);
    const span = spanOf(this.session.store, this.counted.frames);
    const parts = this.activity(shown, span);
    const rows = shown.map((line, i) => ({ ...this.row(line), ...(parts === null ? { activity: [], marks: [] } : parts(i)) }));
    return { first, rows, total: lines.length, frames: this.counted.frames?.count ?? this.counted.done, ...span };
  }

  /** All rows, without what happened when. */
  rows(kind: ConversationKind, sort: ConversationSort, descending: boolean): ConversationRow[] {
    return this.inOrder(kind, sort, descending).map((line) => ({ ...this.row(line), activity: [], marks: [] }));
  }

  private table(kind: RowKind): readonly Line[] {
    let lines = this.tables.get(kind);
    if (lines === undefined) this.tables.set(kind, (lines = conversationsOf(this.counted, kind).map((of) => this.line(kind, of))));
    return lines;
  }

  private line(kind: RowKind, of: Conversation): Line {
    const { store, conversations } = this.session;
    if (of.stream < 0) return { kind, of, client: 0, direction: 0 };
    const direction = store.streams.client(of.stream);
    const ports = conversations.portsFrom(store.streams.conversation(of.stream), direction);
    // Of an end that talks with itself on one port both sides are the same.
    const isA = of.a.port === of.b.port ? of.a.address === this.addressOf(of.stream, direction) : ports >>> 16 === of.a.port;
    return { kind, of, client: isA ? 0 : 1, direction };
  }

  private addressOf(stream: number, side: number): string {
    return this.counted.addressText(this.session.store.streams.conversation(stream), side);
  }

  private inOrder(kind: ConversationKind, sort: ConversationSort, descending: boolean): readonly Line[] {
    const key = `${kind} ${sort} ${descending}`;
    if (this.sorted.key !== key) {
      const lines = TABLES[kind].flatMap((table) => this.table(table));
      this.sorted = { key, lines: orderOf(lines, (line) => this.sortValue(line, sort), descending) };
    }
    return this.sorted.lines;
  }

  private sortValue(line: Line, sort: ConversationSort): number | string {
    const { of, kind } = line;
    const side = sort === 'client' ? line.client : 1 - line.client;
    switch (sort) {
      case 'stream': return of.stream < 0 ? of.met : this.session.store.streams.number(of.stream) + (kind === 'udp' ? 0.5 : 0);
      case 'client':
      case 'server': return addressOrder(side === 0 ? of.a : of.b);
      case 'protocol': return this.protocol(line);
      case 'packets': return of.packets[0] + of.packets[1];
      case 'bytes': return of.bytes[0] + of.bytes[1];
      case 'start': return secondsOf(this.session.store, of.earliest);
      case 'duration': return this.duration(of);
      case 'rate': return (of.bytes[0] + of.bytes[1]) / Math.max(1e-9, this.duration(of));
      case 'again': return this.again(line);
      case 'rtt': return this.roundTrip(line);
      case 'flags': return this.flags(line).join(' ');
      case 'close': return this.close(line);
    }
  }

  private row(line: Line): Omit<ConversationRow, 'activity' | 'marks'> {
    const { of, kind, client } = line;
    const [c, s] = client === 0 ? [of.a, of.b] : [of.b, of.a];
    const turn = ([a, b]: readonly [number, number]): [number, number] => (client === 0 ? [a, b] : [b, a]);
    return {
      key: of.stream < 0 ? `${kind} ${of.a.address} ${of.b.address}` : `${kind} ${of.stream}`,
      kind, stream: of.stream < 0 ? -1 : this.session.store.streams.number(of.stream), frame: Math.floor(of.met),
      ends: [c.address, s.address], ports: [c.port, s.port], protocol: this.protocol(line), packets: turn(of.packets), bytes: turn(of.bytes),
      start: secondsOf(this.session.store, of.earliest), duration: this.duration(of), again: this.again(line), rtt: this.roundTrip(line), flags: this.flags(line), close: this.close(line),
    };
  }

  private duration(of: Conversation): number {
    return this.session.store.between(of.earliest, of.latest) / 1e9;
  }

  private protocol({ kind, of }: Line): string {
    if (of.stream < 0) return '';
    const above = this.marks.protocols[of.stream]! - 1;
    return above < 0 ? kind.toUpperCase() : (this.session.registry.protocols[above]?.column ?? '');
  }

  private again({ kind, of }: Line): number {
    return kind === 'tcp' ? this.marks.again[of.stream]! : -1;
  }

  /** From the SYN to the ACK that ends the handshake. */
  private roundTrip({ kind, of }: Line): number {
    if (kind !== 'tcp') return -1;
    const { store } = this.session;
    const { syn, ack } = store.tcpAnalysis.handshake(of.stream);
    return syn === 0 || ack === 0 ? -1 : store.between(syn, ack) / 1e9;
  }

  private flags({ kind, of, direction }: Line): readonly [number, number] {
    if (kind !== 'tcp') return [0, 0];
    return [this.marks.flags[2 * of.stream + direction]!, this.marks.flags[2 * of.stream + 1 - direction]!];
  }

  private close(line: Line): ConversationClose {
    if (line.kind !== 'tcp') return '';
    const [client, server] = this.flags(line);
    if ((server & RST) !== 0) return 'resetServer';
    if ((client & RST) !== 0) return 'resetClient';
    if ((client & server & FIN) !== 0) return 'finBoth';
    if ((client & FIN) !== 0) return 'finClient';
    if ((server & FIN) !== 0) return 'finServer';
    if ((client & SYN) !== 0 && server === 0) return 'noAnswer';
    return (client & SYN) !== 0 && (server & SYN) !== 0 && (client & ACK) === 0 ? 'halfOpen' : 'open';
  }

  /** Octets by time of each of these lines; null where the columns do not tell. */
  private activity(lines: readonly Line[], span: { readonly from: number; readonly to: number }): ((i: number) => { activity: number[]; marks: number[] }) | null {
    if (lines.length === 0 || lines[0]!.kind === 'eth') return null;
    const { store } = this.session;
    const { bytes, again } = partsOf(store, this.counted.frames, span, ACTIVITY_PARTS, lines.length, this.rowsByStream(lines));
    return (i) => {
      const [from, to] = [i * ACTIVITY_PARTS, (i + 1) * ACTIVITY_PARTS];
      return { activity: [...bytes.subarray(from, to)], marks: [...again.subarray(from, to).entries()].flatMap(([part, n]) => (n > 0 ? [part] : [])) };
    };
  }

  private rowsByStream(lines: readonly Line[]): Int32Array {
    const { streams } = this.session.store;
    const rows = new Int32Array(streams.count).fill(-1);
    const pairs = new Map<string, number>();
    for (const [i, { of }] of lines.entries()) {
      if (of.stream >= 0) rows[of.stream] = i;
      else pairs.set(`${of.a.address} ${of.b.address}`, i).set(`${of.b.address} ${of.a.address}`, i);
    }
    if (pairs.size === 0) return rows;
    for (let stream = 0; stream < streams.count; stream++) {
      const conversation = streams.conversation(stream);
      rows[stream] = pairs.get(`${this.counted.addressText(conversation, 0)} ${this.counted.addressText(conversation, 1)}`) ?? -1;
    }
    return rows;
  }
}

/** IPv4 addresses by their numbers, others as they are written; then the port. */
export function addressOrder({ address, port }: { readonly address: string; readonly port: number }): string {
  const text = address.includes(':') ? address : address.split('.').map((part) => part.padStart(3, '0')).join('.');
  return `${text} ${String(port).padStart(5, '0')}`;
}
