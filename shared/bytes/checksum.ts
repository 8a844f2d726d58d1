// The Internet checksum (RFC 1071) and the Ethernet CRC-32 (IEEE 802.3 clause 3.2.9).

/** One's-complement sum of 16-bit words, not folded. An odd last byte counts as the high half of a word. */
export function sum16(b: Uint8Array, start: number, length: number, initial = 0): number {
  let sum = initial;
  const end = start + length;
  for (let i = start; i + 1 < end; i += 2) sum += (b[i]! << 8) | b[i + 1]!;
  if (length & 1) sum += b[end - 1]! << 8;
  return sum;
}

/** Folds carries back in: 16 bits. */
export function fold16(sum: number): number {
  while (sum > 0xffff) sum = (sum % 0x10000) + Math.floor(sum / 0x10000);
  return sum;
}

const CRC_TABLE = /* @__PURE__ */ Int32Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let k = 0; k < 8; k++) c = c & 1 ? (c >>> 1) ^ 0xedb88320 : c >>> 1;
  return c;
});

/** CRC-32 as Ethernet's FCS field holds it, least significant byte first on the wire. */
export function crc32(b: Uint8Array, start: number, length: number): number {
  let c = -1;
  for (let i = start; i < start + length; i++) c = CRC_TABLE[(c ^ b[i]!) & 255]! ^ (c >>> 8);
  return (c ^ -1) >>> 0;
}
