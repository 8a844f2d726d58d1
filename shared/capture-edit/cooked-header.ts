// Headers of Linux cooked captures (SLL) without what only some captures have: a VLAN tag, octets of an address that are not used.
const SLL = 113;
const SLL_PROTOCOL = 14;
const SLL_ADDRESS = { lengthAt: 5, from: 6 };
const SLL2 = 276;
const SLL2_ADDRESS = { lengthAt: 11, from: 12 };
const ADDRESS_BYTES = 8;
const VLAN = 0x8100;
const TAG_BYTES = 4;

/** Of SLL, as editcap does it. */
export function withoutCookedVlan(bytes: Uint8Array, linktype: number): Uint8Array {
  if (linktype !== SLL || bytes.length < SLL_PROTOCOL + TAG_BYTES || ((bytes[SLL_PROTOCOL]! << 8) | bytes[SLL_PROTOCOL + 1]!) !== VLAN) return bytes;
  const rest = new Uint8Array(bytes.length - TAG_BYTES);
  rest.set(bytes.subarray(0, SLL_PROTOCOL));
  rest.set(bytes.subarray(SLL_PROTOCOL + TAG_BYTES), SLL_PROTOCOL);
  return rest;
}

/** An address shorter than its field of eight octets is followed by whatever was in memory. */
export function withClearedAddress(bytes: Uint8Array, linktype: number): Uint8Array {
  const place = linktype === SLL ? SLL_ADDRESS : linktype === SLL2 ? SLL2_ADDRESS : null;
  if (place === null || bytes.length < place.from + ADDRESS_BYTES || bytes[place.lengthAt]! >= ADDRESS_BYTES) return bytes;
  const copy = Uint8Array.from(bytes);
  copy.fill(0, place.from + bytes[place.lengthAt]!, place.from + ADDRESS_BYTES);
  return copy;
}
