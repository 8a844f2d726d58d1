// The table of endpoints as the window shows it: in any order, a page at a time.
import type { ConversationKind, EndpointPage, EndpointRow, EndpointSort } from '../ipc/statistics-calls';
import { addressOrder, type ConversationList } from './conversation-list';
import { CountedEndpoints } from './counted-endpoints';
import { orderOf } from './order';

type Kind = Exclude<ConversationKind, 'all'>;

export class EndpointList {
  private readonly tables = new Map<Kind, CountedEndpoints>();
  private sorted: { readonly key: string; readonly order: Uint32Array } = { key: '', order: new Uint32Array(0) };

  constructor(private readonly conversations: ConversationList) {}

  counts(hasAddresses: boolean): Record<Kind, number> {
    const count = (kind: Kind): number => this.table(kind).count;
    return { tcp: count('tcp'), udp: count('udp'), ip: count('ip'), eth: hasAddresses ? count('eth') : -1 };
  }

  page(kind: Kind, sort: EndpointSort, descending: boolean, first: number, count: number): Omit<EndpointPage, 'counts'> {
    const order = this.inOrder(kind, sort, descending);
    return { first, rows: Array.from(order.subarray(first, first + count), (row) => this.row(kind, row)), total: order.length };
  }

  rows(kind: Kind, sort: EndpointSort, descending: boolean): EndpointRow[] {
    return Array.from(this.inOrder(kind, sort, descending), (row) => this.row(kind, row));
  }

  private inOrder(kind: Kind, sort: EndpointSort, descending: boolean): Uint32Array {
    const key = `${kind} ${sort} ${descending}`;
    const table = this.table(kind);
    if (this.sorted.key !== key) this.sorted = { key, order: orderOf(table.count, (row) => sortValue(table, row, sort), descending) };
    return this.sorted.order;
  }

  private row(kind: Kind, row: number): EndpointRow {
    const { party: { address, port }, sent, received } = this.table(kind).endpoint(row);
    return { key: `${address} ${port}`, address, port, sent, received };
  }

  private table(kind: Kind): CountedEndpoints {
    let table = this.tables.get(kind);
    if (table === undefined) this.tables.set(kind, (table = new CountedEndpoints(this.conversations.pairs(kind))));
    return table;
  }
}

function sortValue(table: CountedEndpoints, row: number, sort: EndpointSort): number | string {
  switch (sort) {
    case 'address': return addressOrder(table.party(row));
    case 'port': return table.party(row).port;
    case 'packets': return table.packets(row, 0) + table.packets(row, 1);
    case 'bytes': return table.bytes(row, 0) + table.bytes(row, 1);
    case 'sentPackets': return table.packets(row, 0);
    case 'sentBytes': return table.bytes(row, 0);
    case 'receivedPackets': return table.packets(row, 1);
    case 'receivedBytes': return table.bytes(row, 1);
  }
}
