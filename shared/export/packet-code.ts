// A packet as code that builds the same bytes: for Scapy (Python) and gopacket (Go).
import { parsedPacket, type PacketLayer, type TcpOption } from './parsed-packet';

export const PACKET_CODES = ['scapy', 'gopacket'] as const;
export type PacketCode = (typeof PACKET_CODES)[number];

export function packetCode(bytes: Uint8Array, linktype: number, code: PacketCode): string {
  const layers = parsedPacket(bytes, linktype);
  return code === 'scapy' ? scapyCode(layers) : gopacketCode(layers, bytes.length);
}

const hex2 = (byte: number): string => byte.toString(16).padStart(2, '0');
const pythonBytes = (bytes: Uint8Array): string => `bytes.fromhex('${[...bytes].map(hex2).join('')}')`;
const word = (data: Uint8Array, at: number, size: 2 | 4): number => (size === 2 ? new DataView(data.buffer, data.byteOffset).getUint16(at) : new DataView(data.buffer, data.byteOffset).getUint32(at));

function scapyCode(layers: readonly PacketLayer[]): string {
  return `from scapy.all import *\n\npacket = (\n    ${layers.length === 0 ? "Raw(load=b'')" : layers.map(scapyLayer).join(' /\n    ')}\n)\n`;
}

function scapyLayer(one: PacketLayer): string {
  switch (one.layer) {
    case 'ethernet': return `Ether(dst='${one.destination}', src='${one.source}', type=0x${one.type.toString(16)})`;
    case 'vlan': return `Dot1Q(prio=${one.priority}, id=${one.dropEligible}, vlan=${one.id}, type=0x${one.type.toString(16)})`;
    case 'arp': return `ARP(hwtype=${one.hardware}, ptype=0x${one.protocol.toString(16)}, hwlen=6, plen=4, op=${one.operation}, hwsrc='${one.sender[0]}', psrc='${one.sender[1]}', hwdst='${one.target[0]}', pdst='${one.target[1]}')`;
    case 'ipv4': return `IP(version=4, ihl=5, tos=${one.tos}, len=${one.length}, id=${one.id}, flags=${one.flags}, frag=${one.fragment}, ttl=${one.ttl}, proto=${one.protocol}, chksum=0x${one.checksum.toString(16)}, src='${one.source}', dst='${one.destination}')`;
    case 'ipv6': return `IPv6(version=6, tc=${one.trafficClass}, fl=${one.flowLabel}, plen=${one.length}, nh=${one.next}, hlim=${one.hopLimit}, src='${one.source}', dst='${one.destination}')`;
    case 'tcp': return `TCP(sport=${one.ports[0]}, dport=${one.ports[1]}, seq=${one.sequence}, ack=${one.acknowledgment}, dataofs=${one.offset}, reserved=${one.reserved}, flags=0x${one.flags.toString(16)}, window=${one.window}, chksum=0x${one.checksum.toString(16)}, urgptr=${one.urgent}, options=[${one.options.map(scapyOption).join(', ')}])`;
    case 'udp': return `UDP(sport=${one.ports[0]}, dport=${one.ports[1]}, len=${one.length}, chksum=0x${one.checksum.toString(16)})`;
    case 'icmp': return `ICMP(type=${one.type}, code=${one.code}, chksum=0x${one.checksum.toString(16)}, id=${one.id}, seq=${one.sequence})`;
    case 'bytes': return `Raw(load=${pythonBytes(one.bytes)})`;
    case 'padding': return `Padding(load=${pythonBytes(one.bytes)})`;
  }
}

function scapyOption({ kind, data }: TcpOption): string {
  switch (kind) {
    case 0: return "('EOL', None)";
    case 1: return "('NOP', None)";
    case 2: return `('MSS', ${word(data, 0, 2)})`;
    case 3: return `('WScale', ${data[0]!})`;
    case 4: return "('SAckOK', b'')";
    case 5: return `('SAck', (${Array.from({ length: data.length / 4 }, (_, i) => word(data, 4 * i, 4)).join(', ')}))`;
    default: return `('Timestamp', (${word(data, 0, 4)}, ${word(data, 4, 4)}))`;
  }
}

function gopacketCode(layers: readonly PacketLayer[], length: number): string {
  const lines = layers.map((one) => `\t\t${goLayer(one)},\n`).join('');
  return `// ${length} bytes: lengths and checksums are as captured, none is worked out.\nfunc packet() ([]byte, error) {\n\tbuffer := gopacket.NewSerializeBuffer()\n\terr := gopacket.SerializeLayers(buffer, gopacket.SerializeOptions{},\n${lines}\t)\n\treturn buffer.Bytes(), err\n}\n`;
}

const goBytes = (bytes: Uint8Array): string => `[]byte{${[...bytes].map((byte) => `0x${hex2(byte)}`).join(', ')}}`;
const goMac = (text: string): string => `net.HardwareAddr{${text.split(':').map((byte) => `0x${byte}`).join(', ')}}`;
const goIp = (text: string): string => (text.includes(':') ? `net.ParseIP("${text}")` : `net.IPv4(${text.split('.').join(', ')})`);
const goIp4Bytes = (text: string): string => `[]byte{${text.split('.').join(', ')}}`;
const goMacBytes = (text: string): string => `[]byte{${text.split(':').map((byte) => `0x${byte}`).join(', ')}}`;
const GO_FLAGS = ['FIN', 'SYN', 'RST', 'PSH', 'ACK', 'URG', 'ECE', 'CWR', 'NS'];

function goLayer(one: PacketLayer): string {
  switch (one.layer) {
    case 'ethernet': return `&layers.Ethernet{DstMAC: ${goMac(one.destination)}, SrcMAC: ${goMac(one.source)}, EthernetType: layers.EthernetType(0x${one.type.toString(16)})}`;
    case 'vlan': return `&layers.Dot1Q{Priority: ${one.priority}, DropEligible: ${one.dropEligible === 1}, VLANIdentifier: ${one.id}, Type: layers.EthernetType(0x${one.type.toString(16)})}`;
    case 'arp': return `&layers.ARP{AddrType: layers.LinkType(${one.hardware}), Protocol: layers.EthernetType(0x${one.protocol.toString(16)}), HwAddressSize: 6, ProtAddressSize: 4, Operation: ${one.operation}, SourceHwAddress: ${goMacBytes(one.sender[0])}, SourceProtAddress: ${goIp4Bytes(one.sender[1])}, DstHwAddress: ${goMacBytes(one.target[0])}, DstProtAddress: ${goIp4Bytes(one.target[1])}}`;
    case 'ipv4': return `&layers.IPv4{Version: 4, IHL: 5, TOS: ${one.tos}, Length: ${one.length}, Id: ${one.id}, Flags: layers.IPv4Flag(${one.flags}), FragOffset: ${one.fragment}, TTL: ${one.ttl}, Protocol: layers.IPProtocol(${one.protocol}), Checksum: 0x${one.checksum.toString(16)}, SrcIP: ${goIp(one.source)}, DstIP: ${goIp(one.destination)}}`;
    case 'ipv6': return `&layers.IPv6{Version: 6, TrafficClass: ${one.trafficClass}, FlowLabel: ${one.flowLabel}, Length: ${one.length}, NextHeader: layers.IPProtocol(${one.next}), HopLimit: ${one.hopLimit}, SrcIP: ${goIp(one.source)}, DstIP: ${goIp(one.destination)}}`;
    case 'tcp': return `&layers.TCP{SrcPort: ${one.ports[0]}, DstPort: ${one.ports[1]}, Seq: ${one.sequence}, Ack: ${one.acknowledgment}, DataOffset: ${one.offset}, ${GO_FLAGS.filter((_, bit) => (one.flags & (1 << bit)) !== 0).map((name) => `${name}: true, `).join('')}Window: ${one.window}, Checksum: 0x${one.checksum.toString(16)}, Urgent: ${one.urgent}, Options: []layers.TCPOption{${one.options.map(goOption).join(', ')}}}`;
    case 'udp': return `&layers.UDP{SrcPort: ${one.ports[0]}, DstPort: ${one.ports[1]}, Length: ${one.length}, Checksum: 0x${one.checksum.toString(16)}}`;
    case 'icmp': return `&layers.ICMPv4{TypeCode: layers.CreateICMPv4TypeCode(${one.type}, ${one.code}), Checksum: 0x${one.checksum.toString(16)}, Id: ${one.id}, Seq: ${one.sequence}}`;
    case 'bytes':
    case 'padding': return `gopacket.Payload(${goBytes(one.bytes)})`;
  }
}

function goOption({ kind, data }: TcpOption): string {
  return kind <= 1 ? `{OptionType: ${kind}, OptionLength: 1}` : `{OptionType: ${kind}, OptionLength: ${data.length + 2}, OptionData: ${goBytes(data)}}`;
}
