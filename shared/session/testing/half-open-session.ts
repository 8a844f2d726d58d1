// For the tests: the session of lesson 002, nine segments as its author printed them (tcpdump -nn -vvv): the server closes first, the client 401.6 s later.
import { pcapHeader, uint } from '../../capture-file/sample-captures';

const RAW = 101;
const [CLIENT_BASE, SERVER_BASE] = [3615980748, 553639227];
const be = (value: number, size = 2): number[] => uint(value, size, false);

/** Microseconds since 22:37:28, from the server or the client, flags, relative numbers, window, TS val and ecr, octets. */
const SEGMENTS = [
  [268573, 'client', 0x02, 0, 0, 43690, 2180934246, 0, 0],
  [268587, 'server', 0x12, 0, 1, 43690, 2180934246, 2180934246, 0],
  [268599, 'client', 0x10, 1, 1, 342, 2180934246, 2180934246, 0],
  [268911, 'server', 0x18, 1, 1, 342, 2180934247, 2180934246, 25],
  [268918, 'client', 0x10, 1, 26, 342, 2180934247, 2180934247, 0],
  [268925, 'server', 0x11, 26, 1, 342, 2180934247, 2180934247, 0],
  [308704, 'client', 0x10, 1, 27, 342, 2180934287, 2180934247, 0],
  [401904648, 'client', 0x11, 1, 27, 342, 2181335882, 2180934247, 0],
  [401904656, 'server', 0x10, 27, 2, 342, 2181335882, 2181335882, 0],
] as const;

function segment([, from, flags, sequence, acknowledgment, window, value, echo, octets]: (typeof SEGMENTS)[number]): number[] {
  const isClient = from === 'client';
  const [own, other] = isClient ? [CLIENT_BASE, SERVER_BASE] : [SERVER_BASE, CLIENT_BASE];
  const isSyn = (flags & 0x02) !== 0;
  const stamps = [8, 10, ...be(value, 4), ...be(echo, 4)];
  const options = isSyn ? [2, 4, ...be(65495), 4, 2, ...stamps, 1, 3, 3, 7] : [1, 1, ...stamps];
  const header = [
    ...be(isClient ? 58268 : 2013), ...be(isClient ? 2013 : 58268), ...be((own + sequence) >>> 0, 4), ...be((flags & 0x10) === 0 ? 0 : (other + acknowledgment) >>> 0, 4),
    (5 + options.length / 4) << 4, flags, ...be(window), 0, 0, 0, 0, ...options,
  ];
  const length = 20 + header.length + octets;
  return [0x45, 0, ...be(length), 0, 0, 0x40, 0, 64, 6, 0, 0, 127, 0, 0, 1, 127, 0, 0, 1, ...header, ...new Array<number>(octets).fill(0x2e)];
}

export function halfOpenSession(): Uint8Array {
  const records = SEGMENTS.flatMap((s) => {
    const bytes = segment(s);
    return [...uint(Math.floor(s[0] / 1e6), 4), ...uint(s[0] % 1e6, 4), ...uint(bytes.length, 4), ...uint(bytes.length, 4), ...bytes];
  });
  return Uint8Array.from([...pcapHeader({ network: RAW }), ...records]);
}
