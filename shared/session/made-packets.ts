// For the tests of this folder: packets built byte by byte, and a session over them.
import { MemorySource } from '../capture-file/byte-source';
import { openCaptureFile } from '../capture-file/capture-file';
import { pcapHeader, uint } from '../capture-file/sample-captures';
import { PROTOCOLS } from '../dissect/protocols';
import { Registry } from '../dissect/registry';
import { Session } from './session';

const RAW = 101;

const be = (value: number, size = 2): number[] => uint(value, size, false);

/** From 10.0.0.`source` to 10.0.0.`destination`. */
export function ip(protocol: number, source: number, destination: number, payload: readonly number[]): number[] {
  return [0x45, 0, ...be(20 + payload.length), 0, 1, 0, 0, 64, protocol, 0, 0, 10, 0, 0, source, 10, 0, 0, destination, ...payload];
}

export function udp(source: number, destination: number, payload: readonly number[] = []): number[] {
  return [...be(source), ...be(destination), ...be(8 + payload.length), 0, 0, ...payload];
}

export function tcp(source: number, destination: number, { sequence = 7, acknowledgment = 0, flags = 2 } = {}, payload: readonly number[] = []): number[] {
  return [...be(source), ...be(destination), ...be(sequence, 4), ...be(acknowledgment, 4), 0x50, flags, 0x20, 0, 0, 0, 0, 0, ...payload];
}

/** A capture of IP packets, one every `seconds`. */
export function pcapOf(packets: readonly (readonly number[])[], seconds = 1): Uint8Array {
  const records = packets.flatMap((p, i) => [...uint(i * seconds, 4), ...uint(0, 4), ...uint(p.length, 4), ...uint(p.length, 4), ...p]);
  return Uint8Array.from([...pcapHeader({ network: RAW }), ...records]);
}

export function sessionOver(bytes: Uint8Array, mostPduOctets?: number): Session {
  const session = new Session(openCaptureFile(new MemorySource(bytes), 'x.pcap'), new Registry(PROTOCOLS), { zoneMinutes: () => 0, mostPduOctets });
  while (session.step());
  session.finish();
  return session;
}
