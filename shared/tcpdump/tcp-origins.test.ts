// First numbers of connections: either direction counts from them, a SYN begins anew, the oldest are forgotten.
import { expect, it } from 'vitest';
import { TcpOrigins } from './tcp-origins';

/** 10.0.0.1 : `from` > 10.0.0.2 : `to`, addresses and ports one behind the other. */
function ends(from: number, to: number, isBack = false): Uint8Array {
  const [a, b] = isBack ? [2, 1] : [1, 2];
  return Uint8Array.of(10, 0, 0, a, 10, 0, 0, b, from >> 8, from & 255, to >> 8, to & 255);
}

function look(origins: TcpOrigins, bytes: Uint8Array, seq: number, ack: number, begins = false): readonly number[] {
  origins.look(bytes, 0, 4, 8, seq, ack, begins);
  return [origins.seq, origins.ack, origins.reverse];
}

it('shows the first segment as it is, and counts from it in both directions', () => {
  const origins = new TcpOrigins(10);
  expect(look(origins, ends(5000, 80), 1000, 501)).toEqual([0, 0, 500]);
  expect(look(origins, ends(5000, 80), 1010, 501)).toEqual([1000, 500, 500]);
  expect(look(origins, ends(80, 5000, true), 501, 1010)).toEqual([500, 1000, 1000]);
  expect(look(origins, ends(5000, 81), 7, 1)).toEqual([0, 0, 0]);
});

it('begins anew with a SYN-ACK', () => {
  const origins = new TcpOrigins(10);
  look(origins, ends(5000, 80), 1000, 501);
  expect(look(origins, ends(80, 5000, true), 9000, 4001, true)).toEqual([0, 0, 4000]);
  expect(look(origins, ends(80, 5000, true), 9001, 4001)).toEqual([9000, 4000, 4000]);
  expect(look(origins, ends(5000, 80), 4001, 9001)).toEqual([4000, 9000, 9000]);
});

it('forgets the oldest connections, and grows up to there', () => {
  const origins = new TcpOrigins(1000);
  for (let port = 1; port <= 1500; port++) look(origins, ends(port, 80), port, 1);
  expect(look(origins, ends(1500, 80), 1501, 1)[0]).toBe(1500);
  expect(look(origins, ends(501, 80), 502, 1)[0]).toBe(501);
  expect(look(origins, ends(500, 80), 501, 1)[0]).toBe(0);
});
