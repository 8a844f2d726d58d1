// Does the file's link type fit its bytes? Some programs write the wrong one; the first frames tell.

/** How many of the first frames are looked at. */
export const GUESS_FRAMES = 24;

type Fits = (b: Uint8Array) => boolean;

const ETHERTYPES = new Set([0x0800, 0x0806, 0x86dd, 0x8100, 0x88a8, 0x8863, 0x8864, 0x8847, 0x88cc]);
const FAMILIES = new Set([2, 10, 23, 24, 28, 30]);

const FITS: readonly (readonly [linktype: number, fits: Fits])[] = [
  [1, (b) => b.length >= 14 && typeFits(b, 12)],
  [101, (b) => ipAt(b, 0)],
  [0, (b) => b.length >= 24 && (FAMILIES.has(b[0]! | (b[1]! << 8) | (b[2]! << 16)) || FAMILIES.has((b[1]! << 16) | (b[2]! << 8) | b[3]!)) && ipAt(b, 4)],
  [113, (b) => b.length >= 16 && b[0] === 0 && b[1]! <= 4 && typeFits(b, 14)],
  [276, (b) => b.length >= 20 && b[2] === 0 && b[3] === 0 && b[10]! <= 4 && (ETHERTYPES.has((b[0]! << 8) | b[1]!) && typeOrIp(b, 0, 20))],
];
/** Link types that these tests can speak of: RAW has three numbers. */
const SAME: Readonly<Record<number, number>> = { 228: 101, 229: 101, 108: 0 };

/** The link type that the frames look like, where they do not look like `declared`; null where there is no doubt or no answer. */
export function linktypeGuess(declared: number, frames: readonly Uint8Array[]): number | null {
  const own = SAME[declared] ?? declared;
  if (frames.length === 0 || !FITS.some(([type]) => type === own)) return null;
  const share = (type: number): number => frames.filter(FITS.find(([t]) => t === type)![1]).length / frames.length;
  if (share(own) > 0.2) return null;
  const best = FITS.map(([type]) => [type, share(type)] as const).sort((a, b) => b[1] - a[1])[0]!;
  return best[1] >= 0.8 ? best[0] : null;
}

function typeFits(b: Uint8Array, at: number): boolean {
  return typeOrIp(b, at, at + 2);
}

/** An EtherType at `at`, and where it says IP, an IP header at `payload`. */
function typeOrIp(b: Uint8Array, at: number, payload: number): boolean {
  const type = (b[at]! << 8) | b[at + 1]!;
  if (type === 0x0800 || type === 0x86dd) return ipAt(b, payload);
  return ETHERTYPES.has(type);
}

/** RFC 791 section 3.1, RFC 8200 section 3: version, and lengths that can be. */
function ipAt(b: Uint8Array, at: number): boolean {
  const first = b[at];
  if (first === undefined) return false;
  if (first >>> 4 === 6) return b.length >= at + 40;
  const total = (b[at + 2]! << 8) | b[at + 3]!;
  return first >>> 4 === 4 && (first & 15) >= 5 && b.length >= at + 20 && (total === 0 || total >= (first & 15) * 4);
}
