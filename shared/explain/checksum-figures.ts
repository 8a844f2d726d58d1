// How the Internet checksum (RFC 1071) of a frame's header is worked out, step by step.
import { fold16, sum16 } from '../bytes/checksum';
import type { DetailLayer } from './detail-layer';
import { figure, hex, type Figure } from './figure';

const word = (sum: number): string => hex(sum, 4);

interface Pseudo {
  readonly sum: number;
  readonly figures: readonly Figure[];
}

/** The sum of the addresses, the protocol and the length that TCP, UDP and ICMPv6 add to their own. */
function pseudoHeader(ip: DetailLayer, protocol: number, length: number): Pseudo | null {
  const source = ip.node(`${ip.id}.src`);
  const destination = ip.node(`${ip.id}.dst`);
  if (source === null || destination === null) return null;
  const from = fold16(sum16(ip.bytes, source.start, source.length));
  const to = fold16(sum16(ip.bytes, destination.start, destination.length));
  const sum = fold16(from + to + protocol + (length & 0xffff) + (length >>> 16));
  return {
    sum,
    figures: [
      figure('sumPseudoParts', { source: source.value, from: word(from), destination: destination.value, to: word(to), protocol, length }),
      figure('sumPseudo', { from: word(from), to: word(to), protocol: word(protocol), length: word(length), sum: word(sum) }),
    ],
  };
}

/** @param at position of the field; `length` octets from `start` are summed */
function steps(bytes: Uint8Array, at: number, start: number, length: number, pseudo: Pseudo | null): Figure[] {
  const sent = (bytes[at]! << 8) | bytes[at + 1]!;
  const data = sum16(bytes, start, length) - sent;
  const added = pseudo?.sum ?? 0;
  const folded = fold16(data + added);
  const expected = ~folded & 0xffff;
  const verdict = sent === expected || fold16(data + added + sent) === 0xffff ? 'sumGood' : sent === 0 ? 'sumEmpty' : sent === pseudo?.sum ? 'sumOffloaded' : 'sumBad';
  return [
    ...(pseudo?.figures ?? []),
    figure('sumData', { octets: length, sum: word(data) }),
    ...(pseudo === null ? [] : [figure('sumTotal', { pseudo: word(pseudo.sum), data: word(data), sum: word(data + added) })]),
    ...(data + added > 0xffff ? [figure('sumFolded', { sum: word(data + added), folded: word(folded) })] : []),
    figure('sumComplement', { folded: word(folded), expected: word(expected) }),
    figure(verdict, { sent: word(sent), expected: word(expected) }),
  ];
}

/** Of IPv4: over its own header. */
export function headerChecksum(layer: DetailLayer, field: string): Figure[] {
  const node = layer.node(field);
  const length = layer.number(`${layer.id}.hdr_len`);
  if (node === null || node.length !== 2 || !(layer.line.start + length <= layer.bytes.length)) return [];
  return steps(layer.bytes, node.start, layer.line.start, length, null);
}

/** Of what IP carries: over all of it, where all of it was captured. */
export function payloadChecksum(layer: DetailLayer, field: string, protocol: number, hasPseudo: boolean): Figure[] {
  const node = layer.node(field);
  const ip = layer.before(['ip', 'ipv6']);
  if (node === null || node.length !== 2 || ip === null) return [];
  const isFragment = ip.number('ip.flags.mf') === 1 || ip.number('ip.frag_offset') > 0 || ip.has('ipv6.fraghdr');
  const end = ip.id === 'ip' ? ip.line.start + ip.number('ip.len') : ip.line.start + 40 + ip.number('ipv6.plen');
  const length = end - layer.line.start;
  if (isFragment || node.source !== ip.line.source || !(length > 0) || end > layer.bytes.length) return [];
  return steps(layer.bytes, node.start, layer.line.start, length, hasPseudo ? pseudoHeader(ip, protocol, length) : null);
}
