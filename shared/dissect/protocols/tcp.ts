// Transmission Control Protocol: one segment. What needs other segments is told by the context.
import { timeBetween } from '../../frame/time';
import { NO_CONTEXT, type FrameContext } from '../frame-context';
import { AddressKind, SEGMENT_LENGTH_UNKNOWN } from '../frame-facts';
import { bytes, flag, none, relativeTime, text, uint16, uint32, uint8 } from '../field';
import { check, emitChecked, emitUnchecked, pseudoHeaderSum, type ChecksumFields } from '../internet-checksum';
import type { Layer } from '../layer';
import { portInfo, portText } from '../names';
import { protocol } from '../protocol';
import type { SegmentAnalysis } from '../segment-analysis';
import { analysisInfo, analysisLines, closingLine, completenessLine, fastOpenLine, TCP_ANALYSIS_FIELDS } from './tcp-analysis';
import { hasMultipath, offeredWindowShift, selectivelyAcknowledged, TCP_OPTION_FIELDS, tcpOptions } from './tcp-options';
import { segmentParts, TCP_SEGMENT_FIELDS } from './tcp-segments';
import { CHECKSUM_STATUS_NAMES } from './values/checksum-status';

const MIN_HEADER = 20;
const NUMBER = 6;
const FIN = 0x01;
const SYN = 0x02;
const RST = 0x04;
const ACK = 0x10;
const URG = 0x20;

export const tcp = protocol({
  id: 'tcp', name: 'Transmission Control Protocol', column: 'TCP', spec: 'RFC 9293', tcpdump: 'print-tcp.c',
  over: { 'ip.proto': [NUMBER] },
  fields: {
    srcport: uint16('Source Port', { base: 'pt_tcp', alias: 'tcp.port' }),
    dstport: uint16('Destination Port', { base: 'pt_tcp', alias: 'tcp.port' }),
    stream: uint32('Stream index', { doc: 'Number of the conversation in this file, from 0' }),
    len: uint32('TCP Segment Len', { doc: 'Octets of data' }),
    seq: uint32('Sequence Number', { doc: 'Of the first octet of data, counted from the start of the conversation' }),
    seq_raw: uint32('Sequence Number (raw)', { doc: 'As sent' }),
    nxtseq: uint32('Next Sequence Number'),
    ack: uint32('Acknowledgment Number', { doc: 'Next octet expected from the other side' }),
    ack_raw: uint32('Acknowledgment number (raw)', { doc: 'As sent' }),
    'ack.nonzero': none('The acknowledgment number field is nonzero while the ACK flag is not set'),
    hdr_len: uint8('Header Length', { doc: 'Octets' }),
    bogus_header_length: none('Bogus TCP Header length'),
    short_segment: none('Short segment'),
    flags: uint16('Flags', { base: 'hex', mask: 0x0fff }),
    'flags.res': flag('Reserved', 2, 0x0e00, { bits: 12 }),
    'flags.ae': flag('Accurate ECN', 2, 0x0100, { bits: 12 }),
    'flags.cwr': flag('Congestion Window Reduced', 2, 0x0080, { bits: 12 }),
    'flags.ece': flag('ECN-Echo', 2, 0x0040, { bits: 12 }),
    'flags.urg': flag('Urgent', 2, 0x0020, { bits: 12 }),
    'flags.ack': flag('Acknowledgment', 2, 0x0010, { bits: 12 }),
    'flags.push': flag('Push', 2, 0x0008, { bits: 12 }),
    'flags.reset': flag('Reset', 2, 0x0004, { bits: 12 }),
    'flags.syn': flag('Syn', 2, 0x0002, { bits: 12 }),
    'flags.fin': flag('Fin', 2, 0x0001, { bits: 12 }),
    'flags.str': text('TCP Flags'),
    'connection.syn': none('Connection establish request (SYN)'),
    'connection.synack': none('Connection establish acknowledge (SYN+ACK)'),
    'connection.fin': none('Connection finish (FIN)'),
    'connection.rst': none('Connection reset (RST)'),
    window_size_value: uint16('Window', { doc: 'Octets that the sender has room for, before scaling' }),
    window_size: uint32('Calculated window size', { doc: 'Octets, scaled' }),
    checksum: uint16('Checksum', { base: 'hex', doc: 'Over pseudo-header, header and data' }),
    checksum_calculated: uint16('Calculated Checksum', { base: 'hex' }),
    'checksum.status': uint8('Checksum Status', { base: 'none', names: CHECKSUM_STATUS_NAMES }),
    'checksum.bad': none('Bad checksum'),
    urgent_pointer: uint16('Urgent Pointer'),
    'urgent_pointer.non_zero': none('The urgent pointer field is nonzero while the URG flag is not set'),
    time_relative: relativeTime('Time since first frame in this TCP stream'),
    time_delta: relativeTime('Time since previous frame in this TCP stream'),
    payload: bytes('TCP payload'),
    reset_cause: text('Reset cause'),
    ...TCP_SEGMENT_FIELDS,
    ...TCP_ANALYSIS_FIELDS,
    ...TCP_OPTION_FIELDS,
  },
  dissect(p, f) {
    if (p.indexing && !p.fragment && p.at + MIN_HEADER <= p.view.capturedEnd && plain(p)) return;
    p.info(() => '');
    const start = p.at;
    if (p.captured < 4) p.column(p.facts.addressKind === AddressKind.Ipv6 ? 'IPv6' : 'IPv4');
    const [source, destination] = [p.view.uint16(start), p.view.uint16(start + 2)];
    const analysis = p.quoted === 0 && !p.indexing ? p.context.analysis : null;
    if (analysis !== null) analysisInfo(p, analysis);
    p.info(() => `${portInfo(p, 'tcp', source)} → ${portInfo(p, 'tcp', destination)}`);
    p.title(() => `, Src Port: ${portText(p, 'tcp', source)}, Dst Port: ${portText(p, 'tcp', destination)}`);
    if (p.quoted === 0) p.transport(NUMBER, source, destination);
    p.read(f.srcport);
    p.read(f.dstport);
    if (p.quoted > 0 && p.view.reportedEnd - start < MIN_HEADER) {
      p.read(f.seq);
      return;
    }
    // Until its header is read: a snaplen may end within it, and then the segment says nothing to the analysis.
    if (p.quoted === 0) p.facts.flags = SEGMENT_LENGTH_UNKNOWN;
    const s = segment(p, start);
    if (p.quoted > 0) p.transport(NUMBER, source, destination);
    if (p.emits && p.stream >= 0) p.generated(f.stream, p.stream);
    if (p.emits && analysis !== null) completenessLine(p, f, analysis);
    facts(p, s);
    flagsInfo(p, s);
    if (s.headerLength < MIN_HEADER) {
      bogusHeader(p, f, s);
      return;
    }
    numbers(p, f, s, analysis);
    if (p.inTree) p.layerNode.length = Math.min(s.headerLength, p.view.capturedEnd - start);
    flagLines(p, f, s, analysis);
    windowLines(p, f, s);
    checksum(p, f, s);
    urgentPointer(p, f, s);
    if (s.payload >= 0) p.appendInfo(() => ` Len=${s.payload}`);
    if (s.headerLength > MIN_HEADER) options(p, f, s);
    conversation(p, f);
    if (p.emits && analysis !== null) analysisLines(p, f, analysis);
    p.at = start + s.headerLength;
    payload(p, f, s);
  },
  examples: [
    {
      what: 'SYN with the usual options', info: '5068 → 80 [SYN] Seq=0 Win=8192 Len=0 MSS=1440 WS=256 SACK_PERM',
      hex: '13cc0050 00000000 00000000 80022000 12340000 020405a0 0103030801010402',
      fields: { 'tcp.srcport': '5068', 'tcp.port': '5068,80', 'tcp.flags': '0x0002', 'tcp.flags.syn': '1', 'tcp.flags.str': '··········S·', 'tcp.len': '0', 'tcp.hdr_len': '32', 'tcp.option_kind': '2,1,3,1,1,4', 'tcp.options.mss_val': '1440', 'tcp.options.wscale.shift': '8', 'tcp.options.wscale.multiplier': '256', 'tcp.options.sack_perm': '0402', 'tcp.checksum.status': '2' },
    },
    {
      what: 'time stamps, two octets of data', info: '53 → 56752 [PSH, ACK] Seq=10 Ack=20 Win=16 Len=2 TSval=1 TSecr=2',
      hex: '0035ddb0 0000000a 00000014 80180010 30d60000 0101080a0000000100000002 abcd',
      fields: { 'tcp.len': '2', 'tcp.seq_raw': '10', 'tcp.nxtseq': '12', 'tcp.ack_raw': '20', 'tcp.options.timestamp.tsval': '1', 'tcp.options.timestamp.tsecr': '2', 'tcp.payload': 'abcd', 'tcp.window_size_scalefactor': '-1' },
    },
    { what: 'header length below the minimum', info: '1 → 2 [ACK] Seq=0 Ack=0 Win=0, bogus TCP header length (16, must be at least 20)', hex: '00010002 00000000 00000000 40100000 00000000', fields: { 'tcp.hdr_len': '16' } },
    { what: 'selective acknowledgment of what came again', info: '1 → 2 [ACK] Seq=0 Ack=100 Win=0 Len=0 SLE=10 SRE=20', hex: '00010002 00000000 00000064 80100000 00000000 0101050a0000000a00000014', fields: { 'tcp.options.sack.dsack_le': '10', 'tcp.options.sack.dsack_re': '20' } },
    { what: 'selective acknowledgment', info: '1 → 2 [ACK] Seq=0 Ack=0 Win=0 Len=0 SLE=1 SRE=3', hex: '00010002 00000000 00000000 80100000 00000000 0101050a0000000100000003', fields: { 'tcp.options.sack_le': '1', 'tcp.options.sack_re': '3', 'tcp.options.sack.count': '1' } },
    { what: 'Multipath TCP joins', info: '1 → 2 [SYN] Seq=0 Win=0 Len=0', hex: '00010002 00000000 00000000 80020000 00000000 1e0c10051122334455667788', fields: { 'tcp.options.mptcp.subtype': '1', 'tcp.options.mptcp.recvtok': '287454020' } },
  ],
});

type F = typeof tcp.fields;

const SHORT = 'Short segment. Segment/fragment does not contain a full TCP header (might be NMAP or someone else deliberately sending unusual packets)';

/** What the header says, and how much data there is (-1: the header is longer than the segment). */
interface Segment {
  readonly start: number;
  readonly source: number;
  readonly destination: number;
  readonly sequence: number;
  readonly acknowledgment: number;
  readonly headerLength: number;
  readonly bits: number;
  readonly window: number;
  readonly payload: number;
}

function segment(p: Layer, start: number): Segment {
  const view = p.view;
  const word = view.uint16(start + 12);
  const headerLength = (word >>> 12) * 4;
  const there = view.reportedEnd - start;
  return {
    start, source: view.uint16(start), destination: view.uint16(start + 2), sequence: view.uint32(start + 4), acknowledgment: view.uint32(start + 8),
    headerLength, bits: word & 0xfff, window: view.uint16(start + 14), payload: there >= headerLength ? there - headerLength : -1,
  };
}

/** The index run's way through a header of which all fixed parts were captured. */
function plain(p: Layer): boolean {
  const view = p.view;
  const start = p.at;
  const word = view.uint16(start + 12);
  const headerLength = (word >>> 12) * 4;
  const end = start + headerLength;
  if (headerLength < MIN_HEADER || end > view.capturedEnd) return false;
  if (headerLength > MIN_HEADER && hasMultipath(p, start + MIN_HEADER, end)) return false;
  const source = view.uint16(start);
  const destination = view.uint16(start + 2);
  p.transport(NUMBER, source, destination);
  if (p.quoted === 0) {
    const facts = p.facts;
    facts.sequence = view.uint32(start + 4);
    facts.acknowledgment = view.uint32(start + 8);
    facts.flags = word & 0xfff;
    facts.window = view.uint16(start + 14);
    facts.windowShift = (word & SYN) !== 0 ? offeredWindowShift(p, start + MIN_HEADER, end) : -1;
    if (headerLength > MIN_HEADER) facts.sacked = selectivelyAcknowledged(p, start + MIN_HEADER, end, (word & SYN) !== 0);
    facts.payloadAt = end;
    facts.payloadSource = p.source;
    facts.payloadLength = view.reportedEnd - end;
  }
  p.paths.plainHeader();
  p.at = end;
  if (p.pdus.takesPayload) return keepPayload(p, end);
  if ((word & RST) !== 0 || end >= view.capturedEnd) return true;
  p.next('tcp.port', source, view.reportedEnd - end, destination);
  return true;
}

/** For the reassembly: the data as they stand there, if all of them do. */
function keepPayload(p: Layer, at: number): true {
  const { bytes: all, reportedEnd, capturedEnd } = p.view;
  if (p.quoted === 0) p.pdus.keep(all, at, reportedEnd, capturedEnd);
  return true;
}

function facts(p: Layer, s: Segment): void {
  if (p.quoted > 0) return;
  const { facts } = p;
  facts.sequence = s.sequence;
  facts.acknowledgment = s.acknowledgment;
  facts.flags = s.payload < 0 || s.headerLength < MIN_HEADER || p.fragment ? s.bits | SEGMENT_LENGTH_UNKNOWN : s.bits;
  facts.window = s.window;
  facts.windowShift = (s.bits & SYN) !== 0 ? offeredWindowShift(p, s.start + MIN_HEADER, s.start + s.headerLength) : -1;
  facts.sacked = selectivelyAcknowledged(p, s.start + MIN_HEADER, s.start + s.headerLength, (s.bits & SYN) !== 0);
  facts.payloadAt = s.start + s.headerLength;
  facts.payloadSource = p.source;
  facts.payloadLength = Math.max(0, s.payload);
}

/** Relative to the conversation's first number, where that is known and wanted. */
function relative(p: Layer, value: number, base: number): number {
  return isRelative(p, base) ? (value - base) >>> 0 : value;
}

function isRelative(p: Layer, base: number): boolean {
  return p.options.relativeSequence && base >= 0 && p.quoted === 0;
}

/** A header that is longer than its segment is not trusted with the conversation's numbers. */
function bases(p: Layer, s: Segment): Pick<FrameContext, 'sequenceBase' | 'acknowledgmentBase'> {
  return s.payload < 0 ? NO_CONTEXT : p.context;
}

function scaledWindow(p: Layer, s: Segment): number {
  const shift = p.context.windowShift;
  return (s.bits & SYN) === 0 && shift > 0 && p.quoted === 0 ? s.window * 2 ** shift : s.window;
}

const NAMES = ['FIN', 'SYN', 'RST', 'PSH', 'ACK', 'URG', 'ECE', 'CWR', 'AE'] as const;
/** Order in which tcpdump prints them. */
const LETTERS = 'FSRP.UEWe';
const STRING_LETTERS = ['R', 'R', 'R', 'A', 'C', 'E', 'U', 'A', 'P', 'R', 'S', 'F'] as const;

/** `SYN, ACK`; every row of TCP asks for it, so each combination is written once. */
export function flagNames(bits: number): string {
  return (FLAG_TEXTS[bits & 0xfff] ??= joinedNames(bits));
}
const FLAG_TEXTS: string[] = new Array<string>(0x1000);

function joinedNames(bits: number): string {
  const names: string[] = NAMES.filter((_, i) => bits & (1 << i));
  if (bits & 0xe00) names.push('Reserved');
  return names.length === 0 ? '<None>' : names.join(', ');
}

/** `S.` as tcpdump spells it. */
export function flagLetters(bits: number): string {
  let letters = '';
  for (let i = 0; i < LETTERS.length; i++) if (bits & (1 << i)) letters += LETTERS[i]!;
  return letters === '' ? 'none' : letters;
}

function flagsInfo(p: Layer, s: Segment): void {
  const { sequenceBase, acknowledgmentBase } = bases(p, s);
  const sequence = relative(p, s.sequence, sequenceBase);
  const acknowledgment = relative(p, s.acknowledgment, acknowledgmentBase);
  const hasAck = (s.bits & ACK) !== 0;
  if (p.inRow) {
    const flags = p.options.flagStyle === 'tcpdump' ? flagLetters(s.bits) : flagNames(s.bits);
    p.appendInfo(() => ` [${flags}] Seq=${sequence}${hasAck ? ` Ack=${acknowledgment}` : ''} Win=${scaledWindow(p, s)}`);
  }
  if (s.headerLength < MIN_HEADER || !p.emits) return;
  const length = s.payload >= 0 ? `, Len: ${s.payload}` : '';
  p.title(() => `, Src Port: ${portText(p, 'tcp', s.source)}, Dst Port: ${portText(p, 'tcp', s.destination)}, Seq: ${sequence}${hasAck ? `, Ack: ${acknowledgment}` : ''}${length}`);
}

function bogusHeader(p: Layer, f: F, s: Segment): void {
  p.put(f.hdr_len, s.headerLength, s.start + 12, 1);
  if (p.inTree) p.last.valueText = `${s.headerLength} bytes (bogus, must be at least ${MIN_HEADER})`;
  p.expert(f.bogus_header_length, 'error', 'Protocol', `Bogus TCP header length (${s.headerLength}, must be at least ${MIN_HEADER})`);
  p.appendInfo(() => `, bogus TCP header length (${s.headerLength}, must be at least ${MIN_HEADER})`);
}

function numbers(p: Layer, f: F, s: Segment, analysis: SegmentAnalysis | null): void {
  if (!p.emits) return;
  const { sequenceBase, acknowledgmentBase } = bases(p, s);
  const at = s.start;
  const sequence = relative(p, s.sequence, sequenceBase);
  if (s.payload >= 0) p.generated(f.len, s.payload);
  else {
    p.label(SHORT);
    p.expert(f.short_segment, 'warn', 'Malformed', SHORT);
  }
  numbered(p, f.seq, sequence, at + 4, isRelative(p, sequenceBase) ? '    (relative sequence number)' : '');
  p.put(f.seq_raw, s.sequence, at + 4, 4);
  if (s.payload >= 0) {
    // One of SYN and FIN, as in Wireshark, which never sees both in earnest.
    const next = (sequence + s.payload + (s.bits & (SYN | FIN) ? 1 : 0)) >>> 0;
    p.generated(f.nxtseq, next);
    if (p.inTree && isRelative(p, sequenceBase)) p.last.append = '    (relative sequence number)';
  }
  const hasAck = (s.bits & ACK) !== 0;
  const shown = hasAck && isRelative(p, acknowledgmentBase);
  numbered(p, f.ack, shown ? relative(p, s.acknowledgment, acknowledgmentBase) : s.acknowledgment, at + 8, shown ? '    (relative ack number)' : '');
  if (analysis !== null && (s.bits & (SYN | ACK)) === (SYN | ACK) && acknowledgmentBase >= 0) fastOpenLine(p, f, analysis, (s.acknowledgment - acknowledgmentBase) >>> 0);
  if (!hasAck && s.acknowledgment !== 0) p.expert(f['ack.nonzero'], 'note', 'Protocol', 'The acknowledgment number field is nonzero while the ACK flag is not set');
  p.put(f.ack_raw, s.acknowledgment, at + 8, 4);
  p.put(f.hdr_len, s.headerLength, at + 12, 1);
  if (p.inTree) p.last.text = `${(s.headerLength / 4).toString(2).padStart(4, '0')} .... = Header Length: ${s.headerLength} bytes (${s.headerLength / 4})`;
}

function numbered(p: Layer, field: F['seq'], value: number, at: number, note: string): void {
  p.put(field, value, at, 4);
  if (p.inTree) p.last.append = note;
}

function flagLines(p: Layer, f: F, s: Segment, analysis: SegmentAnalysis | null): void {
  if (!p.emits) return;
  const at = s.start + 12;
  p.put(f.flags, s.bits, at, 2);
  if (p.inTree) p.last.text = `Flags: 0x${s.bits.toString(16).padStart(3, '0')} (${flagNames(s.bits)})`;
  p.open();
  p.flags(s.bits, [f['flags.res']], at, 1);
  if (p.inTree) p.last.text = `${(s.bits >>> 9).toString(2).padStart(3, '0')}. .... .... = Reserved: ${s.bits & 0xe00 ? 'Set' : 'Not set'}`;
  p.flags(s.bits, [f['flags.ae']], at, 1);
  p.flags(s.bits, [f['flags.cwr'], f['flags.ece'], f['flags.urg'], f['flags.ack'], f['flags.push'], f['flags.reset']], at + 1, 1);
  if (s.bits & RST) p.expert(f['connection.rst'], 'warn', 'Sequence', 'Connection reset (RST)');
  p.flags(s.bits, [f['flags.syn']], at + 1, 1);
  if (s.bits & SYN && s.bits & ACK) p.expert(f['connection.synack'], 'chat', 'Sequence', `Connection establish acknowledge (SYN+ACK): server port ${s.source}`);
  else if (s.bits & SYN) p.expert(f['connection.syn'], 'chat', 'Sequence', `Connection establish request (SYN): server port ${s.destination}`);
  p.flags(s.bits, [f['flags.fin']], at + 1, 1);
  if (s.bits & FIN) p.expert(f['connection.fin'], 'chat', 'Sequence', 'Connection finish (FIN)');
  p.generated(f['flags.str'], STRING_LETTERS.map((letter, i) => (s.bits & (0x800 >> i) ? letter : '·')).join(''), at, 2);
  if (s.bits & FIN && analysis !== null) closingLine(p, f, analysis);
  p.close();
}

function windowLines(p: Layer, f: F, s: Segment): void {
  if (!p.emits) return;
  const at = s.start + 14;
  p.put(f.window_size_value, s.window, at, 2);
  p.generated(f.window_size, scaledWindow(p, s), at, 2);
  if (s.bits & SYN || p.quoted > 0) return;
  const shift = p.context.windowShift;
  p.generated(f.window_size_scalefactor, shift >= 0 ? 2 ** shift : shift, at, 2);
  if (p.inTree && shift < 0) p.last.append = shift === -1 ? ' (unknown)' : ' (no window scaling used)';
}

function checksum(p: Layer, f: F, s: Segment): void {
  const at = s.start + 16;
  p.view.need(at, 2);
  if (!p.emits) return;
  const fields: ChecksumFields = { checksum: f.checksum, status: f['checksum.status'], bad: f['checksum.bad'], calculated: f.checksum_calculated };
  const length = p.view.reportedEnd - s.start;
  const whole = p.view.reportedEnd <= p.view.capturedEnd && !p.fragment && p.quoted === 0;
  const pseudo = p.options.verifyChecksums && whole ? pseudoHeaderSum(p, NUMBER, length) : -1;
  if (pseudo < 0) emitUnchecked(p, fields, at, 'unverified');
  else emitChecked(p, fields, at, check(p, at, s.start, length, pseudo), 'error', '(maybe caused by "TCP checksum offload"?)');
}

function urgentPointer(p: Layer, f: F, s: Segment): void {
  p.at = s.start + 18;
  const pointer = p.read(f.urgent_pointer);
  if (s.bits & URG) p.appendInfo(() => ` Urg=${pointer}`);
  else if (pointer !== 0) p.expert(f['urgent_pointer.non_zero'], 'note', 'Protocol', 'The urgent pointer field is nonzero while the URG flag is not set');
}

function options(p: Layer, f: F, s: Segment): void {
  const base = isRelative(p, p.context.acknowledgmentBase) ? p.context.acknowledgmentBase : -1;
  p.at = s.start + MIN_HEADER;
  p.itemEnd = s.start + s.headerLength;
  tcpOptions(p, f, s.start + s.headerLength, (s.bits & SYN) !== 0, base);
}

function conversation(p: Layer, f: F): void {
  if (!p.emits || p.quoted > 0) return;
  const { time } = p.context;
  const stream = p.context.streamTimes(p.facts.transportCount - 1);
  if (time === null || stream === null) return;
  p.group('Timestamps', -1, 0);
  if (p.inTree) p.last.generated = true;
  p.generated(f.time_relative, timeBetween(stream.first, time));
  p.generated(f.time_delta, timeBetween(stream.previous ?? time, time));
  p.close();
}

function payload(p: Layer, f: F, s: Segment): void {
  const parts = p.quoted === 0 ? (p.context.segmentParts ?? null) : null;
  if (s.payload === 0 && parts !== null && !p.indexing) return segmentParts(p, f, parts);
  if (s.payload <= 0 || p.captured <= 0) return;
  if (p.pdus.takesPayload) return void keepPayload(p, p.at);
  if (s.bits & RST) {
    p.takeText(f.reset_cause, Math.min(s.payload, p.captured), 'latin1');
    return;
  }
  if (p.emits) {
    const captured = Math.min(s.payload, p.captured);
    p.put(f.payload, p.view.bytes.subarray(p.at, p.at + captured), p.at, captured);
    if (p.inTree) p.last.text = `TCP payload (${s.payload} byte${s.payload === 1 ? '' : 's'})`;
  }
  if (parts !== null && !p.indexing) segmentParts(p, f, parts);
  else p.next('tcp.port', s.source, s.payload, s.destination);
}
