// The frame itself: what the capture file says of it. Not carried by anything.
import { linktype } from '../../frame/linktype';
import { ENCAPSULATION_NAMES } from './values/encapsulation-names';
import { absoluteTime, bool, int16, none, relativeTime, text, uint32 } from '../field';
import type { Field } from '../field';
import type { FrameContext } from '../frame-context';
import type { Layer } from '../layer';
import { protocol } from '../protocol';
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
  },
  dissect(p, f) {
    if (!p.inTree && !asksFor(p, f)) return;
    const c = p.context;
    const len = p.view.reportedEnd - p.start;
    const caplen = p.view.capturedEnd - p.start;
    if (p.inTree) {
      const node = p.layerNode;
      node.text = `Frame ${c.number}: ${wireText(len)} on wire (${len * 8} bits), ${wireText(caplen)} captured (${caplen * 8} bits)`;
      if (c.hasInterface) node.append = ` on interface ${interfaceName(c)}, id ${c.interfaceId}`;
    }
    if (c.hasInterface) captureInterface(p, f);
    const link = linktype(c.linktype);
    p.put(f.encap_type, link.encapType, -1, 0);
    if (p.inTree) p.last.valueText = `${ENCAPSULATION_NAMES.get(link.encapType) ?? link.description} (${link.encapType})`;
    if (c.time) times(p, f, c.time);
    p.put(f.number, c.number, -1, 0);
    lengthLine(p, f.len, len);
    lengthLine(p, f.cap_len, caplen);
    p.generated(f.marked, c.marked === true);
    p.generated(f.ignored, c.ignored === true);
    if (p.inTree) p.generated(f.protocols, '');
  },
});

type F = typeof frame.fields;

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
  p.put(f.packet_flags_direction, c.packetFlags & 3, -1, 0);
  p.close();
}

function times(p: Layer, f: F, time: TimeNs): void {
  const c = p.context;
  p.put(f.time, time, -1, 0);
  p.generated(f.offset_shift, { seconds: 0, nanos: 0 });
  p.put(f.time_epoch, time, -1, 0);
  p.generated(f.time_delta, timeBetween(c.previousTime ?? time, time));
  p.generated(f.time_delta_displayed, timeBetween(c.previousDisplayedTime ?? time, time));
  p.generated(f.time_relative, timeBetween(c.referenceTime ?? time, time));
  if (c.isReference === true) p.generated(f.ref_time, undefined);
}

function lengthLine(p: Layer, field: Field<number>, length: number): void {
  p.put(field, length, -1, 0);
  if (p.inTree) p.last.valueText = `${wireText(length)} (${length * 8} bits)`;
}

const wireText = (n: number): string => `${n} byte${n === 1 ? '' : 's'}`;
