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
