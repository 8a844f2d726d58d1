// Decompression against zlib's own output, and against damaged input.
import { expect, it } from 'vitest';
import { deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { inflate, inflateRaw } from './inflate';

const text = Buffer.from(Array.from({ length: 3000 }, (_, i) => `line ${i * 7919 % 1000}`).join('\n'));

it('undoes gzip, zlib and raw deflate at every level', () => {
  for (const level of [0, 1, 6, 9]) {
    for (const packed of [gzipSync(text, { level }), deflateSync(text, { level }), deflateRawSync(text, { level })]) {
      expect(Buffer.from(inflate(packed, 1 << 20)!).equals(text)).toBe(true);
    }
  }
});

it('stops at the limit, and gives what there is of cut or damaged input', () => {
  const packed = gzipSync(text);
  expect(inflate(packed, 100)).toHaveLength(100);
  for (let cut = 0; cut < packed.length; cut += 7) {
    const some = inflate(packed.subarray(0, cut), 1 << 20);
    if (some) expect(text.subarray(0, some.length).equals(Buffer.from(some))).toBe(true);
  }
  for (let i = 10; i < packed.length; i += 3) {
    const damaged = Uint8Array.from(packed);
    damaged[i]! ^= 0x55;
    expect(() => inflate(damaged, 1 << 20)).not.toThrow();
  }
});

it('does not take the first octets of raw data for a header where it is told that there is none', () => {
  // A stored block of 0x1d01 octets, whose first two octets look like a header of zlib (RFC 1950).
  const long = new Uint8Array(0x1d01).fill(0x41);
  const packed = Uint8Array.from([0x78, 0x01, 0x1d, 0xfe, 0xe2, ...long]);
  expect(inflateRaw(packed, 1 << 20)).toEqual(long);
});

it('gives nothing of a stored block whose length and its complement (RFC 1951 section 3.2.4) do not agree', () => {
  const stored = deflateRawSync(Buffer.from('hello'), { level: 0 });
  expect(Buffer.from(inflate(stored, 100)!).toString()).toBe('hello');
  stored[3]! ^= 1;
  expect(inflate(stored, 100)).toBeNull();
});
