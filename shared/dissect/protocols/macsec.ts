// IEEE 802.1AE (MACsec): the security tag; what is only authenticated is handed on.
import { bytes, ether, flag, uint16, uint32, uint8 } from '../field';
import { protocol } from '../protocol';

const SCI = 0x20;
const ENCRYPTED = 0x08;
const CHANGED = 0x04;
const ICV = 16;

export const macsec = protocol({
  id: 'macsec', name: '802.1AE Security tag', column: 'MACSEC', spec: 'IEEE 802.1AE', tcpdump: 'print-macsec.c',
  over: { ethertype: [0x88e5] },
  fields: {
    TCI: uint8('TCI', { base: 'hex', mask: 0xfc, doc: 'Tag control information' }),
    'TCI.V': uint8('VER', { base: 'hex', mask: 0x80 }),
    'TCI.ES': flag('ES', 1, 0x40, { doc: 'The source address tells the channel' }),
    'TCI.SC': flag('SC', 1, SCI, { doc: 'The tag names the channel' }),
    'TCI.SCB': flag('SCB', 1, 0x10, { doc: 'Single copy broadcast' }),
    'TCI.E': flag('E', 1, ENCRYPTED),
    'TCI.C': flag('C', 1, CHANGED),
    AN: uint8('AN', { base: 'hex', mask: 0x03, doc: 'Association number: which key' }),
    SL: uint8('Short length', { doc: 'Octets of data, where there are fewer than 48' }),
    PN: uint32('Packet number'),
    'SCI.system_identifier': ether('System Identifier'),
    'SCI.port_identifier': uint16('Port Identifier'),
    etype: uint16('Ethertype', { base: 'hex' }),
    ICV: bytes('ICV', { doc: 'Integrity check value' }),
  },
  dissect(p, f) {
    const start = p.at;
    p.info(() => 'MACsec frame');
    const bits = p.view.uint8(start);
    const flags = [f['TCI.ES'], f['TCI.SC'], f['TCI.SCB'], f['TCI.E'], f['TCI.C']];
    const version = bits >>> 7;
    p.peek(f.TCI);
    if (p.inTree) p.last.append = `, VER: 0x${version}${flags.map((one) => (bits & one.mask ? `, ${one.label}` : '')).join('')}`;
    p.open();
    p.peek(f['TCI.V']);
    p.flags(bits, flags, start, 1);
    p.close();
    p.read(f.AN);
    const short = p.read(f.SL);
    p.read(f.PN);
    if (bits & SCI) {
      p.take(f['SCI.system_identifier']);
      p.read(f['SCI.port_identifier']);
    }
    const readable = !(bits & (ENCRYPTED | CHANGED));
    const dataEnd = short > 0 ? Math.min(p.at + short, p.view.reportedEnd - ICV) : p.view.reportedEnd - ICV;
    const type = readable ? p.read(f.etype) : -1;
    if (dataEnd >= p.at && dataEnd + ICV <= p.view.capturedEnd) p.put(f.ICV, p.view.bytes.subarray(dataEnd, dataEnd + ICV), dataEnd, ICV);
    p.next(readable ? 'ethertype' : 'linktype', type, Math.max(0, dataEnd - p.at));
  },
  examples: [
    {
      what: 'authenticated only, short', hex: '2003 00000042 caf9df4f509a 0064 0c0d 30 079d1505db571783ceb1aec143e4e374', info: 'MACsec frame',
      fields: { 'macsec.TCI': '0x08', 'macsec.TCI.SC': '1', 'macsec.AN': '0x00', 'macsec.SL': '3', 'macsec.PN': '66', 'macsec.SCI.port_identifier': '100', 'macsec.etype': '0x0c0d', 'macsec.ICV': '079d1505db571783ceb1aec143e4e374' },
    },
  ],
});
