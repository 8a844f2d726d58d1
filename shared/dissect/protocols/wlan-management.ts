// The body of an IEEE 802.11 management frame: fixed fields, then tagged elements.
import { utf8Text } from '../../bytes/text';
import type { Field } from '../field';
import type { Layer } from '../layer';
import { WLAN_RATE_NAMES, WLAN_TAG_NAMES } from './values/wlan-names';
import type { WLAN_FIELDS } from './wlan-fields';

type F = typeof WLAN_FIELDS;

const BLOCK_ACK = 3;
const SHARED_KEY = 1;
const SAE = 3;
const VENDOR = 221;

/** From the cursor to the end of the layer. */
export function management(p: Layer, f: F, subtype: number): void {
  // A line beside the header's, as if it were a layer of its own.
  p.close();
  p.put(f.mgt, undefined, p.at, p.left);
  p.open();
  const body = p.at;
  p.put(f['fixed.all'], undefined, body, -1);
  p.open();
  const line = p.last;
  const tagged = fixed(p, f, subtype);
  if (p.inTree) line.text = `Fixed parameters (${p.at - body} bytes)`;
  p.close();
  if (tagged && p.left > 0) elements(p, f);
  else if (!tagged) p.at = p.view.reportedEnd;
  p.close();
}

/** Gives whether tagged elements follow. */
function fixed(p: Layer, f: F, subtype: number): boolean {
  switch (subtype) {
    case 0:
      capabilities(p, f);
      return words(p, [f['fixed.listen_ival']]);
    case 1: case 3:
      capabilities(p, f);
      return words(p, [f['fixed.status_code'], f['fixed.aid']]);
    case 2:
      capabilities(p, f);
      words(p, [f['fixed.listen_ival']]);
      p.take(f['fixed.current_ap']);
      return true;
    case 4: return true;
    case 5: case 8: return beacon(p, f);
    case 10: case 12: return words(p, [f['fixed.reason_code']]);
    case 11: return authentication(p, f);
    case 13: case 14: return action(p, f);
    default: return false;
  }
}

function words(p: Layer, fields: readonly Field<number>[]): true {
  for (const one of fields) p.read(one);
  return true;
}

/** Of the network that sends, or that is asked for. */
function capabilities(p: Layer, f: F): void {
  const at = p.at;
  p.read(f['fixed.capabilities']);
  p.open();
  for (const name of CAPABILITIES) {
    const one = f[`fixed.capabilities.${name}`];
    if (one.type === 'bool') p.flags(p.view.uint16le(at), [one as Field<boolean>], at, 2);
    else p.peek(one as Field<number>, at);
  }
  p.close();
}
const CAPABILITIES = [
  'ess', 'ibss', 'reserved1', 'reserved2', 'privacy', 'short_preamble', 'reserved3', 'reserved4', 'spec_man', 'qos', 'short_slot_time', 'apsd', 'radio_measurement', 'epd', 'reserved5', 'reserved6',
] as const;

function beacon(p: Layer, f: F): boolean {
  p.read64(f['fixed.timestamp']);
  const interval = p.read(f['fixed.beacon']);
  if (p.inTree) p.last.valueText = `${((interval * 1024) / 1e6).toFixed(6)} [Seconds]`;
  p.appendInfo(() => `, BI=${interval}`);
  capabilities(p, f);
  return true;
}

function authentication(p: Layer, f: F): boolean {
  const algorithm = p.read(f['fixed.auth.alg']);
  p.read(f['fixed.auth_seq']);
  p.read(f['fixed.status_code']);
  return algorithm <= SHARED_KEY || algorithm > SAE;
}

function action(p: Layer, f: F): boolean {
  const category = p.read(f['fixed.category_code']);
  if (category !== BLOCK_ACK) return false;
  const code = p.read(f['fixed.action_code']);
  if (code > 1) return false;
  const token = p.read(f['fixed.dialog_token']);
  p.appendInfo(() => `, Dialog Token=${token}`);
  return false;
}

function elements(p: Layer, f: F): void {
  p.put(f['tagged.all'], undefined, p.at, p.left);
  if (p.inTree) p.last.text = `Tagged parameters (${p.left} bytes)`;
  p.open();
  while (p.left >= 2 && p.view.uint8(p.at + 1) + 2 <= p.left) element(p, f);
  p.close();
  p.at = p.view.reportedEnd;
}

function element(p: Layer, f: F): void {
  const at = p.at;
  const number = p.view.uint8(at);
  const length = p.view.uint8(at + 1);
  p.put(f.tag, undefined, at, 2 + length);
  const line = p.last;
  if (p.inTree) line.text = `Tag: ${WLAN_TAG_NAMES.get(number) ?? 'Reserved'}`;
  p.open();
  p.read(f['tag.number']);
  p.read(f['tag.length']);
  p.view.need(p.at, length);
  const end = p.at + length;
  const said = content(p, f, number, end);
  if (p.inTree) line.text += said;
  p.at = end;
  p.close();
}

/** Gives what the element's line says of it. */
function content(p: Layer, f: F, number: number, end: number): string {
  const length = end - p.at;
  let said = '';
  if (number === 0) said = ssid(p, f, length);
  else if (number === 1 || number === 50) said = rates(p, number === 1 ? f.supported_rates : f.extended_supported_rates, end);
  else if (number === 3 && length === 1) said = `: Current Channel: ${p.read(f['ds.current_channel'])}`;
  else if (number === 5 && length >= 4) said = trafficMap(p, f, end);
  else if (number === 7 && length >= 6) p.takeText(f['country_info.code'], 2, 'latin1');
  else if (number === 42 && length === 1) protection(p, f);
  else if (number === 48 && length >= 2) p.read(f['rsn.version']);
  else if (number === VENDOR && length >= 3) vendor(p, f);
  if (p.at < end) p.take(f['tag.data'], end - p.at);
  return said;
}

function ssid(p: Layer, f: F, length: number): string {
  const at = p.at;
  const b = p.view.bytes;
  p.take(f.ssid, length);
  p.appendInfo(() => `, SSID=${ssidText(b, at, length)}`);
  if (p.inTree) p.last.valueText = ssidText(b, at, length);
  return `: ${ssidText(b, at, length)}`;
}

function rates(p: Layer, field: Field<number>, end: number): string {
  let said = '';
  while (p.at < end) said += ` ${WLAN_RATE_NAMES.get(p.read(field)) ?? 'Unknown Rate'},`;
  return `${said} [Mbit/sec]`;
}

function trafficMap(p: Layer, f: F, end: number): string {
  const [count, period] = [p.read(f['tim.dtim_count']), p.read(f['tim.dtim_period'])];
  const at = p.at;
  const bits = p.read(f['tim.bmapctl']);
  p.open();
  p.flags(bits, [f['tim.bmapctl.multicast']], at, 1);
  p.peek(f['tim.bmapctl.offset'], at);
  p.close();
  p.take(f['tim.partial_virtual_bitmap'], end - p.at);
  return `: DTIM ${count} of ${period} bitmap`;
}

/** Against stations of 802.11b. */
function protection(p: Layer, f: F): void {
  const at = p.at;
  const bits = p.read(f.erp_info);
  p.open();
  p.flags(bits, [f['erp_info.erp_present'], f['erp_info.use_protection'], f['erp_info.barker_preamble_mode']], at, 1);
  p.peek(f['erp_info.reserved'], at);
  p.close();
}

function vendor(p: Layer, f: F): void {
  const oui = p.read(f['tag.oui']);
  if (p.inTree) p.last.valueText = [oui >>> 16, (oui >>> 8) & 0xff, oui & 0xff].map((octet) => octet.toString(16).padStart(2, '0')).join(':');
}

function ssidText(b: Uint8Array, at: number, length: number): string {
  if (length === 0) return 'Wildcard (Broadcast)';
  const text = utf8Text(b, at, length);
  // eslint-disable-next-line no-control-regex -- what is not text is shown as its bytes
  if (!/[\u0000-\u001f\u007f\ufffd]/.test(text)) return `"${text}"`;
  return Array.from(b.subarray(at, at + length), (n) => n.toString(16).padStart(2, '0')).join('');
}
