// The arithmetic of a TCP header's fields with the frame's own numbers.
import { payloadChecksum } from './checksum-figures';
import { valueOf, type DetailLayer, type Line } from './detail-layer';
import { figure, hex, type Figure } from './figure';

const MIN_HEADER = 20;
const FLAG_BITS = [[0x100, 'AE'], [0x080, 'CWR'], [0x040, 'ECE'], [0x020, 'URG'], [0x010, 'ACK'], [0x008, 'PSH'], [0x004, 'RST'], [0x002, 'SYN'], [0x001, 'FIN']] as const;
const COMPLETENESS_BITS = [[1, 'SYN'], [2, 'SYN-ACK'], [4, 'ACK'], [8, 'DATA'], [16, 'FIN'], [32, 'RST']] as const;
const [SYN, FIN] = [0x002, 0x001];

export type FiguresOf = (line: Line) => readonly Figure[];

/** Which range of port numbers it is of (RFC 6335). */
export const port: FiguresOf = (line) => {
  const number = valueOf(line);
  return [figure(number < 1024 ? 'portKnown' : number < 49152 ? 'portRegistered' : 'portFree', { port: number })];
};

function sequence({ layer }: Line): Figure[] {
  const [raw, relative] = [layer.number('tcp.seq_raw'), layer.number('tcp.seq')];
  if (Number.isNaN(raw) || Number.isNaN(relative) || raw === relative) return [];
  return [figure('relativeSequence', { raw, base: (raw - relative) >>> 0, relative })];
}

function acknowledgment({ layer }: Line): Figure[] {
  const [raw, ack] = [layer.number('tcp.ack_raw'), layer.number('tcp.ack')];
  if (Number.isNaN(raw) || layer.number('tcp.flags.ack') !== 1) return [];
  const relative = raw === ack ? [] : [figure('relativeAcknowledgment', { raw, base: (raw - ack) >>> 0, relative: ack })];
  const frame = layer.number('tcp.analysis.acks_frame');
  const last = ack > 0 ? [figure('lastArrived', { ack, last: ack - 1 })] : [];
  if (Number.isNaN(frame)) return [...relative, ...last, ...(ack > 1 ? [figure('acknowledgesNothing', { ack })] : [])];
  return [...relative, ...last, figure('acknowledges', { ack, frame }, frame)];
}

function next({ layer }: Line): Figure[] {
  const [seq, len, sum] = [layer.number('tcp.seq'), layer.number('tcp.len'), layer.number('tcp.nxtseq')];
  if (Number.isNaN(sum)) return [];
  const taken = layer.number('tcp.flags') & (SYN | FIN);
  if (taken === 0) return [figure('next', { seq, len, next: sum })];
  return [figure('nextWithFlag', { seq, len, flags: taken === SYN ? '1 (SYN)' : taken === FIN ? '1 (FIN)' : '2 (SYN, FIN)', next: sum })];
}

function windowSize({ layer }: Line): Figure[] {
  const [sent, scale, size] = [layer.number('tcp.window_size_value'), layer.number('tcp.window_size_scalefactor'), layer.number('tcp.window_size')];
  if (layer.number('tcp.flags.syn') === 1) return [figure('windowOfSyn', { window: sent })];
  if (scale > 0) return [figure('window', { window: sent, scale, size })];
  return [figure(scale === -2 ? 'windowUnscaled' : 'windowUnknown', { window: sent })];
}

function headerLength({ layer }: Line): Figure[] {
  const octets = layer.number('tcp.hdr_len');
  if (!(octets >= MIN_HEADER)) return [];
  return [figure('words', { words: octets / 4, octets }), figure('headerParts', { options: octets - MIN_HEADER, octets }), ...lengths(layer)];
}

/** `20 + 20 + 12 + 25 = 77`: IP header, TCP header, options, data. */
export function lengths(tcp: DetailLayer): Figure[] {
  const ip = tcp.before(['ip']);
  const [header, data] = [tcp.number('tcp.hdr_len'), tcp.number('tcp.len')];
  if (ip === null || Number.isNaN(data)) return [];
  const [ipHeader, total] = [ip.number('ip.hdr_len'), ip.number('ip.len')];
  if (ipHeader + header + data !== total) return [];
  return [figure('lengths', { ip: ipHeader, tcp: MIN_HEADER, options: header - MIN_HEADER, data, total })];
}

function dataLength({ layer }: Line): Figure[] {
  const ip = layer.before(['ip']);
  const [header, data] = [layer.number('tcp.hdr_len'), layer.number('tcp.len')];
  if (ip === null || ip.number('ip.len') - ip.number('ip.hdr_len') - header !== data) return [];
  return [figure('dataLength', { total: ip.number('ip.len'), ip: ip.number('ip.hdr_len'), tcp: header, data }), ...lengths(layer)];
}

/** A number as the sum of its named bits. */
function sumOfBits(bits: number, names: readonly (readonly [number, string])[], print: (bit: number) => string): Figure[] {
  const parts = names.filter(([bit]) => (bits & bit) !== 0).map(([bit, name]) => `${print(bit)} (${name})`);
  return [parts.length === 0 ? figure('noBits', { value: print(bits) }) : figure('sumOfBits', { value: print(bits), parts: parts.join(' + ') })];
}

const flags: FiguresOf = (line) => sumOfBits(line.layer.number('tcp.flags'), FLAG_BITS, (bit) => hex(bit, 3));

function scale({ layer }: Line): Figure[] {
  const multiplier = layer.number('tcp.options.wscale.multiplier');
  return Number.isNaN(multiplier) ? [] : [figure('shift', { shift: layer.number('tcp.options.wscale.shift'), multiplier }), figure('widestWindow', { multiplier, most: 65535 * multiplier })];
}

function segmentSize({ layer }: Line): Figure[] {
  const mss = layer.number('tcp.options.mss_val');
  const ip = layer.before(['ip', 'ipv6']);
  if (Number.isNaN(mss) || ip === null) return [];
  const header = ip.id === 'ip' ? 20 : 40;
  return [figure('mtu', { mss, ip: header, mtu: mss + header + MIN_HEADER })];
}

/** The block that a line of the SACK option tells an edge of, or the first one. */
function block({ node, index, layer }: Line): Figure[] {
  const { nodes } = layer.detail;
  const from = node.field === 'tcp.options.sack_re' ? index - 1 : index;
  const at = nodes.findIndex((n, i) => i >= from && n.field === 'tcp.options.sack_le');
  const [left, right] = [Number(nodes[at]?.value ?? NaN), Number(nodes[at + 1]?.value ?? NaN)];
  if (Number.isNaN(left) || Number.isNaN(right)) return [];
  const count = layer.number('tcp.options.sack.count');
  const ack = layer.number('tcp.ack');
  return [
    ...(node.field === 'tcp.options.sack' ? [figure('sackLength', { count, length: 2 + 8 * count })] : []),
    figure('block', { left, right, octets: (right - left) >>> 0 }),
    ...(left > ack ? [figure('gap', { left, ack, octets: left - ack })] : []),
  ];
}

/** Seconds since another frame that the analysis names. */
const since = (seconds: string, frame: string): FiguresOf => ({ layer }) =>
  layer.has(seconds) && layer.has(frame) ? [figure('afterFrame', { seconds: layer.text(seconds), frame: layer.number(frame) }, layer.number(frame))] : [];

const repeated: FiguresOf = (line) => since('tcp.analysis.rto', 'tcp.analysis.rto_frame')(line);

function urgent({ layer }: Line): Figure[] {
  const pointer = layer.number('tcp.urgent_pointer');
  return layer.number('tcp.flags.urg') === 1 ? [figure('urgentEnd', { seq: layer.number('tcp.seq'), pointer, end: layer.number('tcp.seq') + pointer })] : [];
}

const checksum: FiguresOf = ({ layer }) => payloadChecksum(layer, 'tcp.checksum', 6, true);
const round = since('tcp.analysis.ack_rtt', 'tcp.analysis.acks_frame');

export const TCP_FIGURES: Readonly<Record<string, FiguresOf>> = {
  tcp: ({ layer }) => lengths(layer),
  'tcp.srcport': port, 'tcp.dstport': port,
  'tcp.seq': sequence, 'tcp.seq_raw': sequence, 'tcp.ack': acknowledgment, 'tcp.ack_raw': acknowledgment, 'tcp.nxtseq': next,
  'tcp.len': dataLength, 'tcp.payload': dataLength, 'tcp.hdr_len': headerLength, 'tcp.options': headerLength,
  'tcp.flags': flags, 'tcp.flags.str': flags,
  'tcp.window_size_value': windowSize, 'tcp.window_size': windowSize, 'tcp.window_size_scalefactor': windowSize,
  'tcp.checksum': checksum, 'tcp.checksum.status': checksum, 'tcp.checksum.bad': checksum, 'tcp.checksum_calculated': checksum,
  'tcp.urgent_pointer': urgent,
  'tcp.completeness': (line) => sumOfBits(valueOf(line), COMPLETENESS_BITS, String),
  'tcp.options.mss': segmentSize, 'tcp.options.mss_val': segmentSize,
  'tcp.options.wscale': scale, 'tcp.options.wscale.shift': scale, 'tcp.options.wscale.multiplier': scale,
  'tcp.options.sack': block, 'tcp.options.sack_le': block, 'tcp.options.sack_re': block,
  'tcp.analysis.ack_rtt': round, 'tcp.analysis.acks_frame': acknowledgment,
  'tcp.analysis.rto': repeated, 'tcp.analysis.rto_frame': repeated, 'tcp.analysis.retransmission': repeated,
};
