// The table of endpoints as the window shows it: in any order, a page at a time.
import type { ConversationKind, EndpointPage, EndpointRow, EndpointSort } from '../ipc/statistics-calls';
import { addressOrder, type ConversationList } from './conversation-list';
import { endpointsOf, type Endpoint } from './conversations';
import { orderOf } from './order';

type Kind = Exclude<ConversationKind, 'all'>;

export class EndpointList {
  private readonly tables = new Map<Kind, readonly Endpoint[]>();

  constructor(private readonly conversations: ConversationList) {}

  counts(hasAddresses: boolean): Record<Kind, number> {
    const count = (kind: Kind): number => this.table(kind).length;
    return { tcp: count('tcp'), udp: count('udp'), ip: count('ip'), eth: hasAddresses ? count('eth') : -1 };
  }

  page(kind: Kind, sort: EndpointSort, descending: boolean, first: number, count: number): Omit<EndpointPage, 'counts'> {
    const endpoints = orderOf(this.table(kind), (endpoint) => sortValue(endpoint, sort), descending);
    return { first, rows: endpoints.slice(first, first + count).map(rowOf), total: endpoints.length };
  }

  rows(kind: Kind, sort: EndpointSort, descending: boolean): EndpointRow[] {
    return orderOf(this.table(kind), (endpoint) => sortValue(endpoint, sort), descending).map(rowOf);
  }

  private table(kind: Kind): readonly Endpoint[] {
    let table = this.tables.get(kind);
    if (table === undefined) this.tables.set(kind, (table = endpointsOf(this.conversations.conversations(kind))));
    return table;
  }
}

function rowOf({ party, sent, received }: Endpoint): EndpointRow {
  return { key: `${party.address} ${party.port}`, address: party.address, port: party.port, sent, received };
}

function sortValue({ party, sent, received }: Endpoint, sort: EndpointSort): number | string {
  switch (sort) {
    case 'address': return addressOrder(party);
    case 'port': return party.port;
    case 'packets': return sent.packets + received.packets;
    case 'bytes': return sent.bytes + received.bytes;
    case 'sentPackets': return sent.packets;
    case 'sentBytes': return sent.bytes;
    case 'receivedPackets': return received.packets;
    case 'receivedBytes': return received.bytes;
  }
}
