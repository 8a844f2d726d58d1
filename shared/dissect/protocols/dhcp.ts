// Dynamic Host Configuration Protocol, and the Bootstrap Protocol that it grew from.
import { hexText } from '../../bytes/text';
import { macText } from '../../frame/address';
import type { Layer } from '../layer';
import { protocol } from '../protocol';
import { DHCP_EXAMPLES } from './dhcp-examples';
import { DHCP_FIELDS, type DhcpFields } from './dhcp-fields';
import { DhcpMessage } from './dhcp-message';
import { dissectOptions } from './dhcp-options';
import { takeAscii } from './dns-name';

const COOKIE = 0x63825363;
const PROXY_PORT = 4011;
const HEADER = 236;

export const dhcp = protocol({
  id: 'dhcp', name: 'Dynamic Host Configuration Protocol', column: 'DHCP/BOOTP', spec: 'RFC 2131', tcpdump: 'print-bootp.c',
  over: { 'udp.port': [67, 68, PROXY_PORT] },
  fields: DHCP_FIELDS,
  dissect(p, f) {
    const start = p.at;
    const m = new DhcpMessage(start);
    p.column('BOOTP');
    p.info(() => '');
    const op = p.view.uint8(start);
    bootInfo(p, op);
    lookAhead(p, m);
    if (m.type < 0) p.put(f.bootp, true, -1, 0);
    header(p, f, m);
    if (p.view.uint32(p.at) !== COOKIE) {
      p.take(f.vendor_specific_options, 64);
      return;
    }
    p.read(f.cookie);
    if (p.inTree) p.last.valueText = 'DHCP';
    const ended = dissectOptions(p, f, m, p.view.reportedEnd);
    if (ended && p.left > 0) p.take(f['option.padding'], p.left);
    if (!ended) {
      p.close();
      p.expert(f.end_option_missing, 'error', 'Protocol', 'End option missing');
      p.open();
    }
  },
  examples: DHCP_EXAMPLES,
});

function bootInfo(p: Layer, op: number): void {
  p.view.need(p.at, 3);
  if (op !== 1) {
    p.info(() => (op === 2 ? 'Boot Reply' : `Unknown BOOTP message type (${op})`));
    return;
  }
  const type = p.view.uint8(p.at + 1);
  const length = p.view.uint8(p.at + 2);
  p.view.need(p.at + 28, length);
  if (!p.inRow) return;
  const ethernet = length === 6 && (type === 1 || type === 6);
  const text = ethernet ? macText(p.view.bytes, p.at + 28) : hexText(p.view.bytes, p.at + 28, length);
  p.info(() => `Boot Request from ${text} (${text})`);
}

/** What stands in the options decides how the header and the vendor's option read. */
function lookAhead(p: Layer, m: DhcpMessage): void {
  const view = p.view;
  const end = view.reportedEnd;
  let at = m.start + HEADER;
  if (at + 4 > view.capturedEnd || view.uint32(at) !== COOKIE) return;
  at += 4;
  while (at + 1 < end) {
    const code = view.uint8(at);
    if (code === 255) break;
    if (code === 0) {
      at++;
      continue;
    }
    const length = view.uint8(at + 1);
    if (code === 53 && at + 2 < end) m.type = view.uint8(at + 2);
    if (code === 52 && at + 2 < end) m.overload = view.uint8(at + 2);
    if (code === 60 && length >= 9 && at + 11 <= end) m.pxeClient = isPxeClient(view.bytes, at + 2);
    at += 2 + length;
  }
  if (m.type < 0) return;
  p.column('DHCP');
  const id = view.uint32(m.start + 4);
  const proxy = p.facts.sourcePort === PROXY_PORT || p.facts.destinationPort === PROXY_PORT;
  p.info(() => `${proxy ? 'proxyDHCP' : 'DHCP'} ${m.typeName.padEnd(8)} - Transaction ID 0x${id.toString(16)}`);
}

function isPxeClient(b: Uint8Array, at: number): boolean {
  const word = 'PXEClient';
  for (let i = 0; i < word.length; i++) if (b[at + i] !== word.charCodeAt(i)) return false;
  return true;
}

function header(p: Layer, f: DhcpFields, m: DhcpMessage): void {
  p.read(f.type);
  const hardware = p.read(f['hw.type']);
  const length = p.read(f['hw.len']);
  p.read(f.hops);
  p.read(f.id);
  elapsed(p, f);
  bootFlags(p, f);
  p.read(f['ip.client']);
  p.read(f['ip.your']);
  p.read(f['ip.server']);
  p.read(f['ip.relay']);
  hardwareAddress(p, f, hardware, length);
  if (m.overload === 2 || m.overload === 3) overloaded(p, f.server_name_overloaded_by_dhcp, 'Server name option overloaded by DHCP', 64);
  else hostText(p, f.server, 'Server host name not given', 64);
  if (m.overload === 1 || m.overload === 3) overloaded(p, f.boot_filename_overloaded_by_dhcp, 'Boot file name option overloaded by DHCP', 128);
  else hostText(p, f.file, 'Boot file name not given', 128);
}

/** Some clients write the seconds with the least significant byte first. */
function elapsed(p: Layer, f: DhcpFields): void {
  const value = p.view.uint16(p.at);
  if (value <= 255 || (value & 255) !== 0) {
    p.read(f.secs);
    return;
  }
  p.put(f.secs, value >> 8, p.at, 2);
  p.expert(f.secs_le, 'note', 'Protocol', 'Seconds elapsed appears to be encoded as little-endian');
  p.skip(2);
}

function bootFlags(p: Layer, f: DhcpFields): void {
  const start = p.at;
  const flags = p.read(f.flags);
  if (p.inTree) p.last.append = flags & 0x8000 ? ', Broadcast flag (Broadcast)' : ' (Unicast)';
  p.open();
  p.flags(flags, [f['flags.bc']], start, 2);
  p.peek(f['flags.reserved'], start);
  p.close();
}

function hardwareAddress(p: Layer, f: DhcpFields, type: number, length: number): void {
  const start = p.at;
  p.skip(16);
  if (length === 0 || length > 16) {
    p.label('Client address not given', start, 16);
    p.expert(f.client_address_not_given, 'note', 'Protocol', 'Client address not given');
    return;
  }
  if (!p.emits) return;
  const address = p.view.bytes.subarray(start, start + length);
  if (length === 6 && (type === 1 || type === 6)) p.put(f['hw.mac_addr'], address, start, 6);
  else p.put(f['hw.addr'], address, start, 16);
  if (length < 16) p.put(f['hw.addr_padding'], p.view.bytes.subarray(start + length, start + 16), start + length, 16 - length);
}

function hostText(p: Layer, f: DhcpFields['server'], missing: string, length: number): void {
  const given = p.view.uint8(p.at) !== 0;
  takeAscii(p, f, length);
  if (p.inTree && !given) p.last.text = missing;
}

function overloaded(p: Layer, f: DhcpFields['secs_le'], text: string, length: number): void {
  const start = p.at;
  p.skip(length);
  p.label(text, start, length);
  p.expert(f, 'note', 'Protocol', text);
}
