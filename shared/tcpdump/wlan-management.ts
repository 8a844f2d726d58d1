// Management frames of IEEE 802.11 as tcpdump prints them.
import { valueName, type Printout } from './printout';
import { elements, type WlanElements } from './wlan-elements';
import { WLAN_REASONS, WLAN_STATUSES } from './wlan-values';

const NAMES: Readonly<Record<number, string>> = {
  0: 'Assoc Request', 1: 'Assoc Response', 2: 'ReAssoc Request', 3: 'ReAssoc Response', 4: 'Probe Request', 5: 'Probe Response', 8: 'Beacon', 9: 'ATIM', 10: 'Disassociation',
  11: 'Authentication', 12: 'DeAuthentication', 13: 'Action',
};
const PRIVACY = 0x10;
const ESS = 1;

export interface ManagementBody {
  /** Where the sender's address stands. */
  readonly source: number;
  readonly at: number;
  readonly length: number;
  /** Prints what is encrypted, where it is. */
  readonly decrypt: ((out: Printout, at: number) => boolean) | null;
}

/** @returns false where the frame is cut */
export function managementBody(out: Printout, subtype: number, body: ManagementBody): boolean {
  out.print(valueName(NAMES, subtype, 'Unhandled Management subtype(%x)'));
  if (body.decrypt !== null) return body.decrypt(out, body.at);
  const { at, length } = body;
  switch (subtype) {
    case 0: return fixed(out, body, 4, (rest) => printSsidAndRates(out, rest));
    case 1: case 3: return fixed(out, body, 6, () => out.print(` AID(${(out.le16(at + 4) & 0x3fff).toString(16)}) :${(out.le16(at) & PRIVACY) !== 0 ? ' PRIVACY ' : ''}: ${status(out.le16(at + 2))}`));
    case 2: return fixed(out, body, 10, (rest) => {
      printSsid(out, rest);
      out.print(` AP : ${out.mac(at + 4)}`);
    });
    case 4: return fixed(out, body, 0, (rest) => printSsidAndRates(out, rest));
    case 5: return fixed(out, body, 12, (rest) => {
      printSsidAndRates(out, rest);
      printChannel(out, rest, out.le16(at + 10));
    });
    case 8: return fixed(out, body, 12, (rest) => {
      printSsidAndRates(out, rest);
      out.print((out.le16(at + 10) & ESS) !== 0 ? ' ESS' : ' IBSS');
      printChannel(out, rest, out.le16(at + 10));
    });
    case 10: return reasoned(out, at, length, () => ': ');
    case 11: return authentication(out, body);
    case 12: return reasoned(out, at, length, () => (out.options.link ? ': ' : ` (${out.mac(body.source)}): `));
    case 13: return action(out, body);
    default: return true;
  }
}

/** Fields of fixed length, and elements behind them. */
function fixed(out: Printout, { at, length }: ManagementBody, fields: number, print: (found: WlanElements) => void): boolean {
  if (!out.has(at, fields) || length < fields) return false;
  const found = elements(out, at + fields, length - fields);
  print(found);
  return found.isWhole;
}

function status(code: number): string {
  return valueName(WLAN_STATUSES, code, 'n/a');
}

function reasoned(out: Printout, at: number, length: number, front: () => string): boolean {
  if (!out.has(at, 2) || length < 2) return false;
  out.print(front() + valueName(WLAN_REASONS, out.le16(at), 'Reserved'));
  return true;
}

function printSsid(out: Printout, { ssid }: WlanElements): void {
  if (ssid === null) return;
  out.print(' (');
  out.printPadded(ssid.at, ssid.length);
  out.print(')');
}

function printSsidAndRates(out: Printout, found: WlanElements): void {
  printSsid(out, found);
  const { rates } = found;
  if (rates === null) return;
  const text = Array.from({ length: rates.length }, (_, i) => out.u8(rates.at + i)).map((rate) => `${((rate & 0x7f) / 2).toFixed(1)}${(rate & 0x80) !== 0 ? '*' : ''}`);
  out.print(` [${text.join(' ')} Mbit]`);
}

function printChannel(out: Printout, { channel }: WlanElements, capability: number): void {
  if (channel !== null) out.print(` CH: ${channel}`);
  if ((capability & PRIVACY) !== 0) out.print(', PRIVACY');
}

const SHARED_KEY = 1;

function authentication(out: Printout, body: ManagementBody): boolean {
  return fixed(out, body, 6, () => {
    const [algorithm, step] = [out.le16(body.at), out.le16(body.at + 2)];
    const challenge = algorithm === SHARED_KEY && (step === 2 || step === 3);
    const verdict = step % 2 === 1 ? status(out.le16(body.at + 4)) : '';
    const name = ['Open System', 'Shared Key', 'EAP'][algorithm] ?? 'Reserved';
    out.print(` (${name})-${step.toString(16)}${challenge ? ' [Challenge Text] ' : ': '}${verdict}`);
  });
}

const CATEGORIES: Readonly<Record<number, string>> = { 0: 'Spectrum Management', 1: 'QoS', 2: 'DLS', 3: 'BA', 7: 'HT', 13: 'MeshAction', 14: 'MultiohopAction', 15: 'SelfprotectAction', 127: 'Vendor' };
const ACTIONS: Readonly<Record<number, readonly string[]>> = {
  3: ['ADDBA Request', 'ADDBA Response', 'DELBA'],
  7: ['TxChWidth', 'MIMOPwrSave'],
  13: [
    'MeshLink', 'HWMP', 'Gate Announcement', 'Congestion Control', 'MCCA Setup Request', 'MCCA Setup Reply', 'MCCA Advertisement Request', 'MCCA Advertisement', 'MCCA Teardown',
    'TBTT Adjustment Request', 'TBTT Adjustment Response',
  ],
  14: ['Proxy Update', 'Proxy Update Confirmation'],
  15: ['Act#0', 'Peering Open', 'Peering Confirm', 'Peering Close', 'Group Key Inform', 'Group Key Acknowledge'],
};

function action(out: Printout, { at, length, source }: ManagementBody): boolean {
  if (!out.has(at, 2) || length < 2) return false;
  out.print(out.options.link ? ': ' : ` (${out.mac(source)}): `);
  const category = out.u8(at);
  const code = out.u8(at + 1);
  out.print(`${valueName(CATEGORIES, category, 'Reserved(%u)')} ${ACTIONS[category]?.[code] ?? `Act#${code}`}`);
  return true;
}
