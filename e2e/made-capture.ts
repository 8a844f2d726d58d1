// Captures made for one test: frames given as bytes, written as pcap into a folder that goes with the test run's.
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const LINKTYPE_RAW = 101;

/** A file of these bytes in a folder of its own. */
export function madeFile(name: string, bytes: Uint8Array): string {
  const path = join(mkdtempSync(join(tmpdir(), 'netloupe-made-')), name);
  writeFileSync(path, bytes);
  return path;
}

/** A pcap of IPv4 packets, a millisecond apart. */
export function pcapOf(packets: readonly Buffer[]): Buffer {
  const header = Buffer.alloc(24);
  header.writeUInt32LE(0xa1b2c3d4, 0);
  header.writeUInt16LE(2, 4);
  header.writeUInt16LE(4, 6);
  header.writeUInt32LE(262_144, 16);
  header.writeUInt32LE(LINKTYPE_RAW, 20);
  const records = packets.flatMap((packet, i) => {
    const record = Buffer.alloc(16);
    record.writeUInt32LE(1_700_000_000 + Math.floor(i / 1000), 0);
    record.writeUInt32LE((i % 1000) * 1000, 4);
    record.writeUInt32LE(packet.length, 8);
    record.writeUInt32LE(packet.length, 12);
    return [record, packet];
  });
  return Buffer.concat([header, ...records]);
}

export function ipv4(protocol: number, payload: Buffer): Buffer {
  const header = Buffer.from('45000000000100004000000000000000' + '00000000', 'hex');
  header.writeUInt16BE(20 + payload.length, 2);
  header[9] = protocol;
  header.set([192, 0, 2, 1, 192, 0, 2, 2], 12);
  return Buffer.concat([header, payload]);
}

export function udp(destination: number, data: Buffer): Buffer {
  const header = Buffer.alloc(8);
  header.writeUInt16BE(40_000, 0);
  header.writeUInt16BE(destination, 2);
  header.writeUInt16BE(8 + data.length, 4);
  return ipv4(17, Buffer.concat([header, data]));
}

export function tcp(destination: number, data: Buffer): Buffer {
  const header = Buffer.alloc(20);
  header.writeUInt16BE(40_000, 0);
  header.writeUInt16BE(destination, 2);
  header.writeUInt32BE(1, 4);
  header[12] = 0x50;
  header[13] = 0x18;
  header.writeUInt16BE(1000, 14);
  return ipv4(6, Buffer.concat([header, data]));
}

/** A DNS question whose name is one label of these bytes. */
export function dnsQuestion(label: Buffer): Buffer {
  return udp(53, Buffer.concat([Buffer.from('123401000001000000000000', 'hex'), Buffer.from([label.length]), label, Buffer.from('0000010001', 'hex')]));
}
