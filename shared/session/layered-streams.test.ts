// Stream numbers and times of tunnels and quoted packets, against what tshark 4.0 prints of the same bytes (-T fields -e udp.stream -e tcp.stream -e udp.time_delta …).
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

it('times count from the frames of the same stream, whichever of its headers a frame has it in', () => {
  const echo = (number: number): number[] => [8, 0, 0, 0, 0, 1, 0, number];
  const bytes = pcapOf([
    ip(17, 3, 4, udp(50000, 4789, vxlan(ip(1, 9, 1, echo(1))))),
    ip(17, 1, 2, udp(7001, 7002, [1])),
    ip(17, 3, 4, udp(50000, 4789, vxlan(ip(17, 1, 2, udp(7001, 7002, [1]))))),
    ip(1, 9, 1, unreachable(ip(17, 1, 2, udp(7001, 7002)))),
    ip(17, 3, 4, udp(50000, 4789, vxlan(ip(6, 1, 2, tcp(80, 81))))),
    ip(17, 3, 4, udp(50000, 4789, vxlan(ip(1, 9, 1, echo(2))))),
    ip(17, 1, 2, udp(7001, 7002, [1])),
    ip(6, 1, 2, tcp(80, 81)),
  ]);
  const rows = sessionOver(bytes).rows(0, 100, ['udp.time_relative', 'udp.time_delta', 'tcp.time_relative', 'tcp.time_delta'], VIEW).map((row) => row.cells.map((cell) => cell.replaceAll('.000000000', '')).join(' ').trim());
  expect(rows).toEqual(['0 0', '0 0', '2,1 2,1', '', '4 2 0 0', '5 1', '5 4', '3 3']);
});
