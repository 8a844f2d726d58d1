// TCP options (IANA registry): RFC 9293, 7323, 2018, 2883, 7413, 5482, 5925, 2385, 6994 and older ones.
import { bytes, flag, int32, none, uint16, uint32, uint8, type Field } from '../field';
import { FAST_OPEN_COOKIE } from '../frame-facts';
import type { Layer } from '../layer';
import { mptcpOption, MPTCP_FIELDS } from './tcp-mptcp';
import { acceptedEcn, quickStart, RARE_OPTION_FIELDS, riverbedProbe, riverbedTransparency, scps, snack } from './tcp-options-rare';
import { EXPERIMENT_NAMES, TCP_OPTION_NAMES } from './values/tcp-option-names';
import { duplicateSack } from './tcp-duplicate-sack';

const option = (label: string): Field<Uint8Array> => bytes(`TCP Option - ${label}`);

export const TCP_OPTION_FIELDS = {
  options: bytes('Options'),
  option_kind: uint8('Kind', { names: TCP_OPTION_NAMES }),
  option_len: uint8('Length', { doc: 'Octets of the option, kind and length included' }),
  'option.len.invalid': none('Invalid length for option'),
  'options.nop': option('No-Operation (NOP)'),
  'options.eol': option('End of Option List (EOL)'),
  'options.timestamp': option('Timestamps'),
  'options.mss': option('Maximum segment size'),
  'options.wscale': option('Window scale'),
  'options.sack_perm': option('SACK permitted'),
  'options.sack': option('SACK'),
  'options.echo': option('Echo'),
  'options.echoreply': option('Echo reply'),
  'options.cc': option('CC'),
  'options.ccnew': option('CC.NEW'),
  'options.ccecho': option('CC.ECHO'),
  'options.ao': option('TCP AO'),
  'options.md5': option('TCP MD5 signature'),
  'options.scpsrec': option('SCPS record boundary'),
  'options.scpscor': option('SCPS corruption experienced'),
  'options.user_to': option('User Timeout'),
  'options.tfo': option('TCP Fast Open'),
  'options.experimental': option('Experimental'),
  'options.unknown': option('Unknown'),
  'options.mss_val': uint16('MSS Value', { doc: 'Largest segment that the sender can receive, octets' }),
  'options.mss.absent': none('The SYN packet does not contain a MSS option'),
  'options.mss.present': none('The non-SYN packet does contain a MSS option'),
  'options.wscale.shift': uint8('Shift count', { doc: 'The window is multiplied by two to the power of this' }),
  'options.wscale.multiplier': uint16('Multiplier'),
  'options.wscale.shift.invalid': none('Window scale shift exceeds 14'),
  'options.sack_le': uint32('TCP SACK Left Edge', { doc: 'First octet of a block that arrived out of order' }),
  'options.sack_re': uint32('TCP SACK Right Edge', { doc: 'Octet behind that block' }),
  'options.sack.count': uint8('TCP SACK Count'),
  'options.sack.dsack_le': uint32('TCP D-SACK Left Edge'),
  'options.sack.dsack_re': uint32('TCP D-SACK Right Edge'),
  'options.sack.dsack': none('D-SACK Sequence'),
  'options.echo_value': uint32('TCP Echo Option'),
  'options.timestamp.tsval': uint32('Timestamp value', { doc: "The sender's clock" }),
  'options.timestamp.tsecr': uint32('Timestamp echo reply', { doc: "The other side's clock, as seen last" }),
  'options.cc_value': uint32('TCP CC Option'),
  'options.md5.digest': bytes('MD5 digest'),
  'options.ao.keyid': uint8('AO KeyID'),
  'options.ao.rnextkeyid': uint8('AO RNextKeyID'),
  'options.ao.mac': bytes('AO MAC'),
  'options.user_to_granularity': flag('Granularity', 2, 0x8000, { truth: ['Minutes', 'Seconds'] }),
  'options.user_to_val': uint16('User Timeout', { mask: 0x7fff }),
  'options.tfo.request': none('Fast Open Cookie Request'),
  'options.tfo.cookie': bytes('Fast Open Cookie'),
  'analysis.tfo_syn': none('TCP SYN with TFO Cookie'),
  'options.experimental.exid': uint16('Experiment Identifier', { base: 'hex', names: EXPERIMENT_NAMES }),
  'options.experimental.data': bytes('Data'),
  'options.unknown.payload': bytes('Payload'),
  nop: none('4 NOP in a row - a router may have removed some options'),
  non_zero_bytes_after_eol: none('Non zero bytes in option space after EOL option'),
  window_size_scalefactor: int32('Window size scaling factor', { doc: '-1 when unknown, -2 when no scaling is used' }),
  ...MPTCP_FIELDS,
  ...RARE_OPTION_FIELDS,
};

export type OptionFields = typeof TCP_OPTION_FIELDS;

/** What an option's function is told: `length` octets in all, the cursor stands behind kind and length. */
export interface OptionAt {
  readonly start: number;
  readonly length: number;
  readonly syn: boolean;
  /** Relative sequence numbers: subtracted from SACK edges; -1 = raw. */
  readonly base: number;
}

interface Kind {
  readonly field: keyof OptionFields;
  readonly name: string;
  /** Lengths that may be; a single number means exactly that, otherwise at least. */
  readonly exact?: number;
  readonly least?: number;
  /** Its line, where it is not `TCP Option - <name>`. */
  readonly line?: string;
  readonly body?: (p: Layer, f: OptionFields, o: OptionAt) => void;
}

const KINDS: ReadonlyMap<number, Kind> = new Map<number, Kind>([
  [2, { field: 'options.mss', name: 'Maximum segment size', exact: 4, body: maximumSegmentSize }],
  [3, { field: 'options.wscale', name: 'Window scale', exact: 3, body: windowScale }],
  [4, { field: 'options.sack_perm', name: 'SACK permitted', exact: 2, body: (p) => p.appendInfo(() => ' SACK_PERM') }],
  [5, { field: 'options.sack', name: 'SACK', least: 2, body: selectiveAcknowledgments }],
  [6, { field: 'options.echo', name: 'Echo', exact: 6, body: (p, f) => echo(p, f, f['options.echo']) }],
  [7, { field: 'options.echoreply', name: 'Echo reply', exact: 6, line: 'Echo', body: (p, f) => echo(p, f, f['options.echoreply']) }],
  [8, { field: 'options.timestamp', name: 'Timestamps', exact: 10, body: timestamps }],
  [11, { field: 'options.cc', name: 'CC', exact: 6, body: connectionCount }],
  [12, { field: 'options.ccnew', name: 'CC.NEW', exact: 6, line: 'CC', body: connectionCount }],
  [13, { field: 'options.ccecho', name: 'CC.ECHO', exact: 6, line: 'CC', body: connectionCount }],
  [19, { field: 'options.md5', name: 'TCP MD5 signature', exact: 18, body: md5 }],
  [20, { field: 'options.scps', name: 'SCPS capabilities', least: 2, body: scps }],
  [21, { field: 'options.snack', name: 'Selective Negative Acknowledgment', exact: 6, body: snack }],
  [22, { field: 'options.scpsrec', name: 'SCPS record boundary', exact: 2 }],
  [23, { field: 'options.scpscor', name: 'SCPS corruption experienced', exact: 2 }],
  [27, { field: 'options.qs', name: 'Quick-Start', exact: 8, body: quickStart }],
  [28, { field: 'options.user_to', name: 'User Timeout', exact: 4, body: userTimeout }],
  [29, { field: 'options.ao', name: 'TCP AO', least: 4, body: authentication }],
  [34, { field: 'options.tfo', name: 'TCP Fast Open', least: 2, body: (p, f, o) => fastOpen(p, f, o.start + o.length) }],
  [76, { field: 'options.rvbd.probe', name: 'Riverbed Probe', least: 3, body: riverbedProbe }],
  [78, { field: 'options.rvbd.trpy', name: 'Riverbed Transparency', exact: 16, body: riverbedTransparency }],
  [172, { field: 'options.acc_ecn', name: 'Accurate ECN', least: 2, body: (p, f, o) => acceptedEcn(p, f, o, 0) }],
  [174, { field: 'options.acc_ecn', name: 'Accurate ECN', least: 2, body: (p, f, o) => acceptedEcn(p, f, o, 1) }],
  [253, { field: 'options.experimental', name: 'Experimental', least: 4, body: experimental }],
  [254, { field: 'options.experimental', name: 'Experimental', least: 4, body: experimental }],
]);
const MULTIPATH = 30;
const SYN = 0x02;
const SYN_ACK = 0x12;

/** Wireshark counts no more blocks of a selective acknowledgment: there is no room for more beside time stamps. */
const MOST_BLOCKS = 3;
/** Fast Open as an experiment (RFC 6994). */
const FAST_OPEN_EXPERIMENT = 0xf989;

/** In a header of 32 octets: two no-operations and time stamps, by far the most common. */
const USUAL = 0x0101080a;

/** Has one of the options its own protocol (MPTCP)? For the index run: cheap. */
export function hasMultipath(p: Layer, at: number, end: number): boolean {
  const b = p.view.bytes;
  if (end - at === 12 && p.view.uint32(at) === USUAL) return false;
  while (at + 1 < end && b[at] !== 0) {
    if (b[at] === MULTIPATH) return true;
    at += b[at] === 1 ? 1 : Math.max(b[at + 1]!, 1);
  }
  return false;
}

/**
 * For the analysis of the stream: octets that a segment acknowledges selectively (RFC 2018), blocks that overlap counted as often as they are named;
 * of a SYN with a Fast Open cookie (RFC 7413) FAST_OPEN_COOKIE. 0 = neither.
 */
export function selectivelyAcknowledged(p: Layer, at: number, end: number, isSyn: boolean): number {
  const b = p.view.bytes;
  if (end > p.view.capturedEnd) end = p.view.capturedEnd;
  if (end - at === 12 && p.view.uint32(at) === USUAL) return 0;
  let octets = 0;
  while (at + 1 < end && b[at] !== 0) {
    const length = b[at] === 1 ? 1 : b[at + 1]!;
    if (length === 0) break;
    if (b[at] === 5 && at + length <= end) for (let block = at + 2; block + 8 <= at + length && block < at + MOST_BLOCKS * 8; block += 8) octets = (octets + p.view.uint32(block + 4) - p.view.uint32(block)) | 0;
    if (isSyn && length > 2 && (b[at] === 34 || (b[at] === 254 && length > 4 && p.view.uint16(at + 2) === FAST_OPEN_EXPERIMENT))) return FAST_OPEN_COOKIE;
    at += length;
  }
  return octets;
}

/** The window shift of a SYN (0 … 14), -1 = not offered. */
export function offeredWindowShift(p: Layer, at: number, end: number): number {
  const b = p.view.bytes;
  if (end > p.view.capturedEnd) end = p.view.capturedEnd;
  while (at + 1 < end) {
    const kind = b[at]!;
    if (kind === 0) return -1;
    if (kind === 1) {
      at++;
      continue;
    }
    const length = b[at + 1]!;
    if (kind === 3 && length === 3 && at + 2 < end) return Math.min(b[at + 2]!, 14);
    if (length < 2) return -1;
    at += length;
  }
  return -1;
}

/** The options from the cursor to `end`. */
export function tcpOptions(p: Layer, f: OptionFields, end: number, syn: boolean, base: number): void {
  const start = p.at;
  const shown = Math.max(start, Math.min(end, p.view.capturedEnd));
  if (p.emits) p.put(f.options, p.view.bytes.subarray(start, shown), start, shown - start);
  if (p.inTree) p.last.text = `Options: (${end - start} bytes)`;
  const line = p.last;
  p.open();
  let nops = 0;
  let [segmentSize, isBroken] = [false, false];
  while (p.at < end) {
    const kind = p.view.uint8(p.at);
    if (kind === 0 && !allZero(p, p.at, end)) {
      single(p, f, f['options.eol'], 'End of Option List (EOL)', line);
      p.label('Non-zero header padding', p.at, end - p.at);
      p.expert(f.non_zero_bytes_after_eol, 'error', 'Protocol', 'Non-zero header padding');
      isBroken = true;
      break;
    }
    // As tshark 4.0 counts them: a word of 32 bits begins anew, other options do not count.
    if (kind === 1) nops = nops === 0 || (p.at - start) % 4 !== 0 ? nops + 1 : 0;
    if (kind === 1 && nops === 4) {
      p.close();
      p.expert(f.nop, 'warn', 'Protocol', '4 NOP in a row - a router may have removed some options');
      p.open();
    }
    if (kind <= 1) single(p, f, kind === 0 ? f['options.eol'] : f['options.nop'], kind === 0 ? 'End of Option List (EOL)' : 'No-Operation (NOP)', line);
    else if (!oneOption(p, f, kind, end, syn, base, line)) {
      isBroken = true;
      break;
    }
    segmentSize ||= kind === 2;
  }
  p.close();
  if (syn && !segmentSize && !isBroken) p.expert(f['options.mss.absent'], 'note', 'Protocol', 'The SYN packet does not contain a MSS option');
  p.at = end;
}

function allZero(p: Layer, at: number, end: number): boolean {
  const there = Math.min(end, p.view.capturedEnd);
  for (let i = at; i < there; i++) if (p.view.bytes[i] !== 0) return false;
  return true;
}

function single(p: Layer, f: OptionFields, field: Field<Uint8Array>, name: string, line: Layer['last']): void {
  optionLine(p, field, p.at, 1, name);
  p.open();
  p.read(f.option_kind);
  p.close();
  if (p.inTree) line.append += `, ${name}`;
}

function optionLine(p: Layer, field: Field<Uint8Array>, start: number, length: number, text: string): void {
  if (!p.emits) return;
  p.put(field, p.view.captured(start, length), start, length);
  if (p.inTree) p.last.text = `TCP Option - ${text}`;
}

/** False: what follows cannot be read. */
function oneOption(p: Layer, f: OptionFields, kind: number, end: number, syn: boolean, base: number, line: Layer['last']): boolean {
  const start = p.at;
  const known = KINDS.get(kind);
  const name = known?.name ?? (kind === MULTIPATH ? 'MPTCP' : `Unknown (0x${kind.toString(16).padStart(2, '0')})`);
  if (start + 1 >= end) return invalid(p, f, start, end, `${name} (length byte past end of options)`);
  const length = p.view.uint8(start + 1);
  if (length < 2) return invalid(p, f, start, end, `${name} (with too-short option length = ${inBytes(length)})`);
  if (start + length > end) return invalid(p, f, start, end, `${name} (option length = ${inBytes(length)} says option goes past end of options)`);
  const o: OptionAt = { start, length, syn, base };
  if (kind === MULTIPATH) mptcpOption(p, f, o);
  else if (known) knownOption(p, f, known, o);
  else unknownOption(p, f, o);
  if (p.inTree) line.append += `, ${name}`;
  p.at = start + length;
  return true;
}

const inBytes = (length: number): string => `${length} byte${length === 1 ? '' : 's'}`;

function invalid(p: Layer, f: OptionFields, start: number, end: number, message: string): boolean {
  p.label(message, start, Math.max(1, end - start - 2));
  p.expert(f['option.len.invalid'], 'note', 'Sequence', message);
  return false;
}

function knownOption(p: Layer, f: OptionFields, kind: Kind, o: OptionAt): void {
  optionLine(p, f[kind.field] as Field<Uint8Array>, o.start, o.length, kind.line ?? kind.name);
  const present = kind.field === 'options.mss' && !o.syn;
  p.open();
  if (present) p.expert(f['options.mss.present'], 'warn', 'Protocol', 'The non-SYN packet does contain a MSS option');
  p.read(f.option_kind);
  p.read(f.option_len);
  const wrong = kind.exact !== undefined ? o.length !== kind.exact : o.length < (kind.least ?? 2);
  if (wrong) p.expert(f['option.len.invalid'], 'note', 'Sequence', kind.exact !== undefined ? `option length should be ${kind.exact}` : `option length ${o.length} smaller than ${kind.least}`);
  if (!wrong || kind.field === 'options.md5' || kind.field === 'options.sack_perm') kind.body?.(p, f, o);
  p.close();
}

function unknownOption(p: Layer, f: OptionFields, o: OptionAt): void {
  optionLine(p, f['options.unknown'], o.start, o.length, 'Unknown');
  p.open();
  p.read(f.option_kind);
  p.read(f.option_len);
  if (o.length > 2) p.take(f['options.unknown.payload'], o.length - 2);
  p.close();
}

/** Changes the line of the option being read. */
export function retitle(p: Layer, field: Field, text: string): void {
  if (!p.inTree) return;
  for (let i = p.nodes.length - 1; i >= 0; i--) {
    if (p.nodes[i]!.field !== field) continue;
    p.nodes[i]!.text += text;
    return;
  }
}

function maximumSegmentSize(p: Layer, f: OptionFields): void {
  const size = p.read(f['options.mss_val']);
  retitle(p, f['options.mss'], `: ${size} bytes`);
  p.appendInfo(() => ` MSS=${size}`);
}

function windowScale(p: Layer, f: OptionFields): void {
  const at = p.at;
  const sent = p.read(f['options.wscale.shift']);
  const shift = Math.min(sent, 14);
  if (sent > 14) p.expert(f['options.wscale.shift.invalid'], 'warn', 'Protocol', 'Window scale shift exceeds 14');
  p.generated(f['options.wscale.multiplier'], 2 ** shift, at, 1);
  retitle(p, f['options.wscale'], `: ${shift} (multiply by ${2 ** shift})`);
  p.appendInfo(() => ` WS=${2 ** shift}`);
}

function timestamps(p: Layer, f: OptionFields): void {
  const value = p.read(f['options.timestamp.tsval']);
  const reply = p.read(f['options.timestamp.tsecr']);
  if (p.inTree) retitle(p, f['options.timestamp'], `: TSval ${value}, TSecr ${reply}`);
  p.appendInfo(() => ` TSval=${value} TSecr=${reply}`);
}

function selectiveAcknowledgments(p: Layer, f: OptionFields, o: OptionAt): void {
  const end = o.start + o.length;
  let count = 0;
  let first: readonly [left: number, right: number, sent: number] | null = null;
  const relative = o.base >= 0 ? ' (relative)' : '';
  while (p.at + 8 <= end) {
    const edge = (field: Field<number>, side: string): number => {
      const value = o.base >= 0 ? (p.view.uint32(p.at) - o.base) >>> 0 : p.view.uint32(p.at);
      p.put(field, value, p.at, 4);
      if (p.inTree) p.last.text = `${side} edge = ${value}${relative}`;
      p.at += 4;
      return value;
    };
    const left = edge(f['options.sack_le'], 'left');
    const right = edge(f['options.sack_re'], 'right');
    retitle(p, f['options.sack'], ` ${left}-${right}`);
    p.appendInfo(() => ` SLE=${left} SRE=${right}`);
    if (count++ === 0) first = [left, right, p.view.uint32(p.at - 8)];
  }
  p.generated(f['options.sack.count'], count, o.start);
  if (first !== null && ((first[2] - p.facts.acknowledgment) | 0) < 0) duplicateSack(p, [f['options.sack.dsack_le'], f['options.sack.dsack_re'], f['options.sack.dsack']], first, relative);
}

function echo(p: Layer, f: OptionFields, field: Field): void {
  const value = p.read(f['options.echo_value']);
  retitle(p, field, `: ${value}`);
  p.appendInfo(() => ` ECHO=${value}`);
}

function connectionCount(p: Layer, f: OptionFields): void {
  const value = p.read(f['options.cc_value']);
  p.appendInfo(() => ` CC=${value}`);
}

function md5(p: Layer, f: OptionFields, o: OptionAt): void {
  p.appendInfo(() => ' MD5');
  if (o.length === 18) p.take(f['options.md5.digest'], 16);
}

function authentication(p: Layer, f: OptionFields, o: OptionAt): void {
  p.appendInfo(() => 'TCP AO');
  p.read(f['options.ao.keyid']);
  p.read(f['options.ao.rnextkeyid']);
  if (o.length > 4) p.take(f['options.ao.mac'], o.length - 4);
}

function userTimeout(p: Layer, f: OptionFields): void {
  const word = p.view.uint16(p.at);
  p.flags(word, [f['options.user_to_granularity']], p.at, 2);
  p.read(f['options.user_to_val']);
  p.appendInfo(() => ` USER_TO=${word & 0x7fff}`);
}

function fastOpen(p: Layer, f: OptionFields, end: number): void {
  if (p.at === end) {
    p.put(f['options.tfo.request'], undefined, p.at, 0);
    p.appendInfo(() => ' TFO=R');
    return;
  }
  p.take(f['options.tfo.cookie'], end - p.at);
  if ((p.facts.flags & SYN_ACK) === SYN) p.expert(f['analysis.tfo_syn'], 'note', 'Sequence', f['analysis.tfo_syn'].label);
  p.appendInfo(() => ' TFO=C');
}

function experimental(p: Layer, f: OptionFields, o: OptionAt): void {
  const id = p.read(f['options.experimental.exid']);
  const end = o.start + o.length;
  retitle(p, f['options.experimental'], `: ${EXPERIMENT_NAMES.get(id) ?? 'Unknown'}`);
  if (id === 0xf989) {
    fastOpen(p, f, end);
    return;
  }
  if (id === 0xacc0 || id === 0xacc1) {
    acceptedEcn(p, f, o, id - 0xacc0);
    return;
  }
  if (p.at < end) p.take(f['options.experimental.data'], end - p.at);
  p.appendInfo(() => ` ExID=${id.toString(16).toUpperCase()}`);
}
