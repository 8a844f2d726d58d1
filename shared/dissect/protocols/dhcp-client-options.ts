// DHCP options by which a client says who and what it is.
import { MALFORMED } from '../../bytes/byte-view';
import { hexText } from '../../bytes/text';
import { macText } from '../../frame/address';
import type { Field } from '../field';
import { visible } from '../field-text';
import type { Layer } from '../layer';
import type { DhcpFields } from './dhcp-fields';
import type { DhcpMessage } from './dhcp-message';
import { complain } from './dhcp-suboptions';
import { asciiText, DnsMessage, takeAscii } from './dns-name';
import { enterpriseText } from './values/enterprise-names';

/** RFC 2132 section 9.14, RFC 4361. */
export function clientIdentifier(p: Layer, f: DhcpFields, _m: DhcpMessage, end: number): void {
  const length = end - p.at;
  const type = p.view.uint8(p.at);
  if (length === 7 && type > 0 && type < 48) hardwareIdentifier(p, f);
  else if (length === 17 && type === 0) guid(p, f);
  else if (type === 255) uniqueIdentifier(p, f, end);
  else if (type === 0 && length > 1) {
    p.read(f['client_id.type']);
    takeAscii(p, f['client_id.undef'], length - 1);
  }
}

function hardwareIdentifier(p: Layer, f: DhcpFields): void {
  const type = p.read(f['hw.type']);
  const at = p.at;
  if (type === 1 || type === 6) p.take(f['hw.mac_addr']);
  else p.take(f['hw.addr'], 6);
  p.at = at + 6;
}

/** A GUID as Microsoft writes it: its first three parts have the least significant byte first. */
function guid(p: Layer, f: DhcpFields): void {
  const at = p.at + 1;
  p.view.need(at, 16);
  if (!p.emits) return;
  const b = p.view.bytes;
  const order = [3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15];
  p.put(f['client_id.uuid'], Uint8Array.from(order, (i) => b[at + i]!), at, 16);
}

function hexField(p: Layer, f: Field<string>, start: number, length: number): void {
  p.view.need(start, length);
  if (p.emits) p.put(f, hexText(p.view.bytes, start, length), start, length);
}

/** IAID and DUID. */
function uniqueIdentifier(p: Layer, f: DhcpFields, end: number): void {
  p.skip(1);
  hexField(p, f['client_id.iaid'], p.at, 4);
  p.skip(4);
  const type = p.read(f['client_id.duid_type']);
  if (type === 1) {
    const hardware = p.read(f['client_id.duid_llt_hw_type']);
    p.read(f['client_id.time']);
    linkAddress(p, f, hardware, end);
  } else if (type === 2) {
    const enterprise = p.read(f['client_id.enterprise_num']);
    if (p.inTree) p.last.valueText = enterpriseText(enterprise);
    if (p.at < end) p.take(f.client_id, end - p.at);
  } else if (type === 3) linkAddress(p, f, p.read(f['client_id.duid_ll_hw_type']), end);
}

function linkAddress(p: Layer, f: DhcpFields, hardware: number, end: number): void {
  const length = end - p.at;
  if (length <= 0) return;
  p.view.need(p.at, length);
  if (!p.emits) return;
  const ethernet = length === 6 && (hardware === 1 || hardware === 6);
  p.put(f['client_id.link_layer_address'], ethernet ? macText(p.view.bytes, p.at) : hexText(p.view.bytes, p.at, length), p.at, length);
}

/** RFC 3004; some clients write one plain text. */
export function userClass(p: Layer, f: DhcpFields, _m: DhcpMessage, end: number): void {
  if (end - p.at < 2) {
    complain(p, f.bad_length, "length isn't >= 2");
    return;
  }
  if (p.view.uint8(p.at) >= end - p.at) {
    takeAscii(p, f['option.user_class.text'], end - p.at);
    p.expert(f['option.nonstd_data'], 'note', 'Protocol', 'Non standard compliant option data');
    return;
  }
  for (let index = 0; p.at < end; index++) {
    const length = p.view.uint8(p.at);
    p.put(f['option.user_class'], index, p.at, 1 + length);
    if (p.inTree) p.last.valueText = `[${index}]`;
    p.open();
    p.read(f['option.user_class.length']);
    if (length === 0) {
      p.expert(f.bad_length, 'error', 'Protocol', `UC_Len_${index} isn't >= 1 (UC_Len_${index} = 0)`);
      p.close();
      return;
    }
    if (p.at + length <= end) p.take(f['option.user_class.data'], length);
    else p.at = end;
    p.close();
  }
}

/** RFC 4702. */
export function clientName(p: Layer, f: DhcpFields, _m: DhcpMessage, end: number): void {
  if (end - p.at < 3) {
    complain(p, f.bad_length, "length isn't >= 3");
    return;
  }
  const start = p.at;
  const flags = p.read(f['fqdn.flags']);
  const bits = [f['fqdn.n'], f['fqdn.e'], f['fqdn.o'], f['fqdn.s']];
  if (p.inTree) p.last.append = bits.filter((bit) => (flags & bit.mask) !== 0).map((bit) => `, ${bit.label}`).join('');
  p.open();
  p.peek(f['fqdn.mbz'], start);
  p.flags(flags, bits, start, 1);
  p.close();
  p.read(f['fqdn.rcode1']);
  p.read(f['fqdn.rcode2']);
  const length = end - p.at;
  if (length === 0) return;
  if ((flags & 4) === 0) {
    takeAscii(p, f['fqdn.name'], length);
    return;
  }
  const names = new DnsMessage('dns', p.at);
  putPartialName(p, f['fqdn.name'], names, end);
}

/** RFC 4702 section 2.3.1: a partial name ends where the option ends, without a root label. */
function putPartialName(p: Layer, f: Field<string>, names: DnsMessage, end: number): void {
  const start = p.at;
  let at = start;
  while (at < end && p.view.uint8(at) !== 0 && p.view.uint8(at) < 64) at += 1 + p.view.uint8(at);
  if (at !== end) {
    names.read(p, start);
    p.put(f, names.name, start, end - start);
    return;
  }
  if (!p.emits) return;
  let text = '';
  for (at = start; at < end; at += 1 + p.view.uint8(at)) text += (text === '' ? '' : '.') + visible(asciiText(p.view.bytes, at + 1, p.view.uint8(at)));
  p.put(f, text, start, end - start);
}

/** RFC 4578. */
export function networkInterface(p: Layer, f: DhcpFields, _m: DhcpMessage, end: number): void {
  if (p.view.uint8(p.at) !== 1) return;
  if (end - p.at < 3) throw MALFORMED;
  p.skip(1);
  p.read(f.client_network_id_major);
  p.read(f.client_network_id_minor);
}

export function machineIdentifier(p: Layer, f: DhcpFields, _m: DhcpMessage, end: number): void {
  if (end - p.at === 17 && p.view.uint8(p.at) === 0) guid(p, f);
}
