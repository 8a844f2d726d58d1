// `-z flow,NAME,network|standard[,FILTER]`: who sends what to whom, as a flow graph in text.
import type { DissectOptions } from '../../shared/dissect/frame-context';
import { SEGMENT_LENGTH_UNKNOWN } from '../../shared/dissect/frame-facts';
import { planColumns, valuesOf } from '../../shared/session/frame-view';
import type { Seen } from '../../shared/dissect/seen';
import type { Session } from '../../shared/session/session';
import { displayFilter } from './display-filter';
import { flowText, type FlowItem } from './flow-text';
import { UsageError } from './options';
import type { TapSpec } from './taps';
import { zoneMinutes } from '../engine/zone';

const NAMES = ['any', 'icmp', 'icmpv6', 'tcp'] as const;
type FlowName = (typeof NAMES)[number];
const FLAG_NAMES = ['FIN', 'SYN', 'RST', 'PSH', 'ACK', 'URG', 'ECE', 'CWR', 'AE'];
const ACK = 0x10;
/** A segment whose header cannot be read to its end is none of a graph of segments. */
const MALFORMED = '[Malformed Packet';
const RESERVED = 0xe00;
/** What the list says of a frame without addresses. */
const NO_ADDRESS = 'N/A';
/** Echo request and reply. */
const ECHO: Readonly<Record<'icmp' | 'icmpv6', readonly string[]>> = { icmp: ['8', '0'], icmpv6: ['128', '129'] };

export const FLOW_TAP: TapSpec = {
  name: 'flow',
  argument: ',NAME,network|standard[,FILTER]',
  help: `flow graph of ${NAMES.join(', ')}; network: of all addresses, standard: of those of the network layer only`,
  make([name, addresses, ...filter], registry) {
    if (!isName(name)) throw new UsageError(`-z flow,${name ?? ''}: one of ${NAMES.join(', ')}`);
    if (addresses !== 'network' && addresses !== 'standard') throw new UsageError(`-z flow,${name},${addresses ?? ''}: network or standard`);
    const checked = displayFilter(filter.join(','), registry);
    return (context, out) => {
      const { session, dissect } = context;
      const itemOf = flowItems(session, name, addresses === 'network', dissect);
      const items: FlowItem[] = [];
      for (const frame of context.framesOf(checked)) {
        const item = itemOf(frame);
        if (item !== null) items.push(item);
      }
      for (const line of flowText(items)) out.write(line);
    };
  },
};

const isName = (text: string | undefined): text is FlowName => NAMES.some((name) => name === text);

/** What a frame adds to the graph; null = nothing. */
function flowItems(session: Session, name: FlowName, isAny: boolean, dissect: DissectOptions): (frame: number) => FlowItem | null {
  const columns = ['time', 'source', 'destination', 'protocol', 'info'];
  const fields = [...NETWORK_FIELDS.flat(), ...PORT_FIELDS, 'tcp.len', 'icmp.type', 'icmp.code', 'icmpv6.type', 'icmpv6.code'];
  const plan = planColumns(session.registry, [...columns, ...fields]);
  const time = { format: 'relative', digits: -1, zoneMinutes } as const;
  return (frame) => {
    if (name === 'tcp' && session.store.flow(frame) < 0) return null;
    const [at = '', source = '', destination = '', protocol = '', info = ''] = session.view.cells(frame, session.frame(frame), plan, time, dissect);
    const values = (field: string): string[] => valuesOf(session.view.seen, field);
    if (name === 'tcp' && (values('tcp.len').length === 0 || (protocol === 'TCP' && info.includes(MALFORMED)))) return null;
    const [from, to] = isAny ? [source, destination] : networkEnds(values);
    if (from === '' || to === '' || from === NO_ADDRESS || to === NO_ADDRESS) return null;
    const type = name === 'icmp' || name === 'icmpv6' ? name : null;
    if (type !== null && !ECHO[type].includes(values(`${type}.type`)[0] ?? '')) return null;
    const ends = { time: at, from, to, ...(type === null ? lastPorts(session.view.seen) : typePorts(values(`${type}.type`), values(`${type}.code`))) };
    return name === 'tcp' ? { ...ends, ...tcpWords(session, frame, dissect) } : { ...ends, label: info, comment: `${protocol}: ${info}`, conversation: 0 };
  };
}

const NETWORK_FIELDS = [['ip.src', 'ip.dst'], ['ipv6.src', 'ipv6.dst']] as const;

/** The addresses of the innermost network layer. */
function networkEnds(values: (field: string) => string[]): readonly [string, string] {
  for (const [source, destination] of NETWORK_FIELDS) {
    const [from, to] = [values(source).at(-1), values(destination).at(-1)];
    if (from !== undefined && to !== undefined) return [from, to];
  }
  return ['', ''];
}

/** Type and code of ICMP stand where others have the destination's port. */
function typePorts([type]: readonly string[], [code]: readonly string[]): { fromPort: number; toPort: number } {
  return { fromPort: 0, toPort: Number(type) * 256 + Number(code ?? 0) };
}

const PORT_FIELDS = ['tcp', 'udp', 'udplite', 'sctp', 'dccp'].flatMap((protocol) => [`${protocol}.srcport`, `${protocol}.dstport`]);

/** Of the last transport header, also of one that an ICMP error quotes. */
function lastPorts(seen: readonly Seen[]): { fromPort: number; toPort: number } {
  const last = (ending: string): number => Number(seen.findLast(({ field }) => PORT_FIELDS.includes(field.name) && field.name.endsWith(ending))?.value ?? 0);
  return { fromPort: last('.srcport'), toPort: last('.dstport') };
}

function tcpWords({ store }: Session, frame: number, { relativeSequence }: DissectOptions): Pick<FlowItem, 'label' | 'comment' | 'conversation'> {
  const flow = store.flow(frame);
  const flags = store.flags(frame);
  const [stream, direction] = [flow >> 1, flow & 1];
  const base = (of: number): number => (relativeSequence ? Math.max(0, store.streams.base(stream, of, frame)) : 0);
  const sequence = (store.sequence(frame) - base(direction)) >>> 0;
  const acknowledgment = (store.acknowledgment(frame) - base(1 - direction)) >>> 0;
  // In the first fragment of a datagram nobody knows how long the segment is.
  const length = (flags & SEGMENT_LENGTH_UNKNOWN) !== 0 ? 0 : store.payload(frame);
  const names = [...FLAG_NAMES.filter((_, bit) => ((flags >> bit) & 1) !== 0), ...((flags & RESERVED) === 0 ? [] : ['Reserved'])].join(', ') || '<None>';
  return {
    label: length > 0 ? `${names} - Len: ${length}` : names,
    comment: (flags & ACK) !== 0 ? `Seq = ${sequence} Ack = ${acknowledgment}` : `Seq = ${sequence}`,
    conversation: store.streams.number(stream),
  };
}
