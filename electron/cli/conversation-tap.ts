// `read -z conv,TYPE` and `-z endpoints,TYPE`: who talked with whom, as tshark prints it.
import { timeBetween } from '../../shared/frame/time';
import type { Registry } from '../../shared/dissect/registry';
import { FrameSet, framesUpTo } from '../../shared/session/frame-set';
import type { Session } from '../../shared/session/session';
import { TABLE_KINDS, type TableKind } from '../../shared/statistics/address-layers';
import { ConversationSums } from '../../shared/statistics/conversation-sums';
import { conversationsOf, endpointsOf, type Conversation, type Endpoint } from '../../shared/statistics/conversations';
import type { Party } from '../../shared/statistics/pair-table';
import { displayFilter } from './display-filter';
import type { Output } from './output';
import type { CheckedTapFilter, TapContext, TapSpec } from './taps';

const NAMES: Readonly<Record<TableKind, string>> = { eth: 'Ethernet', ip: 'IPv4', ipv6: 'IPv6', tcp: 'TCP', udp: 'UDP', sctp: 'SCTP' };
const WITH_PORTS: readonly TableKind[] = ['tcp', 'udp', 'sctp'];
const LINE = `${'='.repeat(80)}\n`;
/** Width of an address, and of an address with its port. */
const ADDRESS = 20;
const ADDRESS_PORT = 26;

export const CONVERSATION_TAPS = TABLE_KINDS.map((kind) => tap(kind, 'conv', 'conversations', (counted) => conversationText(counted.session, kind, conversationsOf(counted, kind))));
export const ENDPOINT_TAPS = TABLE_KINDS.map((kind) => tap(kind, 'endpoints', 'endpoints', (counted) => endpointText(kind, endpointsOf(counted, kind))));

interface Table {
  readonly head: string;
  readonly body: string;
}

function tap(kind: TableKind, name: string, what: string, table: (counted: ConversationSums) => Table): TapSpec {
  const title = `${NAMES[kind]} ${what === 'conversations' ? 'Conversations' : 'Endpoints'}`;
  return {
    name: `${name},${kind}`, argument: '[,FILTER]', help: `${NAMES[kind]} ${what}`,
    make(args, registry) {
      const { text, filter } = tapFilter(args, registry);
      return (context: TapContext, out: Output) => {
        const { head, body } = table(counted(context, filter, kind));
        out.write(`${LINE}${title}\nFilter:${text === '' ? '<No Filter>' : text}\n${head}${body}${LINE}`);
      };
    },
  };
}

/** The rest of the arguments is the filter, commas and all. */
export function tapFilter(args: readonly string[], registry: Registry): { readonly text: string; readonly filter: CheckedTapFilter } {
  const text = args.join(',');
  return { text, filter: text === '' ? null : displayFilter(text, registry) };
}

/** null = all frames that there are. */
export function chosenFrames(context: TapContext, filter: CheckedTapFilter): FrameSet | null {
  if (filter !== null) return FrameSet.from(context.framesOf(filter));
  return context.frames < context.session.store.count ? framesUpTo(context.frames) : null;
}

function counted(context: TapContext, filter: CheckedTapFilter, kind: TableKind): ConversationSums {
  const sums = new ConversationSums(context.session, chosenFrames(context, filter), kind === 'eth');
  while (sums.step());
  return sums;
}

function conversationText({ store }: Session, kind: TableKind, rows: readonly Conversation[]): Table {
  const width = WITH_PORTS.includes(kind) ? ADDRESS_PORT : ADDRESS;
  const indent = ' '.repeat(2 * width + 7);
  // As double-precision numbers of seconds, which tshark takes from each other.
  const start = (frame: number): number => secondsBetween(store, 1, frame);
  const counts = (packets: number, bytes: number): string => `${String(packets).padStart(6)} ${sizeText(bytes).padEnd(9)}`;
  const line = ({ a, b, packets, bytes, earliest, latest }: Conversation): string => {
    const all = counts(packets[0] + packets[1], bytes[0] + bytes[1]);
    return `${partyText(a).padEnd(width)} <-> ${partyText(b).padEnd(width)}  ${counts(packets[1], bytes[1])}  ${counts(packets[0], bytes[0])}  ${all}  ${start(earliest).toFixed(9).padStart(14)}   ${(start(latest) - start(earliest)).toFixed(4).padStart(12)}\n`;
  };
  const sorted = rows.toSorted((x, y) => y.packets[0] + y.packets[1] - (x.packets[0] + x.packets[1]));
  return {
    head: `${indent}|       <-      | |       ->      | |     Total     |    Relative    |   Duration   |\n${indent}| Frames  Bytes | | Frames  Bytes | | Frames  Bytes |      Start     |              |\n`,
    body: sorted.map(line).join(''),
  };
}

function endpointText(kind: TableKind, rows: readonly Endpoint[]): Table {
  const hasPorts = WITH_PORTS.includes(kind);
  const number = (value: number, width: number): string => String(value).padStart(width);
  const line = ({ party, sent, received }: Endpoint): string => {
    const port = hasPorts ? `      ${number(party.port, 5)}     ` : '      ';
    const all = `${number(sent.packets + received.packets, 6)}     ${number(sent.bytes + received.bytes, 9)}`;
    return `${party.address.padEnd(ADDRESS)}${port}${all}     ${number(sent.packets, 6)}       ${number(sent.bytes, 9)}      ${number(received.packets, 6)}       ${number(received.bytes, 9)}   \n`;
  };
  const packets = ({ sent, received }: Endpoint): number => sent.packets + received.packets;
  return {
    head: `                       |  ${hasPorts ? 'Port  ||  ' : ''}Packets  | |  Bytes  | | Tx Packets | | Tx Bytes | | Rx Packets | | Rx Bytes |\n`,
    body: rows.toSorted((x, y) => packets(y) - packets(x)).map(line).join(''),
  };
}

function secondsBetween(store: Session['store'], from: number, to: number): number {
  const { seconds, nanos } = timeBetween({ seconds: store.seconds(from), nanos: store.nanos(from) }, { seconds: store.seconds(to), nanos: store.nanos(to) });
  return seconds + nanos / 1e9;
}

function partyText({ address, port }: Party): string {
  return port < 0 ? address : `${address}:${port}`;
}

/** In units of which there are ten at least. */
function sizeText(bytes: number): string {
  const units = ['bytes', 'kB', 'MB', 'GB', 'TB'] as const;
  let unit = 0;
  let size = bytes;
  while (unit < units.length - 1 && size >= 10_000) {
    size = Math.floor(size / 1000);
    unit++;
  }
  return `${size} ${units[unit]!}`;
}
