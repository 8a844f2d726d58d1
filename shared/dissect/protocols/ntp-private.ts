// NTP private messages, mode 7: what ntpdc asks for.
import { ipv4BytesText } from '../../frame/address';
import type { Field } from '../field';
import type { Layer } from '../layer';
import { pair } from './ntp-exchange';
import type { NtpFields } from './ntp-fields';
import { DIRECTIONS, MODES, REQUEST_CODES, VERSIONS } from './values/ntp-names';

const MON_GETLIST = 20;
const MON_GETLIST_1 = 42;

export function dissectPrivate(p: Layer, f: NtpFields): void {
  const start = p.at;
  const first = p.view.uint8(start);
  const response = (first & 0x80) !== 0;
  flagLines(p, f, first);
  p.read(f['priv.auth_seq']);
  p.open();
  p.peek(f['priv.auth'], start + 1);
  p.peek(f['priv.seq'], start + 1);
  p.close();
  p.read(f['priv.impl']);
  const request = p.read(f['priv.reqcode']);
  const name = REQUEST_CODES[request] ?? 'Unknown';
  p.appendInfo(() => `, ${DIRECTIONS[first >> 7]}, ${name}`);
  pair(p, f, response ? 'response' : 'request', request);
  const count = counted(p, f['priv.err'], f['priv.numitems']);
  const size = counted(p, f['priv.reserved'], f['priv.itemsize']);
  if (response && size > 0) for (let i = 0; i < count && p.left > 0; i++) item(p, f, request, name, size);
  p.at = p.view.capturedEnd;
}

function flagLines(p: Layer, f: NtpFields, first: number): void {
  const start = p.at;
  p.read(f.flags);
  if (p.inTree) p.last.append = `, Response bit: ${DIRECTIONS[first >> 7]}, Version number: ${VERSIONS[(first >> 3) & 7]}, Mode: ${MODES[first & 7]}`;
  p.open();
  for (const field of [f['priv.flags.r'], f['priv.flags.more'], f['flags.vn'], f['flags.mode']]) p.peek(field, start);
  p.close();
}

/** Four bits of one thing and twelve of another. */
function counted(p: Layer, high: Field<number>, low: Field<number>): number {
  const at = p.at;
  const value = p.peek(high, at);
  if (p.inTree) p.last.valueText = `${high.nameOf(value) === undefined ? '' : `${high.nameOf(value)} (`}0x${value.toString(16).padStart(2, '0')}${high.nameOf(value) === undefined ? '' : ')'}`;
  const count = p.read(low);
  if (p.inTree) {
    const bits = count.toString(2).padStart(12, '0');
    p.last.text = `.... ${bits.slice(0, 4)}  ${bits.slice(4, 8)} ${bits.slice(8)} = ${low.label}: ${count}`;
  }
  return count;
}

function item(p: Layer, f: NtpFields, request: number, name: string, size: number): void {
  const start = p.at;
  p.view.need(start, size);
  const monitor = request === MON_GETLIST || request === MON_GETLIST_1;
  p.put(f['priv.mode7.item'], '', start, size);
  if (p.inTree) p.last.text = monitor && size >= 30 ? monitorText(p, start, request) : `${name} Item`;
  p.open();
  if (monitor) monitorItem(p, f, request, start + size);
  else for (const key of ITEMS[request] ?? []) if (!itemField(p, f, key, start + size)) break;
  p.close();
  p.at = start + size;
}

function monitorText(p: Layer, start: number, request: number): string {
  const portAt = start + (request === MON_GETLIST_1 ? 28 : 24);
  return `Monlist item: address: ${ipv4BytesText(p.view.bytes, start + 16)}:${p.view.uint16(portAt)}`;
}

/** MON_GETLIST lacks the local address. */
function monitorItem(p: Layer, f: NtpFields, request: number, end: number): void {
  const fields: Field<number>[] = [f['priv.monlist.avgint'], f['priv.monlist.lsint'], f['priv.monlist.restr'], f['priv.monlist.count'], f['priv.monlist.remote_address']];
  if (request === MON_GETLIST_1) fields.push(f['priv.monlist.local_address']);
  fields.push(f['priv.monlist.flags'], f['priv.monlist.port'], f['priv.monlist.mode'], f['priv.monlist.version'], f['priv.monlist.ipv6'], f['priv.monlist.unused']);
  let six = 0;
  for (const field of fields) {
    if (p.at + field.width > end) return;
    const value = p.read(field);
    if (field === f['priv.monlist.ipv6']) six = value;
  }
  if (six === 0) return;
  if (p.at + 16 <= end) p.take(f['priv.monlist.addr6']);
  if (p.at + 16 <= end) p.take(f['priv.monlist.daddr6']);
}

/** False when the item has no room for it. */
function itemField(p: Layer, f: NtpFields, key: keyof NtpFields, end: number): boolean {
  const field = f[key];
  const width = field.type === 'bytes' ? 4 : field.width;
  if (p.at + width > end) return false;
  switch (field.type) {
    case 'bytes':
    case 'ipv6': p.take(field as Field<Uint8Array>, width); break;
    case 'uint64':
    case 'int64': p.read64(field as Field<bigint>); break;
    default: p.read(field as Field<number>);
  }
  if (key === 'priv.mode7.peer.flags') peerFlags(p, f);
  return true;
}

function peerFlags(p: Layer, f: NtpFields): void {
  const at = p.at - 1;
  const flags = p.view.uint8(at);
  const bits = [
    f['priv.mode7.peer.flags.config'], f['priv.mode7.peer.flags.syspeer'], f['priv.mode7.peer.flags.burst'], f['priv.mode7.peer.flags.refclock'],
    f['priv.mode7.peer.flags.prefer'], f['priv.mode7.peer.flags.authenable'], f['priv.mode7.peer.flags.sel_candidate'], f['priv.mode7.peer.flags.shortlist'],
  ];
  if (p.inTree) p.last.append = bits.filter((bit) => (flags & bit.mask) !== 0).map((bit) => `, ${bit.label}`).join('');
  p.open();
  p.flags(flags, bits, at, 1);
  p.close();
}

/** What the items of an answer consist of, as far as they are laid out here. */
const ITEMS: Readonly<Record<number, readonly (keyof NtpFields)[]>> = {
  0: ['priv.mode7.address', 'priv.mode7.port', 'priv.mode7.hmode', 'priv.mode7.peer.flags', 'priv.mode7.ipv6_flag', 'priv.mode7.unused', 'priv.mode7.address6'],
  1: [
    'priv.mode7.dstaddress', 'priv.mode7.srcaddress', 'priv.mode7.srcport', 'stratum', 'priv.mode7.hpoll', 'ppoll', 'priv.mode7.reach', 'priv.mode7.peer.flags',
    'priv.mode7.hmode', 'priv.mode7.delay', 'priv.mode7.offset', 'priv.mode7.dispersion', 'priv.mode7.ipv6_flag', 'priv.mode7.unused',
    'priv.mode7.dstaddress6', 'priv.mode7.srcaddress6',
  ],
  8: ['priv.mode7.last_offset', 'priv.mode7.drift_comp', 'priv.mode7.compliance', 'priv.mode7.watchdog_timer'],
  28: [
    'priv.mode7.timereset', 'priv.mode7.numkeys', 'priv.mode7.numfreekeys', 'priv.mode7.keylookups', 'priv.mode7.keynotfound',
    'priv.mode7.encryptions', 'priv.mode7.decryptions', 'priv.mode7.expired', 'priv.mode7.keyuncached',
  ],
  38: [
    'priv.mode7.kernel_offset', 'priv.mode7.freq', 'priv.mode7.maxerror', 'priv.mode7.esterror', 'priv.mode7.status', 'priv.mode7.shift',
    'priv.mode7.constant', 'priv.mode7.precision', 'priv.mode7.tolerance', 'priv.mode7.ppsfreq', 'priv.mode7.jitter', 'priv.mode7.stabil',
    'priv.mode7.jitcnt', 'priv.mode7.calcnt', 'priv.mode7.errcnt', 'priv.mode7.stbcnt',
  ],
};
