// Stream numbers of tunnels and quoted packets, against what tshark 4.0 prints of the same bytes (-T fields -e udp.stream -e tcp.stream).
import { expect, it } from 'vitest';
import type { ViewOptions } from '../ipc/contract';
import { ip, pcapOf, sessionOver, tcp, udp } from './made-packets';

const VIEW: ViewOptions = { time: 'relative', timeDigits: -1, relativeSequence: true, verifyChecksums: false, names: 0, flagStyle: 'wireshark' };

const unreachable = (quoted: number[]): number[] => [3, 3, 0, 0, 0, 0, 0, 0, ...quoted];
const vxlan = (inner: number[]): number[] => [8, 0, 0, 0, 0, 0, 7, 0, 2, 0, 0, 0, 0, 1, 2, 0, 0, 0, 0, 2, 8, 0, ...inner];

const BYTES = pcapOf([
  ip(17, 1, 2, udp(7001, 7002)),
  ip(1, 9, 1, unreachable(ip(17, 1, 5, udp(7003, 7004)))),
  ip(17, 1, 2, udp(7005, 7006)),
  ip(17, 3, 4, udp(50000, 4789, vxlan(ip(17, 1, 2, udp(7002, 7001))))),
  ip(17, 3, 4, udp(50000, 4789, vxlan(ip(6, 1, 2, tcp(80, 81))))),
  ip(1, 2, 1, unreachable(ip(6, 1, 2, tcp(82, 83)))),
  ip(17, 3, 4, udp(50000, 4789, vxlan(ip(1, 9, 1, unreachable(ip(17, 1, 5, udp(7003, 7004))))))),
  ip(6, 1, 2, tcp(84, 85)),
]);

it('streams of frames with several transports are numbered in the order in which the headers stand', () => {
  const rows = sessionOver(BYTES).rows(0, 100, ['udp.stream', 'tcp.stream'], VIEW).map((row) => row.cells.join(' '));
  expect(rows).toEqual(['0 ', '1 ', '2 ', '3,4 ', '3 0', ' 1', '3,1 ', ' 2']);
});
