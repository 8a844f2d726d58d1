// The frame itself: what the capture file says of it. Not carried by anything.
import { linktype } from '../../frame/linktype';
import { ENCAPSULATION_NAMES } from './values/encapsulation-names';
import { absoluteTime, bool, flag, int16, none, relativeTime, text, uint32 } from '../field';
import type { Field } from '../field';
import type { FrameContext } from '../frame-context';
import type { Layer } from '../layer';
import { protocol } from '../protocol';
import { layerLine } from '../seen';
import { timeBetween, type TimeNs } from '../../frame/time';

export const frame = protocol({
  id: 'frame', name: 'Frame', column: '', spec: 'draft-ietf-opsawg-pcapng', over: {},
  fields: {
    section_number: uint32('Section number', { doc: 'Number of the section in the capture file, from 1' }),
    interface_id: uint32('Interface id', { doc: 'Number of the interface in the capture file, from 0' }),
    interface_name: text('Interface name'),
    interface_description: text('Interface description'),
    packet_flags: uint32('Packet flags', { base: 'hex' }),
    packet_flags_direction: uint32('Direction', { base: 'hex', mask: 3, names: { 0: 'Unknown', 1: 'Inbound', 2: 'Outbound' } }),
    packet_flags_reception_type: uint32('Reception type', { mask: 0x1c, names: { 0: 'Not specified', 1: 'Unicast', 2: 'Multicast', 3: 'Broadcast', 4: 'Promiscuous' } }),
    packet_flags_fcs_length: uint32('FCS length', { mask: 0x1e0 }),
    packet_flags_reserved: uint32('Reserved', { mask: 0xfe00 }),
    packet_flags_crc_error: flag('CRC error', 4, 0x1000000),
    packet_flags_packet_too_error: flag('Packet too long error', 4, 0x2000000),
    packet_flags_packet_too_short_error: flag('Packet too short error', 4, 0x4000000),
    packet_flags_wrong_inter_frame_gap_error: flag('Wrong interframe gap error', 4, 0x8000000),
    packet_flags_unaligned_frame_error: flag('Unaligned frame error', 4, 0x10000000),
    packet_flags_start_frame_delimiter_error: flag('Start frame delimiter error', 4, 0x20000000),
    packet_flags_preamble_error: flag('Preamble error', 4, 0x40000000),
    packet_flags_symbol_error: flag('Symbol error', 4, 0x80000000),
    encap_type: int16('Encapsulation type'),
    time: absoluteTime('Arrival Time'),
    offset_shift: relativeTime('Time shift for this packet'),
    time_epoch: relativeTime('Epoch Time'),
    time_delta: relativeTime('Time delta from previous captured frame'),
    time_delta_displayed: relativeTime('Time delta from previous displayed frame'),
    time_relative: relativeTime('Time since reference or first frame'),
    ref_time: none('This is a Time Reference frame'),
    number: uint32('Frame Number'),
    len: uint32('Frame Length'),
    cap_len: uint32('Capture Length'),
    marked: bool('Frame is marked'),
    ignored: bool('Frame is ignored'),
    protocols: text('Protocols in frame'),
    time_invalid: none('Arrival Time: Fractional second out of range (0-1000000000)'),
    len_lt_caplen: none('Frame length is less than captured length', { hidden: true }),
  },
  dissect(p, f) {
    const c = p.context;
    const len = p.frameLength;
    const caplen = p.view.capturedEnd - p.start;
    layerLine(p, 'frame', () => `Frame ${c.number}: ${wireText(len)} on wire (${len * 8} bits), ${wireText(caplen)} captured (${caplen * 8} bits)${c.hasInterface ? ` on interface ${interfaceName(c)}, id ${c.interfaceId}` : ''}`);
    if (!p.inTree && !asksFor(p, f) && len >= caplen && !hasOddFraction(c)) return;
    if (c.hasInterface) captureInterface(p, f);
    const link = linktype(c.linktype);
    p.put(f.encap_type, link.encapType, -1, 0);
    if (p.inTree) p.last.valueText = `${ENCAPSULATION_NAMES.get(link.encapType) ?? link.description} (${link.encapType})`;
    if (c.time) times(p, f, c.time);
    p.put(f.number, c.number, -1, 0);
    lengthLine(p, f.len, len);
    if (len < caplen) p.expert(f.len_lt_caplen, 'error', 'Malformed', 'Frame length is less than captured length');
    lengthLine(p, f.cap_len, caplen);
    p.generated(f.marked, c.marked === true);
    p.generated(f.ignored, c.ignored === true);
    if (p.inTree) p.generated(f.protocols, '');
  },
});

type F = typeof frame.fields;
const SECOND = 1_000_000_000;

/** Whether a match run wants anything of the frame itself: asked once for all frames of a run. */
function asksFor(p: Layer, f: F): boolean {
  if (asked.wanted !== p.wanted) asked = { wanted: p.wanted, any: Object.values(f).some((field) => p.wants(field)) };
  return asked.any;
}
let asked: { readonly wanted: Uint8Array | null; readonly any: boolean } = { wanted: null, any: false };

/** The best that the file has. */
function interfaceName(c: FrameContext): string {
  return c.interfaceName || c.interfaceDescription || 'unknown';
}

function captureInterface(p: Layer, f: F): void {
  const c = p.context;
  if (c.sectionNumber !== undefined) p.put(f.section_number, c.sectionNumber, -1, 0);
  p.put(f.interface_id, c.interfaceId, -1, 0);
  if (p.inTree) p.last.append = ` (${interfaceName(c)})`;
  p.open();
  p.put(f.interface_name, interfaceName(c), -1, 0);
  if (c.interfaceDescription !== '') p.put(f.interface_description, c.interfaceDescription, -1, 0);
  p.close();
  if (c.packetFlags < 0) return;
  p.put(f.packet_flags, c.packetFlags, -1, 0);
  p.open();
  for (const field of [f.packet_flags_direction, f.packet_flags_reception_type, f.packet_flags_fcs_length, f.packet_flags_reserved]) p.put(field, (c.packetFlags & field.mask) >>> field.shift, -1, 0);
  const errors = [f.packet_flags_crc_error, f.packet_flags_packet_too_error, f.packet_flags_packet_too_short_error, f.packet_flags_wrong_inter_frame_gap_error, f.packet_flags_unaligned_frame_error, f.packet_flags_start_frame_delimiter_error, f.packet_flags_preamble_error, f.packet_flags_symbol_error];
  p.flags(c.packetFlags, errors, -1, 0);
  p.close();
}

function times(p: Layer, f: F, time: TimeNs): void {
  const c = p.context;
  p.put(f.time, time, -1, 0);
  if (hasOddFraction(c)) invalidFraction(p, f, time.nanos);
  p.generated(f.offset_shift, { seconds: 0, nanos: 0 });
  p.put(f.time_epoch, time, -1, 0);
  p.generated(f.time_delta, timeBetween(c.previousTime ?? time, time));
  p.generated(f.time_delta_displayed, timeBetween(c.previousDisplayedTime ?? time, time));
  p.generated(f.time_relative, timeBetween(c.referenceTime ?? time, time));
  if (c.isReference === true) p.generated(f.ref_time, undefined);
}

const hasOddFraction = ({ time }: FrameContext): boolean => time !== null && (time.nanos < 0 || time.nanos > SECOND);

function invalidFraction(p: Layer, f: F, nanos: number): void {
  const line = p.last;
  p.last = p.layerNode;
  const fraction = nanos < 0 ? `-${String(-nanos).padStart(8, '0')}` : String(nanos);
  p.expert(f.time_invalid, 'note', 'Sequence', `Arrival Time: Fractional second ${fraction} is invalid, the valid range is 0-${SECOND}`);
  p.last = line;
}

function lengthLine(p: Layer, field: Field<number>, length: number): void {
  p.put(field, length, -1, 0);
  if (p.inTree) p.last.valueText = `${wireText(length)} (${length * 8} bits)`;
}

const wireText = (n: number): string => `${n} byte${n === 1 ? '' : 's'}`;
