// Addresses as text: MAC, IPv4, IPv6 (RFC 5952).

const HEX: string[] = Array.from({ length: 256 }, (_, i) => i.toString(16).padStart(2, '0'));

/** 6 bytes at `at` as `00:1b:21:3c:4d:5e`. */
export function macText(b: Uint8Array, at = 0, length = 6): string {
  let text = HEX[b[at]!]!;
  for (let i = 1; i < length; i++) text += ':' + HEX[b[at + i]!]!;
  return text;
}

/** An IPv4 address held as an unsigned 32-bit number. */
export function ipv4Text(address: number): string {
  return `${address >>> 24}.${(address >>> 16) & 255}.${(address >>> 8) & 255}.${address & 255}`;
}

/** 4 bytes at `at` as `192.0.2.1`. */
export function ipv4BytesText(b: Uint8Array, at = 0): string {
  return `${b[at]}.${b[at + 1]}.${b[at + 2]}.${b[at + 3]}`;
}

/** 16 bytes at `at`, shortened as RFC 5952 section 4 says; IPv4-mapped and -compatible ones as inet_ntop prints them. */
export function ipv6Text(b: Uint8Array, at = 0): string {
  const group = (i: number): number => (b[at + 2 * i]! << 8) | b[at + 2 * i + 1]!;
  let bestStart = -1;
  let bestLength = 1;
  for (let i = 0; i < 8; i++) {
    let run = 0;
    while (i + run < 8 && group(i + run) === 0) run++;
    if (run > bestLength) {
      bestStart = i;
      bestLength = run;
    }
    i += run;
  }
  if (bestStart === 0 && (bestLength === 6 || (bestLength === 5 && group(5) === 0xffff))) {
    return (bestLength === 6 ? '::' : '::ffff:') + ipv4BytesText(b, at + 12);
  }
  let text = '';
  for (let i = 0; i < 8; i++) {
    if (i === bestStart) {
      text += '::';
      i += bestLength - 1;
      continue;
    }
    if (text !== '' && !text.endsWith(':')) text += ':';
    text += group(i).toString(16);
  }
  return text;
}

/** The sixteen bytes of an IPv6 address in text (RFC 4291 section 2.2), null where it is none. A zone (`%eth0`) is left out. */
export function ipv6Bytes(text: string): Uint8Array | null {
  const halves = text.replace(/%.*/, '').replace(/(\d+)\.(\d+)\.(\d+)\.(\d+)$/, inGroups).split('::');
  const [head, tail] = halves.map((half) => (half === '' ? [] : half.split(':')));
  if (halves.length > 2 || !head) return null;
  const missing = 8 - head.length - (tail?.length ?? 0);
  if (tail === undefined ? missing !== 0 : missing < 1) return null;
  const groups = [...head, ...Array.from({ length: missing }, () => '0'), ...(tail ?? [])];
  if (!groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return null;
  return Uint8Array.from(groups.flatMap((group) => [parseInt(group, 16) >> 8, parseInt(group, 16) & 255]));
}

/** The last 32 bits, written as IPv4, as two groups. */
function inGroups(_all: string, ...parts: string[]): string {
  const [a, b, c, d] = parts.map(Number) as [number, number, number, number];
  return Math.max(a, b, c, d) > 255 ? 'x' : `${((a << 8) | b).toString(16)}:${((c << 8) | d).toString(16)}`;
}

/** An IPv4 address in text as an unsigned 32-bit number, -1 where it is none. */
export function ipv4Number(text: string): number {
  const parts = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text)?.slice(1).map(Number);
  return parts === undefined || parts.some((part) => part > 255) ? -1 : parts.reduce((sum, part) => sum * 256 + part, 0);
}

/** An IPv4 address as a number, or the 16 bytes of an IPv6 address. */
export function addressText(address: number | Uint8Array): string {
  return typeof address === 'number' ? ipv4Text(address) : ipv6Text(address);
}
