// Which link type the bytes of packets begin with, where nobody says: Ethernet, raw IP, or BSD loopback.

const [NULL, ETHERNET, RAW, LINUX_SLL] = [0, 1, 101, 113];
const ETHERTYPES = new Set([0x0800, 0x0806, 0x0842, 0x86dd, 0x8100, 0x88a8, 0x8847, 0x8848, 0x8863, 0x8864, 0x888e, 0x88cc, 0x88e5, 0x88f7]);
/** What BSDs put in front of IPv4 and IPv6 on a loopback interface. */
const FAMILIES = new Set([2, 10, 24, 28, 30]);

/** The type that most packets look like. */
export function guessLinktype(packets: readonly Uint8Array[]): number {
  const votes = new Map<number, number>();
  for (const bytes of packets) {
    const type = linktypeOf(bytes);
    if (type !== null) votes.set(type, (votes.get(type) ?? 0) + 1);
  }
  return [...votes].sort(([, a], [, b]) => b - a)[0]?.[0] ?? ETHERNET;
}

function linktypeOf(bytes: Uint8Array): number | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  if (isIp(view, 0)) return RAW;
  if (bytes.length >= 4 && [true, false].some((littleEndian) => FAMILIES.has(view.getUint32(0, littleEndian))) && isIp(view, 4)) return NULL;
  if (bytes.length >= 14 && ETHERTYPES.has(view.getUint16(12))) return ETHERNET;
  return bytes.length >= 16 && view.getUint16(0) <= 4 && ETHERTYPES.has(view.getUint16(14)) ? LINUX_SLL : null;
}

/** A header of IP that agrees with itself. */
function isIp(view: DataView, at: number): boolean {
  const rest = view.byteLength - at;
  if (rest >= 20 && view.getUint8(at) >> 4 === 4) {
    const headerBytes = (view.getUint8(at) & 15) * 4;
    return headerBytes >= 20 && headerBytes <= rest && view.getUint16(at + 2) >= headerBytes && view.getUint8(at + 8) > 0;
  }
  return rest >= 40 && view.getUint8(at) >> 4 === 6 && view.getUint16(at + 4) <= rest - 40 + 1500;
}
