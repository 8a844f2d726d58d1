// The Internet checksum (RFC 1071), the Ethernet CRC-32 (IEEE 802.3 clause 3.2.9) and CRC-32C (RFC 9260 appendix A).

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

const crcTable = (polynomial: number): Int32Array => Int32Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let k = 0; k < 8; k++) c = c & 1 ? (c >>> 1) ^ polynomial : c >>> 1;
  return c;
});
const CRC_TABLE = /* @__PURE__ */ crcTable(0xedb88320);
const CRC_C_TABLE = /* @__PURE__ */ crcTable(0x82f63b78);

/** CRC-32 as Ethernet's FCS field holds it, least significant byte first on the wire. */
export function crc32(b: Uint8Array, start: number, length: number): number {
  return crcBy(CRC_TABLE, b, start, length);
}

/** CRC-32C as SCTP's checksum field holds it, least significant byte first on the wire. */
export function crc32c(b: Uint8Array, start: number, length: number): number {
  return crcBy(CRC_C_TABLE, b, start, length);
}

function crcBy(table: Int32Array, b: Uint8Array, start: number, length: number): number {
  let c = -1;
  for (let i = start; i < start + length; i++) c = table[(c ^ b[i]!) & 255]! ^ (c >>> 8);
  return (c ^ -1) >>> 0;
}
