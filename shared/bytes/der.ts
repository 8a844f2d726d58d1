// Distinguished Encoding Rules: tag, length, value (X.690 section 8.1).

export interface Tlv {
  /** The identifier octet: 0x30 a sequence, 0xa0 … context tags. Tags above 30 are not told apart. */
  readonly tag: number;
  /** Where the identifier stands, where the value begins, where it ends. */
  readonly start: number;
  readonly at: number;
  readonly end: number;
}

export const DerTag = {
  Boolean: 0x01, Integer: 0x02, BitString: 0x03, OctetString: 0x04, Oid: 0x06, Utf8: 0x0c, Sequence: 0x30, Set: 0x31, Numeric: 0x12, Printable: 0x13, Teletex: 0x14, Ia5: 0x16,
  UtcTime: 0x17, GeneralizedTime: 0x18, Universal: 0x1c, Bmp: 0x1e,
} as const;

/** The element at `at`; null where it does not fit before `end`. */
export function tlvAt(b: Uint8Array, at: number, end: number): Tlv | null {
  if (at + 2 > end) return null;
  let value = at + 2;
  let length = b[at + 1]!;
  if (length >= 0x80) {
    const octets = length & 0x7f;
    if (octets === 0 || octets > 4 || value + octets > end) return null;
    length = 0;
    for (let i = 0; i < octets; i++) length = length * 256 + b[value + i]!;
    value += octets;
  }
  return value + length <= end ? { tag: b[at]!, start: at, at: value, end: value + length } : null;
}

/** The elements inside, as far as they fit. */
export function tlvsIn(b: Uint8Array, outer: Tlv): Tlv[] {
  const found: Tlv[] = [];
  for (let at = outer.at; at < outer.end; ) {
    const one = tlvAt(b, at, outer.end);
    if (!one) break;
    found.push(one);
    at = one.end;
  }
  return found;
}
