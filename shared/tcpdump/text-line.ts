// A packet's whole text as tcpdump prints it: number, time, headers, bytes.
import type { DumpState } from './dump-state';
import { hexForm } from './hex-forms';
import { linkPrinter } from './link-types';
import { packetTime } from './packet-times';
import { Printout, Truncated } from './printout';
import type { TextOptions } from './text-options';

/** tcpdump's longest snapshot. */
const MAX_SNAPLEN = 262_144;

export interface DumpedPacket {
  readonly linktype: number;
  readonly seconds: number;
  readonly nanos: number;
  /** Length on the wire. */
  readonly length: number;
  readonly bytes: Uint8Array;
}

export interface PacketText {
  /** One or more lines, without the line feed at the end. */
  readonly text: string;
  /** Protocols for which tcpdump has text and we have not: the text is marked there. */
  readonly missing: readonly string[];
}

/** Packets must come in order: the state remembers what tcpdump remembers. */
export function packetText(packet: DumpedPacket, options: TextOptions, state: DumpState): PacketText {
  state.number++;
  const number = options.number ? `${state.number}`.padStart(5) + '  ' : '';
  const wrong = invalidHeader(packet);
  if (wrong !== '') return { text: number + wrong, missing: [] };
  const front = number + packetTime(packet, options, state);
  const out = new Printout(packet.bytes, options, state);
  out.print(front);
  try {
    linkPrinter(packet.linktype)(out, 0, packet.length);
  } catch (error) {
    if (!(error instanceof Truncated)) throw error;
    out.truncated();
    if (error.atRead) out.linkLength = 0;
  }
  return { text: out.text + hexForm(options.hex, packet.bytes, options.hex.length > 1 ? 0 : out.linkLength), missing: out.missing };
}

function invalidHeader({ length, bytes }: DumpedPacket): string {
  const caplen = bytes.length;
  const wrong = [
    ...(length === 0 ? [' len==0'] : []),
    ...(length > 0 && length < caplen ? [` len(${length}) < caplen(${caplen})`] : []),
    ...(caplen > MAX_SNAPLEN ? [` caplen(${caplen}) > ${MAX_SNAPLEN}`] : []),
    ...(length > MAX_SNAPLEN ? [` len(${length}) > ${MAX_SNAPLEN}`] : []),
  ];
  if (caplen === 0) return `[Invalid header: caplen==0${wrong.map((w) => `,${w}`).join('')}]`;
  return wrong.length === 0 ? '' : `[Invalid header:${wrong.join(',')}]`;
}
