// The body of an IEEE 802.11 management frame: fixed fields, then tagged elements.
import { utf8Text } from '../../bytes/text';
import type { Field } from '../field';
import type { Layer } from '../layer';
import { WLAN_TAG_NAMES } from './values/wlan-names';
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
  const tagged = fixed(p, f, subtype);
  p.close();
  if (tagged && p.left > 0) elements(p, f);
  else if (!tagged) p.at = p.view.reportedEnd;
  p.close();
}

/** Gives whether tagged elements follow. */
function fixed(p: Layer, f: F, subtype: number): boolean {
  switch (subtype) {
    case 0: return words(p, [f['fixed.capabilities'], f['fixed.listen_ival']]);
    case 1: case 3: return words(p, [f['fixed.capabilities'], f['fixed.status_code'], f['fixed.aid']]);
    case 2:
      words(p, [f['fixed.capabilities'], f['fixed.listen_ival']]);
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

function beacon(p: Layer, f: F): boolean {
  p.read64(f['fixed.timestamp']);
  const interval = p.read(f['fixed.beacon']);
  if (p.inTree) p.last.valueText = `${((interval * 1024) / 1e6).toFixed(6)} [Seconds]`;
  p.appendInfo(() => `, BI=${interval}`);
  p.read(f['fixed.capabilities']);
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
  if (p.inTree) p.last.text = `Tag: ${WLAN_TAG_NAMES.get(number) ?? 'Reserved'}`;
  p.open();
  p.read(f['tag.number']);
  p.read(f['tag.length']);
  p.view.need(p.at, length);
  const end = p.at + length;
  content(p, f, number, end);
  p.at = end;
  p.close();
}

function content(p: Layer, f: F, number: number, end: number): void {
  const length = end - p.at;
  if (number === 0) ssid(p, f, length);
  else if (number === 1 || number === 50) while (p.at < end) p.read(number === 1 ? f.supported_rates : f.extended_supported_rates);
  else if (number === 3 && length === 1) p.read(f['ds.current_channel']);
  else if (number === 5 && length >= 4) {
    words(p, [f['tim.dtim_count'], f['tim.dtim_period'], f['tim.bmapctl']]);
    p.take(f['tim.partial_virtual_bitmap'], end - p.at);
  } else if (number === 7 && length >= 6) p.takeText(f['country_info.code'], 2, 'latin1');
  else if (number === 48 && length >= 2) p.read(f['rsn.version']);
  else if (number === VENDOR && length >= 3) p.read(f['tag.oui']);
  if (p.at < end) p.take(f['tag.data'], end - p.at);
}

function ssid(p: Layer, f: F, length: number): void {
  const at = p.at;
  const b = p.view.bytes;
  p.take(f.ssid, length);
  p.appendInfo(() => `, SSID=${ssidText(b, at, length)}`);
  if (p.inTree) p.last.valueText = ssidText(b, at, length);
}

function ssidText(b: Uint8Array, at: number, length: number): string {
  if (length === 0) return 'Wildcard (Broadcast)';
  const text = utf8Text(b, at, length);
  // eslint-disable-next-line no-control-regex -- what is not text is shown as its bytes
  if (!/[\u0000-\u001f\u007f\ufffd]/.test(text)) return `"${text}"`;
  return Array.from(b.subarray(at, at + length), (n) => n.toString(16).padStart(2, '0')).join('');
}
