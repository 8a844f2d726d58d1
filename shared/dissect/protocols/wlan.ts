// IEEE 802.11 wireless LAN: control, data and management frames.
import { macText } from '../../frame/address';
import type { Field } from '../field';
import { AddressKind } from '../frame-facts';
import type { Layer } from '../layer';
import { protocol } from '../protocol';
import { layerLine } from '../seen';
import { CHECKSUM_STATUS } from './values/checksum-status';
import { WLAN_FRAME_NAMES } from './values/wlan-names';
import { WLAN_FIELDS } from './wlan-fields';
import { management } from './wlan-management';

const MANAGEMENT = 0;
const CONTROL = 1;
const DATA = 2;
const MORE_FRAGMENTS = 0x04;
const PROTECTED = 0x40;
const SNAP = 0xaaaa03;
const RETRY = 0x08;
const ORDER = 0x80;
const CAPWAP = 'capwap.data';

export const wlan = protocol({
  id: 'wlan', name: 'IEEE 802.11 wireless LAN', column: '802.11', spec: 'IEEE 802.11', tcpdump: 'print-802_11.c',
  over: { linktype: [105] },
  fields: WLAN_FIELDS,
  dissect(p, f) {
    p.addresses(AddressKind.None, 0, 0);
    p.info(() => '');
    const h = header(p, f);
    if (h === null) return;
    const fcs = p.carrier === 'wlan_radio' && p.handed.includes('fcs') ? 4 : 0;
    layerLine(p, 'wlan', () => `IEEE 802.11 ${h.name}, Flags: ${flagText(h.flags, fcs)}`);
    const sayCheck = checkSequence(p, f, fcs);
    if (h.type === DATA || h.type === MANAGEMENT) return addressed(p, f, h, fcs, sayCheck);
    if (h.type === CONTROL) control(p, f, h, fcs);
    else extension(p, f, h, fcs);
    sayCheck();
  },
  examples: [
    {
      what: 'acknowledgement', hex: 'd4000000 000d93823636', info: 'Acknowledgement, Flags=........',
      fields: { 'wlan.fc.type_subtype': '0x001d', 'wlan.fc': '0xd400', 'wlan.fc.type': '1', 'wlan.fc.subtype': '13', 'wlan.ra': '00:0d:93:82:36:36', 'wlan.duration': '0' },
    },
    {
      what: 'probe request for any network', hex: '40000000 ffffffffffff da a119633222 ffffffffffff 902b 0000', info: 'Probe Request, SN=697, FN=0, Flags=........, SSID=Wildcard (Broadcast)',
      fields: { 'wlan.fc.type_subtype': '0x0004', 'wlan.seq': '697', 'wlan.frag': '0', 'wlan.sa': 'da:a1:19:63:32:22', 'wlan.da': 'ff:ff:ff:ff:ff:ff', 'wlan.tag.number': '0' },
    },
    {
      what: 'data from the distribution system', hex: '08020000 0180c2000000 000c4182b255 000c4182b256 1000 4242',
      fields: { 'wlan.fc.ds': '0x02', 'wlan.da': '01:80:c2:00:00:00', 'wlan.bssid': '00:0c:41:82:b2:55', 'wlan.sa': '00:0c:41:82:b2:56', 'wlan.seq': '1' },
    },
  ],
});

type F = typeof WLAN_FIELDS;

interface Header {
  readonly start: number;
  readonly type: number;
  readonly subtype: number;
  readonly flags: number;
  readonly name: string;
}

/** Frame control and duration; null for versions that are not known. */
function header(p: Layer, f: F): Header | null {
  const start = p.at;
  const swapped = p.carrier === CAPWAP ? 1 : 0;
  const first = p.view.uint8(start + swapped);
  const flags = p.view.uint8(start + 1 - swapped);
  const type = (first >>> 2) & 3;
  const subtype = first >>> 4;
  const version = first & 3;
  if (version !== 0) {
    p.skip(2);
    p.info(() => `Unknown protocol version: ${version}`);
    layerLine(p, 'wlan', () => `IEEE 802.11 Unknown Protocol Version:${version}`);
    p.next('linktype', -1);
    return null;
  }
  const name = WLAN_FRAME_NAMES.get(type * 16 + subtype) ?? 'Unrecognized (Reserved frame)';
  p.info(() => name);
  p.put(f['fc.type_subtype'], type * 16 + subtype, start + swapped, 1);
  p.peek(f.fc);
  p.open();
  for (const one of [f['fc.version'], f['fc.type'], f['fc.subtype']]) p.peek(one, start + swapped);
  flagLines(p, f, flags, start + 1 - swapped);
  p.close();
  p.at = start + 2;
  p.peek(p.view.uint16le(p.at) & 0x8000 && type === CONTROL && subtype === 10 ? f.aid : f.duration);
  p.skip(2);
  return { start, type, subtype, flags, name };
}

function flagLines(p: Layer, f: F, flags: number, at: number): void {
  p.peek(f.flags, at);
  p.open();
  p.peek(f['fc.ds'], at);
  p.flags(flags, [f['fc.tods'], f['fc.fromds'], f['fc.frag'], f['fc.retry']], at, 1);
  if (flags & RETRY) p.expert(f['fc.retry.expert'], 'note', 'Sequence', 'Retransmission (retry)');
  p.flags(flags, [f['fc.pwrmgt'], f['fc.moredata'], f['fc.protected'], f['fc.order']], at, 1);
  p.close();
}

function flagText(flags: number, fcs: number): string {
  const marks = 'opmPRMFT';
  let text = '';
  for (let i = 0; i < 8; i++) text += flags & (0x80 >>> i) ? marks.charAt(i) : '.';
  return fcs > 0 ? `${text}C` : text;
}

/** The last four bytes are not part of the body. Gives what says them, behind the header's fields. */
function checkSequence(p: Layer, f: F, length: number): () => void {
  const end = p.view.reportedEnd;
  if (length === 0 || end - p.at < length) return () => undefined;
  const value = p.emits && p.view.capturedEnd === end ? p.view.uint32le(end - length) : null;
  p.shrink(end - length);
  return () => {
    if (value === null) return;
    p.put(f.fcs, value, end - length, length);
    if (p.inTree) p.last.append = ' [unverified]';
    p.generated(f['fcs.status'], CHECKSUM_STATUS.unverified);
  };
}

type Role = readonly [Field<Uint8Array>, Field<string>];

/** What an address stands for, without that it is one. */
function roles(p: Layer, at: number, fields: readonly Role[]): void {
  p.view.need(at, 6);
  if (!p.emits) return;
  const address = p.view.bytes.subarray(at, at + 6);
  for (const [one, resolved] of fields) {
    p.put(one, address, at, 6);
    if (p.wants(resolved)) p.put(resolved, macText(address), at, 6);
  }
}

function station(p: Layer, f: F, at: number, fields: readonly Role[]): void {
  roles(p, at, fields);
  if (!p.emits) return;
  const address = p.view.bytes.subarray(at, at + 6);
  p.put(f.addr, address, at, 6);
  if (p.wants(f.addr_resolved)) p.put(f.addr_resolved, macText(address), at, 6);
}

function control(p: Layer, f: F, h: Header, fcs: number): void {
  p.info(() => `${h.name}, Flags=${flagText(h.flags, fcs)}`);
  const at = p.at;
  const { subtype } = h;
  if (subtype < 2 || subtype === 6) return;
  const b = p.view.bytes;
  const poll = subtype === 10;
  station(p, f, at, poll ? [[f.bssid, f.bssid_resolved]] : [[f.ra, f.ra_resolved]]);
  p.at = at + 6;
  const receiver = `${p.inRow ? macText(b, at) : ''} (${poll ? 'BSSID' : 'RA'})`;
  if (subtype === 12 || subtype === 13 || p.left < 6) {
    p.addressTexts('', receiver);
    return;
  }
  const end = subtype >= 14;
  station(p, f, at + 6, end ? [[f.bssid, f.bssid_resolved]] : [[f.ta, f.ta_resolved]]);
  p.at = at + 12;
  p.addressTexts(`${p.inRow ? macText(b, at + 6) : ''} (${end ? 'BSSID' : 'TA'})`, receiver);
  if (subtype === 5) soundingToken(p, h, fcs);
  else if ((subtype === 8 || subtype === 9) && p.left >= 2) p.read(f['ba.control']);
}

/** Of the extension frames the DMG beacon: its only address is the cell's. */
function extension(p: Layer, f: F, h: Header, fcs: number): void {
  p.info(() => `${h.name}, Flags=${flagText(h.flags, fcs)}`);
  if (h.subtype !== 0) return;
  const at = p.at;
  station(p, f, at, [[f.bssid, f.bssid_resolved]]);
  p.at = at + 6;
  p.addressTexts('', `${p.inRow ? macText(p.view.bytes, at) : ''} (BSSID)`);
  const interval = p.view.uint16le(p.at + 11);
  p.appendInfo(() => `, BI=${interval}`);
}

function soundingToken(p: Layer, h: Header, fcs: number): void {
  const token = p.view.uint8(p.at);
  p.info(() => `${h.name}, Sounding Dialog Token=${token}, Flags=${flagText(h.flags, fcs)}`);
}

/** Management and data frames: three or four addresses and a sequence number. */
function addressed(p: Layer, f: F, h: Header, fcs: number, sayCheck: () => void): void {
  const at = p.at;
  addressLines(p, f, h, at);
  p.at = at + 18;
  const sequence = p.view.uint16le(p.at);
  p.peek(f.frag);
  p.peek(f.seq);
  p.skip(2);
  if (h.type === DATA && (h.flags & 3) !== 3) station(p, f, at + 12, []);
  sayCheck();
  p.info(() => `${h.name}, SN=${sequence >>> 4}, FN=${sequence & 15}, Flags=${flagText(h.flags, fcs)}`);
  if (h.type === DATA) {
    if ((h.flags & 3) === 3) p.skip(6);
    dataBody(p, f, h, sequence & 15);
    return;
  }
  if (h.flags & ORDER) p.read(f.htc);
  if (h.flags & PROTECTED) protectedBody(p, f);
  else management(p, f, h.subtype);
}

/** Which of the addresses is whose depends on the way to or from the distribution system. */
function addressLines(p: Layer, f: F, h: Header, at: number): void {
  const ds = h.type === DATA ? h.flags & 3 : 0;
  const [first, second, third] = [at, at + 6, at + 12];
  const destinationAt = ds & 1 ? third : first;
  const sourceAt = ds === 3 ? at + 20 : ds === 2 ? third : second;
  p.view.need(at, ds === 3 ? 26 : 18);
  p.linkAddresses(sourceAt, destinationAt);
  const ra = [f.ra, f.ra_resolved] as const;
  const da = [f.da, f.da_resolved] as const;
  const ta = [f.ta, f.ta_resolved] as const;
  const sa = [f.sa, f.sa_resolved] as const;
  const bssid = [f.bssid, f.bssid_resolved] as const;
  const staa = [f.staa, f.staa_resolved] as const;
  if (h.type !== DATA) {
    station(p, f, first, [ra]);
    roles(p, first, [da]);
    roles(p, second, [ta, sa]);
    roles(p, third, [bssid]);
    station(p, f, second, []);
    station(p, f, third, []);
  } else if (ds !== 3) {
    station(p, f, first, [ra]);
    station(p, f, second, [ta]);
    roles(p, destinationAt, [da]);
    roles(p, sourceAt, [sa]);
    roles(p, ds === 1 ? first : ds === 2 ? second : third, [bssid]);
    roles(p, ds === 2 ? first : second, [staa]);
  } else {
    station(p, f, first, [ra]);
    station(p, f, second, [ta]);
    station(p, f, third, [da]);
    station(p, f, at + 20, [sa]);
  }
}

function dataBody(p: Layer, f: F, h: Header, fragment: number): void {
  let aggregate = false;
  if (h.subtype & 8) {
    const at = p.at;
    const qos = p.read(f.qos);
    aggregate = (qos & 0x80) !== 0;
    p.open();
    p.peek(f['qos.tid'], at);
    p.peek(f['qos.priority'], at);
    p.peek(f['qos.ack'], at);
    p.flags(qos, [f['qos.amsdupresent']], at, 2);
    p.close();
    if (h.flags & ORDER) p.read(f.htc);
  }
  if (p.carrier === 'wlan_radio' && p.handed.includes('pad')) p.at = h.start + ((p.at - h.start + 3) & ~3);
  if (h.subtype & 4 || p.left <= 0) return;
  if (h.flags & PROTECTED) protectedBody(p, f);
  else if (isFragment(p, h, fragment)) {
    p.info(() => 'Fragmented IEEE 802.11 frame');
    p.next('linktype', -1);
  } else if (aggregate) p.next('wlan.aggregate', 0);
  else p.next('llc.frame', 0);
}

/** The last of several numbers may also be a whole frame whose sender counts in its own way. */
function isFragment(p: Layer, h: Header, number: number): boolean {
  if (h.flags & MORE_FRAGMENTS) return true;
  return number > 0 && !(p.captured >= 3 && p.view.uint24(p.at) === SNAP);
}

/** Initialisation vector and key number; the rest cannot be read. WEP has a check behind it (IEEE 802.11 section 12.3.2). */
function protectedBody(p: Layer, f: F): void {
  const at = p.at;
  if (p.captured >= 8) {
    const extended = (p.view.uint8(at + 3) & 0x20) !== 0;
    const isTkip = extended && p.view.uint8(at + 1) === ((p.view.uint8(at) | 0x20) & 0x7f);
    p.group(`${!extended ? 'WEP' : isTkip ? 'TKIP' : 'CCMP'} parameters`, at, extended ? 8 : 4);
    if (extended) extendedVector(p, f, at, isTkip);
    else p.put(f['wep.iv'], p.view.uint24(at), at, 3);
    p.put(f['wep.key'], p.view.uint8(at + 3) >>> 6, at + 3, 1);
    if (!extended && p.captured >= p.left) {
      const end = p.view.reportedEnd;
      p.peek(f['wep.icv'], end - 4);
      if (p.inTree) p.last.append = ' (not verified)';
      p.shrink(end - 4);
    }
    p.close();
    p.at = at + (extended ? 8 : 4);
  }
  p.next('linktype', -1);
}

/** TKIP repeats its first octet with bit 5 set and bit 7 clear; CCMP leaves the third octet 0. */
function extendedVector(p: Layer, f: F, at: number, tkip: boolean): void {
  if (!p.emits) return;
  const b = p.view.bytes;
  const order = tkip ? [7, 6, 5, 4, 0, 2] : [7, 6, 5, 4, 1, 0];
  const vector = order.map((i) => b[at + i]!.toString(16).padStart(2, '0').toUpperCase()).join('');
  p.put(tkip ? f['tkip.extiv'] : f['ccmp.extiv'], `0x${vector}`, at, 8);
}
