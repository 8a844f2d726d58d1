// An IPv6 address as inet_ntop(3) of BSD writes it.

/** The longest run of two or more zero groups becomes ::, the first of equal ones; v4-mapped and v4-compatible addresses end in IPv4's form. */
export function ipv6Text(b: Uint8Array, at: number): string {
  const words: number[] = [];
  for (let i = 0; i < 16; i += 2) words.push((b[at + i]! << 8) | b[at + i + 1]!);
  let best = -1;
  let bestLength = 1;
  for (let i = 0; i < 8; i++) {
    let n = 0;
    while (i + n < 8 && words[i + n] === 0) n++;
    if (n > bestLength) [best, bestLength] = [i, n];
    i += n;
  }
  let text = '';
  for (let i = 0; i < 8; i++) {
    if (best >= 0 && i >= best && i < best + bestLength) {
      if (i === best) text += ':';
      continue;
    }
    if (i !== 0) text += ':';
    if (i === 6 && best === 0 && (bestLength === 6 || (bestLength === 5 && words[5] === 0xffff))) {
      return `${text}${b[at + 12]!}.${b[at + 13]!}.${b[at + 14]!}.${b[at + 15]!}`;
    }
    text += words[i]!.toString(16);
  }
  return best >= 0 && best + bestLength === 8 ? `${text}:` : text;
}
