// The span of a capture's times, in files whose frames are not in the order of their times too.
import { expect, it } from 'vitest';
import { MemorySource } from '../capture-file/byte-source';
import { openCaptureFile } from '../capture-file/capture-file';
import { PROTOCOLS } from '../dissect/protocols';
import { Registry } from '../dissect/registry';
import { Session } from '../session/session';
import { spanOf, trafficOf } from './traffic';

/** A pcap file of empty Ethernet frames at these microseconds. */
function pcapAt(times: readonly number[]): Uint8Array {
  const bytes = new DataView(new ArrayBuffer(24 + times.length * 30));
  [0xa1b2c3d4, 0x00020004, 0, 0, 65_535, 1].forEach((word, i) => bytes.setUint32(i * 4, word));
  times.forEach((time, i) => [Math.floor(time / 1e6), time % 1e6, 14, 14].forEach((word, k) => bytes.setUint32(24 + i * 30 + k * 4, word)));
  return new Uint8Array(bytes.buffer);
}

it('of a stretch has the octets of the frames within, and says what all is', () => {
  const times = [5_700_000, 8_100_000, 5_600_000, 8_000_000, 6_200_000, 6_700_000];
  const session = new Session(openCaptureFile(new MemorySource(pcapAt(times)), 'x'), new Registry(PROTOCOLS), { zoneMinutes: () => 0 });
  while (session.step());
  session.finish();
  // Since the first: 0, 2.4, -0.1, 2.3, 0.5, 1.
  const { from, to, whole, bytes } = trafficOf(session.store, 4, { from: 0.25, to: 2.35 });
  expect({ from, to, bytes }).toEqual({ from: 0.25, to: 2.35, bytes: [14, 14, 0, 14] });
  expect([whole.from.toFixed(6), whole.to.toFixed(6)]).toEqual(['-0.100000', '2.400000']);
});

it.each([
  { times: [5_700_000, 5_900_000, 8_100_000], from: 0, to: 2.4 },
  { times: [5_700_000, 8_100_000, 5_600_000, 8_000_000], from: -0.1, to: 2.4 },
  { times: [5_700_000], from: 0, to: 0 },
])('is exact: $times', ({ times, from, to }) => {
  const session = new Session(openCaptureFile(new MemorySource(pcapAt(times)), 'x'), new Registry(PROTOCOLS), { zoneMinutes: () => 0 });
  while (session.step());
  session.finish();
  const span = spanOf(session.store, null);
  expect(span.from).toBeCloseTo(from, 9);
  expect(span.to).toBeCloseTo(to, 9);
});
