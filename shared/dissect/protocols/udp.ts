// User Datagram Protocol.
import { uint16, uint32 } from '../field';
import { protocol } from '../protocol';

export const udp = protocol({
  id: 'udp', name: 'User Datagram Protocol', column: 'UDP', spec: 'RFC 768',
  over: { 'ip.proto': [17] },
  fields: {
    srcport: uint16('Source Port', { alias: 'udp.port' }),
    dstport: uint16('Destination Port', { alias: 'udp.port' }),
    length: uint16('Length', { doc: 'Octets of header and data' }),
    checksum: uint16('Checksum', { base: 'hex' }),
    stream: uint32('Stream index'),
  },
  dissect(p, f) {
    const source = p.read(f.srcport);
    const destination = p.read(f.dstport);
    const length = p.read(f.length);
    p.read(f.checksum);
    p.generated(f.stream, p.context.stream);
    p.transport(17, source, destination);
    p.info(() => `${source} → ${destination} Len=${length - 8}`);
    p.title(() => `, Src Port: ${source}, Dst Port: ${destination}`);
    p.next('udp.port', source, length >= 8 ? length - 8 : p.left, destination);
  },
});
