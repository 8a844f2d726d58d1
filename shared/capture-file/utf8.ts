// UTF-8 to text and back, without the platform's TextDecoder: shared code runs where there is none.

/** Decodes up to the first NUL; a byte sequence that is not UTF-8 becomes U+FFFD. */
export function utf8Text(bytes: Uint8Array): string {
  const nul = bytes.indexOf(0);
  const end = nul < 0 ? bytes.length : nul;
  let text = '';
  for (let at = 0; at < end; ) {
    const size = sequenceLength(bytes, at, end);
    text += size === 0 ? '\ufffd' : String.fromCodePoint(codePoint(bytes, at, size));
    at += Math.max(1, size);
  }
  return text;
}

/** Bytes of the well-formed sequence at `at` (RFC 3629 §4), or 0. */
function sequenceLength(bytes: Uint8Array, at: number, end: number): number {
  const first = bytes[at]!;
  if (first < 0x80) return 1;
  const size = first >= 0xc2 && first < 0xe0 ? 2 : first >= 0xe0 && first < 0xf0 ? 3 : first >= 0xf0 && first < 0xf5 ? 4 : 0;
  if (size === 0 || at + size > end) return 0;
  for (let i = 1; i < size; i++) if ((bytes[at + i]! & 0xc0) !== 0x80) return 0;
  const second = bytes[at + 1]!;
  const wrong = (first === 0xe0 && second < 0xa0) || (first === 0xed && second > 0x9f) || (first === 0xf0 && second < 0x90) || (first === 0xf4 && second > 0x8f);
  return wrong ? 0 : size;
}

function codePoint(bytes: Uint8Array, at: number, size: number): number {
  let value = size === 1 ? bytes[at]! : bytes[at]! & (0xff >> (size + 1));
  for (let i = 1; i < size; i++) value = (value << 6) | (bytes[at + i]! & 0x3f);
  return value;
}

/** Encodes; a lone surrogate becomes U+FFFD. */
export function utf8Bytes(text: string): Uint8Array {
  const out: number[] = [];
  for (const character of text) {
    const raw = character.codePointAt(0)!;
    const code = raw >= 0xd800 && raw < 0xe000 ? 0xfffd : raw;
    if (code < 0x80) out.push(code);
    else if (code < 0x800) out.push(0xc0 | (code >> 6), 0x80 | (code & 63));
    else if (code < 0x10000) out.push(0xe0 | (code >> 12), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63));
    else out.push(0xf0 | (code >> 18), 0x80 | ((code >> 12) & 63), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63));
  }
  return Uint8Array.from(out);
}
