// The arithmetic of the headers below and beside TCP: IP, UDP, ICMP, ARP, rpcx.
import { headerChecksum, payloadChecksum } from './checksum-figures';
import { valueOf, type DetailLayer, type Line } from './detail-layer';
import { figure, hex, type Figure, type FigureKey } from './figure';
import { lengths, port, type FiguresOf } from './tcp-figures';

const IPV4_HEADER = 20;
const UDP_HEADER = 8;
/** What systems begin with: Linux and macOS 64, Windows 128, routers 255. */
const USUAL_HOPS = [64, 128, 255];

function words({ layer }: Line): Figure[] {
  const octets = layer.number('ip.hdr_len');
  return octets >= IPV4_HEADER ? [figure('words', { words: octets / 4, octets }), figure('headerParts', { options: octets - IPV4_HEADER, octets })] : [];
}

/** The layer of TCP or UDP that stands behind this IP layer. */
function carried(ip: DetailLayer): Figure[] {
  const { nodes } = ip.detail;
  const from = nodes.indexOf(ip.line);
  const at = nodes.findIndex((n, i) => i > from && n.field === 'tcp' && n.depth === ip.line.depth);
  const tcp = at < 0 ? null : ip.after(at);
  return tcp === null ? [] : lengths(tcp);
}

function services(field: string): FiguresOf {
  return ({ layer }) => {
    const value = layer.number(field);
    return Number.isNaN(value) ? [] : [figure('dscpEcn', { value: hex(value, 2), dscp: value >> 2, ecn: value & 3 })];
  };
}

/** How many routers the packet passed, if it began with the next usual number. */
const hops: FiguresOf = (line) => {
  const left = valueOf(line);
  const began = USUAL_HOPS.find((n) => n >= left);
  return began === undefined || Number.isNaN(left) ? [] : [figure('hops', { began, left, passed: began - left })];
};

const offset = (field: string): FiguresOf => ({ layer }) => {
  const octets = layer.number(field);
  return octets > 0 ? [figure('fragmentOffset', { units: octets / 8, octets })] : [];
};

const ADDRESS_KINDS: readonly (readonly [RegExp, FigureKey])[] = [
  [/^127\.|^::1$/, 'addressLoopback'],
  [/^255\.255\.255\.255$/, 'addressBroadcast'],
  [/^(22[4-9]|23\d)\.|^ff/, 'addressMulticast'],
  [/^169\.254\.|^fe[89ab]/, 'addressLinkLocal'],
  [/^10\.|^192\.168\.|^172\.(1[6-9]|2\d|3[01])\./, 'addressPrivate'],
  [/^f[cd]/, 'addressOwnPrefix'],
];
const address: FiguresOf = ({ node }) => ADDRESS_KINDS.filter(([pattern]) => pattern.test(node.value)).map(([, say]) => figure(say, { address: node.value }));

function ipv6Length({ layer }: Line): Figure[] {
  const payload = layer.number('ipv6.plen');
  return payload > 0 ? [figure('ipv6Length', { payload, total: payload + 40 })] : [];
}

function udpLength({ layer }: Line): Figure[] {
  const total = layer.number('udp.length');
  return total >= UDP_HEADER ? [figure('udpLength', { total, data: total - UDP_HEADER })] : [];
}

const echo: FiguresOf = ({ layer }) => {
  const frame = layer.number('icmp.resp_to');
  return Number.isNaN(frame) || !layer.has('icmp.resptime') ? [] : [figure('echo', { milliseconds: layer.text('icmp.resptime'), frame }, frame)];
};

/** Octets of addresses of a link and of a protocol, both sides. */
function arpSizes({ layer }: Line): Figure[] {
  const [link, network] = [layer.number('arp.hw.size'), layer.number('arp.proto.size')];
  return Number.isNaN(link + network) ? [] : [figure('hardwareSize', { link, network, total: 8 + 2 * (link + network) })];
}

const ipChecksum: FiguresOf = ({ layer }) => headerChecksum(layer, 'ip.checksum');
const udpChecksum: FiguresOf = ({ layer }) => (layer.number('udp.checksum') === 0 ? [] : payloadChecksum(layer, 'udp.checksum', 17, true));
const icmpChecksum: FiguresOf = ({ layer }) => payloadChecksum(layer, 'icmp.checksum', 1, false);
const icmpv6Checksum: FiguresOf = ({ layer }) => payloadChecksum(layer, 'icmpv6.checksum', 58, true);

export const NETWORK_FIGURES: Readonly<Record<string, FiguresOf>> = {
  'ip.hdr_len': words, 'ip.len': ({ layer }) => carried(layer),
  'ip.dsfield': services('ip.dsfield'), 'ip.dsfield.dscp': services('ip.dsfield'), 'ip.dsfield.ecn': services('ip.dsfield'),
  'ip.ttl': hops, 'ip.frag_offset': offset('ip.frag_offset'), 'ip.src': address, 'ip.dst': address,
  'ip.checksum': ipChecksum, 'ip.checksum.status': ipChecksum, 'ip.checksum_calculated': ipChecksum,
  'ipv6.tclass': services('ipv6.tclass'), 'ipv6.tclass.dscp': services('ipv6.tclass'), 'ipv6.tclass.ecn': services('ipv6.tclass'),
  'ipv6.plen': ipv6Length, 'ipv6.hlim': hops, 'ipv6.src': address, 'ipv6.dst': address, 'ipv6.fraghdr.offset': offset('ipv6.fraghdr.offset'),
  'udp.srcport': port, 'udp.dstport': port, 'udp.length': udpLength, 'udp.checksum': udpChecksum, 'udp.checksum.status': udpChecksum,
  'icmp.checksum': icmpChecksum, 'icmp.checksum.status': icmpChecksum, 'icmp.resptime': echo, 'icmp.resp_to': echo,
  'icmpv6.checksum': icmpv6Checksum, 'icmpv6.checksum.status': icmpv6Checksum,
  'arp.hw.size': arpSizes, 'arp.proto.size': arpSizes,
};
