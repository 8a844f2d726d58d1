// IEEE 802.2 logical link control, with SNAP.
import { flag, uint16, uint24, uint8, type Field } from '../field';
import type { Layer } from '../layer';
import { protocol } from '../protocol';
import { ETHERTYPE_NAMES } from './values/ethertype-names';
import { BLUETOOTH_PIDS, CISCO_PIDS, FRAME_TYPES, IANA_PIDS, NORTEL_PIDS, SAP_NAMES, S_TYPES, U_COMMANDS, U_RESPONSES } from './values/llc-names';

const SNAP = 0xaa;
const OUIS: ReadonlyMap<number, string> = new Map([
  [0x000000, 'Officially Xerox, but'], [0x00000c, 'Cisco Systems, Inc'], [0x004096, 'Cisco Systems, Inc'], [0x0000f8, 'Digital Equipment Corporation'], [0x00005e, 'ICANN, IANA Department'],
  [0x000081, 'Bay Networks'], [0x0080c2, 'IEEE 802.1 Chair'], [0x00e02b, 'Extreme Networks, Inc.'], [0x080007, 'Apple, Inc.'], [0x001958, 'Bluetooth SIG, Inc.'],
  [0x0017f2, 'Apple, Inc.'],
]);
const SHORT_COMMANDS: ReadonlyMap<number, string> = new Map([
  [0x00, 'UI'], [0x20, 'UP'], [0x40, 'DISC'], [0x60, 'UA'], [0x80, 'SNRM'], [0xcc, 'SNRME'], [0x0c, 'SARM'], [0x4c, 'SARME'], [0x2c, 'SABM'],
  [0x6c, 'SABME'], [0x04, 'SIM'], [0x8c, 'RSET'], [0x84, 'FRMR'], [0xac, 'XID'], [0xe0, 'TEST'], [0xc4, 'CFGR'], [0xec, 'BCN'],
]);
const SHORT_RESPONSES: ReadonlyMap<number, string> = new Map([...SHORT_COMMANDS, [0x40, 'RD'], [0x0c, 'DM'], [0x04, 'RIM']]);
const SHORT_SUPERVISORY = ['RR', 'RNR', 'REJ', 'SREJ'] as const;

export const llc = protocol({
  id: 'llc', name: 'Logical-Link Control', column: 'LLC', spec: 'IEEE 802.2', tcpdump: 'print-llc.c',
  over: { linktype: [100], 'llc.frame': [0] },
  fields: {
    dsap: uint8('DSAP', { base: 'hex', names: SAP_NAMES, doc: 'Destination service access point' }),
    'dsap.sap': uint8('SAP', { mask: 0xfe }),
    'dsap.ig': flag('IG Bit', 1, 0x01, { truth: ['Group', 'Individual'] }),
    ssap: uint8('SSAP', { base: 'hex', names: SAP_NAMES, doc: 'Source service access point' }),
    'ssap.sap': uint8('SAP', { mask: 0xfe }),
    'ssap.cr': flag('CR Bit', 1, 0x01, { truth: ['Response', 'Command'] }),
    control: uint16('Control field', { base: 'hex' }),
    'control.n_r': uint16('N(R)', { mask: 0xfe00, le: true, doc: 'Number of the frame expected next' }),
    'control.n_s': uint16('N(S)', { mask: 0xfe, le: true }),
    'control.p': flag('Poll', 1, 0x10),
    'control.f': flag('Final', 1, 0x10),
    '.llc.control.p': flag('Poll', 2, 0x100),
    '.llc.control.f': flag('Final', 2, 0x100),
    'control.s_ftype': uint16('Supervisory frame type', { base: 'hex', mask: 0x0c, names: S_TYPES }),
    'control.u_modifier_cmd': uint8('Command', { base: 'hex', mask: 0xec, names: U_COMMANDS }),
    'control.u_modifier_resp': uint8('Response', { base: 'hex', mask: 0xec, names: U_RESPONSES }),
    'control.ftype': uint16('Frame type', { base: 'hex', mask: 0x03, names: FRAME_TYPES }),
    '..llc.control.ftype': uint16('Frame type', { base: 'hex', mask: 0x01, names: FRAME_TYPES }),
    '.llc.control.ftype': uint8('Frame type', { base: 'hex', mask: 0x03, names: FRAME_TYPES }),
    oui: uint24('Organization Code'),
    type: uint16('Type', { base: 'hex', names: ETHERTYPE_NAMES }),
    cisco_pid: uint16('PID', { base: 'hex', names: CISCO_PIDS }),
    apple_atalk_pid: uint16('PID', { base: 'hex', names: ETHERTYPE_NAMES }),
    iana_pid: uint16('PID', { base: 'hex', names: IANA_PIDS }),
    nortel_pid: uint16('PID', { base: 'hex', names: NORTEL_PIDS }),
    bluetooth_pid: uint16('PID', { base: 'hex', names: BLUETOOTH_PIDS }),
    pid: uint16('Protocol ID', { base: 'hex' }),
  },
  dissect(p, f) {
    const start = p.at;
    const dsap = sap(p, f.dsap, f['dsap.sap'], f['dsap.ig']);
    const ssap = sap(p, f.ssap, f['ssap.sap'], f['ssap.cr']);
    const response = (ssap & 1) !== 0;
    const text = control(p, f, response);
    if (dsap === SNAP && (ssap & 0xfe) === SNAP) {
      snap(p, f, text);
      return;
    }
    const from = sapName(dsap);
    const to = sapName(ssap);
    p.info(() => `${text}; DSAP ${from} ${dsap & 1 ? 'Group' : 'Individual'}, SSAP ${to} ${response ? 'Response' : 'Command'}`);
    const carries = (p.view.uint8(start + 2) & 1) === 0 || (p.view.uint8(start + 2) & 0xef) === 0x03;
    if (p.left > 0) p.next('llc.dsap', carries ? dsap & 0xfe : 0x100);
  },
  examples: [
    {
      what: 'unnumbered information to an access point that nobody knows', info: 'U, func=UI; DSAP 0x44 Individual, SSAP 0x46 Command', hex: '44460300',
      fields: { 'llc.dsap': '0x44', 'llc.ssap': '0x46', 'llc.control': '0x0003', 'llc.control.ftype': '0x03' },
    },
    {
      what: 'SNAP with an organisation code', info: 'U, func=UI; SNAP, OUI 0x00000C (Cisco Systems, Inc), PID 0x0806', hex: 'aaaa0300000c080600',
      fields: { 'llc.oui': '12', 'llc.cisco_pid': '0x0806' },
    },
    { what: 'receiver ready, polling', info: 'S P, func=RR, N(R)=0; DSAP NetBIOS Individual, SSAP NetBIOS Command', hex: 'f0f00101', fields: { 'llc.control': '0x0101', 'llc.control.s_ftype': '0x0000' } },
  ],
});

type F = typeof llc.fields;

function sapName(value: number): string {
  return SAP_NAMES.get(value & 0xfe) ?? `0x${(value & 0xfe).toString(16).padStart(2, '0')}`;
}

function sap(p: Layer, whole: Field<number>, part: Field<number>, bit: Field<boolean>): number {
  const at = p.at;
  const value = p.read(whole);
  p.open();
  p.peek(part, at);
  if (p.inTree) p.last.valueText = SAP_NAMES.get(value & 0xfe) ?? 'Unknown';
  p.flags(value, [bit], at, 1);
  p.close();
  return value;
}

/** Returns what Info says of it. */
function control(p: Layer, f: F, response: boolean): string {
  const at = p.at;
  const first = p.view.uint8(at);
  if ((first & 3) === 3) return unnumbered(p, f, response, first);
  const word = p.view.uint16le(at);
  const polled = (word & 0x100) !== 0;
  const bit = response ? f['.llc.control.f'] : f['.llc.control.p'];
  const mark = polled ? (response ? ' F' : ' P') : '';
  const information = (first & 1) === 0;
  const text = information
    ? `I${mark}, N(R)=${word >>> 9}, N(S)=${(word >>> 1) & 0x7f}`
    : `S${mark}, func=${SHORT_SUPERVISORY[(word >>> 2) & 3]}, N(R)=${word >>> 9}`;
  p.put(f.control, word, at, 2);
  if (p.inTree) p.last.valueText = `${text} (0x${word.toString(16).padStart(4, '0')})`;
  p.open();
  p.peek(f['control.n_r'], at);
  if (information) p.peek(f['control.n_s'], at);
  if (polled) p.put(bit, true, at, 2);
  if (!information) p.put(f['control.s_ftype'], (word >>> 2) & 3, at, 2);
  p.put(information ? f['..llc.control.ftype'] : f['control.ftype'], information ? 0 : 1, at, 2);
  p.close();
  p.skip(2);
  return text;
}

function unnumbered(p: Layer, f: F, response: boolean, value: number): string {
  const at = p.at;
  const polled = (value & 0x10) !== 0;
  const short = (response ? SHORT_RESPONSES : SHORT_COMMANDS).get(value & 0xec) ?? 'Unknown';
  const text = `U${polled ? (response ? ' F' : ' P') : ''}, func=${short}`;
  p.put(f.control, value, at, 1);
  if (p.inTree) p.last.valueText = `${text} (0x${value.toString(16).padStart(2, '0')})`;
  p.open();
  if (polled) p.flags(value, [response ? f['control.f'] : f['control.p']], at, 1);
  p.peek(response ? f['control.u_modifier_resp'] : f['control.u_modifier_cmd'], at);
  p.put(f['.llc.control.ftype'], 3, at, 1);
  p.close();
  p.skip(1);
  return text;
}

function snap(p: Layer, f: F, text: string): void {
  const oui = p.read(f.oui);
  if (p.inTree) p.last.valueText = `${ouiText(oui)} (${OUIS.get(oui) ?? 'Unknown'})`;
  const type = p.view.uint16(p.at);
  const name = OUIS.has(oui) ? ` (${OUIS.get(oui)})` : '';
  p.info(() => `${text}; SNAP, OUI 0x${oui.toString(16).toUpperCase().padStart(6, '0')}${name}, PID 0x${type.toString(16).toUpperCase().padStart(4, '0')}`);
  if (oui === 0 || oui === 0x0000f8) {
    p.read(f.type);
    p.next('encapsulated', type);
  } else if (oui === 0x080007) {
    p.read(f.apple_atalk_pid);
    p.next('encapsulated', type);
  } else {
    p.read(pidField(f, oui));
    p.next('linktype', -1);
  }
}

function pidField(f: F, oui: number): Field<number> {
  if (oui === 0x00000c) return f.cisco_pid;
  if (oui === 0x00005e) return f.iana_pid;
  if (oui === 0x000081) return f.nortel_pid;
  return oui === 0x001958 ? f.bluetooth_pid : f.pid;
}

function ouiText(oui: number): string {
  return oui.toString(16).padStart(6, '0').replace(/..(?!$)/g, '$&:');
}
