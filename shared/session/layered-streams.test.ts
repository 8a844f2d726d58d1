// Stream numbers of tunnels and quoted packets, against what tshark 4.0 prints of the same bytes (-T fields -e udp.stream -e tcp.stream).
import { describe, expect, it } from 'vitest';
import { MemorySource } from '../capture-file/byte-source';
import { openCaptureFile } from '../capture-file/capture-file';
import { pcapHeader, uint } from '../capture-file/sample-captures';
import { PROTOCOLS } from '../dissect/protocols';
import { Registry } from '../dissect/registry';
import type { ViewOptions } from '../ipc/contract';
import { Session } from './session';

const VIEW: ViewOptions = { time: 'relative', timeDigits: -1, timeReference: 0, relativeSequence: true, verifyChecksums: false, names: 0, flagStyle: 'wireshark' };
const RAW = 101;

const be = (value: number): number[] => uint(value, 2, false);
const ip = (protocol: number, source: number, destination: number, payload: number[]): number[] =>
  [0x45, 0, ...be(20 + payload.length), 0, 1, 0, 0, 64, protocol, 0, 0, 10, 0, 0, source, 10, 0, 0, destination, ...payload];
const udp = (source: number, destination: number, payload: number[] = []): number[] => [...be(source), ...be(destination), ...be(8 + payload.length), 0, 0, ...payload];
const tcp = (source: number, destination: number): number[] => [...be(source), ...be(destination), ...uint(7, 4, false), ...uint(0, 4, false), 0x50, 2, 0x20, 0, 0, 0, 0, 0];
const unreachable = (quoted: number[]): number[] => [3, 3, 0, 0, 0, 0, 0, 0, ...quoted];
const vxlan = (inner: number[]): number[] => [8, 0, 0, 0, 0, 0, 7, 0, 2, 0, 0, 0, 0, 1, 2, 0, 0, 0, 0, 2, 8, 0, ...inner];

const FRAMES = [
  ip(17, 1, 2, udp(7001, 7002)),
  ip(1, 9, 1, unreachable(ip(17, 1, 5, udp(7003, 7004)))),
  ip(17, 1, 2, udp(7005, 7006)),
  ip(17, 3, 4, udp(50000, 4789, vxlan(ip(17, 1, 2, udp(7002, 7001))))),
  ip(17, 3, 4, udp(50000, 4789, vxlan(ip(6, 1, 2, tcp(80, 81))))),
  ip(1, 2, 1, unreachable(ip(6, 1, 2, tcp(82, 83)))),
  ip(17, 3, 4, udp(50000, 4789, vxlan(ip(1, 9, 1, unreachable(ip(17, 1, 5, udp(7003, 7004))))))),
  ip(6, 1, 2, tcp(84, 85)),
];
const BYTES = Uint8Array.from([...pcapHeader({ network: RAW }), ...FRAMES.flatMap((f, i) => [...uint(i, 4), ...uint(0, 4), ...uint(f.length, 4), ...uint(f.length, 4), ...f])]);

describe('streams of frames with several transports', () => {
  it('are numbered in the order in which the headers stand', () => {
    const session = new Session(openCaptureFile(new MemorySource(BYTES), 'x.pcap'), new Registry(PROTOCOLS), { zoneMinutes: () => 0 });
    while (session.step());
    session.finish();
    expect(session.rows(0, 100, ['udp.stream', 'tcp.stream'], VIEW).map((row) => row.cells.join(' '))).toEqual(['0 ', '1 ', '2 ', '3,4 ', '3 0', ' 1', '3,1 ', ' 2']);
  });
});
