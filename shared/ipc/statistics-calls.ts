// Calls for statistics of the open capture: part of the contract. All count the frames that are displayed.
import * as v from 'valibot';
import { call, nothing } from './call';

/** `all`: TCP and UDP; `ip`: IPv4 and IPv6. */
export const CONVERSATION_KINDS = ['all', 'tcp', 'udp', 'ip', 'eth'] as const;
export type ConversationKind = (typeof CONVERSATION_KINDS)[number];
export const CONVERSATION_SORTS = ['stream', 'client', 'server', 'protocol', 'packets', 'bytes', 'start', 'duration', 'rate', 'again', 'rtt', 'flags', 'close'] as const;
export type ConversationSort = (typeof CONVERSATION_SORTS)[number];
export const ENDPOINT_SORTS = ['address', 'port', 'packets', 'bytes', 'sentPackets', 'sentBytes', 'receivedPackets', 'receivedBytes'] as const;
export type EndpointSort = (typeof ENDPOINT_SORTS)[number];

/** How a conversation ended, as far as the flags of its segments say; '' = not TCP. */
export type ConversationClose = '' | 'finBoth' | 'finClient' | 'finServer' | 'resetClient' | 'resetServer' | 'noAnswer' | 'halfOpen' | 'open';

/** Pairs of numbers: of the client, of the server. Client is who opened it, or else who sent first. */
export interface ConversationRow {
  readonly key: string;
  readonly kind: 'tcp' | 'udp' | 'ip' | 'ipv6' | 'eth';
  /** tcp.stream or udp.stream, -1 = none. */
  readonly stream: number;
  /** Its first displayed frame. */
  readonly frame: number;
  readonly ends: readonly [client: string, server: string];
  /** -1 = none. */
  readonly ports: readonly [client: number, server: number];
  /** Topmost protocol, as the Protocol column calls it; '' = not known. */
  readonly protocol: string;
  readonly packets: readonly [client: number, server: number];
  readonly bytes: readonly [client: number, server: number];
  /** Seconds since the first frame of the capture; seconds. */
  readonly start: number;
  readonly duration: number;
  /** Segments that were sent again; -1 = not TCP. */
  readonly again: number;
  /** Seconds; -1 = not known. */
  readonly rtt: number;
  /** TCP flags that were seen. */
  readonly flags: readonly [client: number, server: number];
  readonly close: ConversationClose;
  /** Octets in each part of the time from `from` to `to` of the page, and parts in which something was sent again. */
  readonly activity: readonly number[];
  readonly marks: readonly number[];
}

export interface ConversationPage {
  readonly first: number;
  readonly rows: readonly ConversationRow[];
  readonly total: number;
  /** How many there are of each kind; -1 = not counted. */
  readonly counts: Readonly<Record<ConversationKind, number>>;
  /** Frames that were counted. */
  readonly frames: number;
  /** Seconds between which the displayed frames lie. */
  readonly from: number;
  readonly to: number;
}

export interface EndpointRow {
  readonly key: string;
  readonly address: string;
  /** -1 = none. */
  readonly port: number;
  readonly sent: { readonly packets: number; readonly bytes: number };
  readonly received: { readonly packets: number; readonly bytes: number };
}

export interface EndpointPage {
  readonly first: number;
  readonly rows: readonly EndpointRow[];
  readonly total: number;
  readonly counts: Readonly<Record<ConversationKind, number>>;
}

/** Octets of all frames, whatever is displayed, in parts of equal time. */
export interface Traffic {
  /** What is told of, and between which times there are frames: seconds since the first frame. */
  readonly from: number;
  readonly to: number;
  readonly whole: { readonly from: number; readonly to: number };
  readonly bytes: readonly number[];
  /** Segments that were sent again. */
  readonly again: readonly number[];
}

/** One protocol inside others, depth first. */
export interface HierarchyRow {
  readonly depth: number;
  /** Name of the field that it is filtered by. */
  readonly protocol: string;
  readonly label: string;
  readonly frames: number;
  readonly bytes: number;
  /** Frames in which nothing is inside it. */
  readonly endFrames: number;
  readonly endBytes: number;
}

/** What was looked at so far: who wants the rest asks again. */
interface Looked {
  readonly examined: number;
  readonly total: number;
}

export interface Hierarchy extends Looked {
  /** All frames that were counted, and their octets. */
  readonly frames: number;
  readonly bytes: number;
  readonly rows: readonly HierarchyRow[];
}

export interface ExpertRow {
  readonly severity: 'error' | 'warn' | 'note' | 'chat' | 'comment';
  readonly group: string;
  readonly protocol: string;
  readonly summary: string;
  readonly count: number;
  /** The first frame that has it. */
  readonly frame: number;
}

export interface ExpertList extends Looked {
  /** Worst first, then by count. */
  readonly rows: readonly ExpertRow[];
}

/** The frames of a range of lengths, `first` to `last` octets (-1 = no end). */
export interface LengthRow {
  readonly first: number;
  readonly last: number;
  readonly frames: number;
  /** Octets; they mean nothing where there are no frames. */
  readonly bytes: number;
  readonly average: number;
  readonly least: number;
  readonly most: number;
  /** Frames in a second, over the time of all. */
  readonly rate: number;
  /** Frames in a second in the busiest tenth of a second, and when that began: seconds since the first frame of the capture. */
  readonly burst: number;
  readonly burstAt: number;
}

export interface Lengths extends Looked {
  readonly all: LengthRow;
  readonly rows: readonly LengthRow[];
}

const place = { first: v.pipe(v.number(), v.integer(), v.minValue(0)), count: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(500)) };
const kind = v.picklist(CONVERSATION_KINDS);
const conversationOrder = { kind, sort: v.picklist(CONVERSATION_SORTS), descending: v.boolean() };
const endpointOrder = { kind: v.picklist(['tcp', 'udp', 'ip', 'eth']), sort: v.picklist(ENDPOINT_SORTS), descending: v.boolean() };

export const STATISTICS_CALLS = {
  /** A page of the table of conversations. */
  'statistics.conversations': call<ConversationPage>()(v.strictObject({ ...conversationOrder, ...place })),
  'statistics.endpoints': call<EndpointPage>()(v.strictObject({ ...endpointOrder, ...place })),
  /** The whole table, as comma-separated values. */
  'statistics.conversationsCsv': call<{ text: string }>()(v.strictObject(conversationOrder)),
  'statistics.endpointsCsv': call<{ text: string }>()(v.strictObject(endpointOrder)),
  /** Which protocols the displayed frames have inside which. Answers soon, with what it has by then. */
  'statistics.hierarchy': call<Hierarchy>()(nothing),
  /** What expert information the displayed frames have. Answers soon, with what it has by then. */
  'statistics.expert': call<ExpertList>()(nothing),
  /** How long the displayed frames are. Answers soon, with what it has by then. */
  'statistics.lengths': call<Lengths>()(nothing),
  /** One of these three tables, whole, as comma-separated values. */
  'statistics.frameTableCsv': call<{ text: string }>()(v.strictObject({ table: v.picklist(['hierarchy', 'expert', 'lengths']) })),
  /** @param stretch of time, not all */
  'statistics.traffic': call<Traffic>()(v.strictObject({ parts: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(2000)), stretch: v.optional(v.strictObject({ from: v.pipe(v.number(), v.finite()), to: v.pipe(v.number(), v.finite()) })) })),
} as const;
