// Bytes as text: UTF-8 (RFC 3629), Latin-1, hex.

const HEX: readonly string[] = Array.from({ length: 256 }, (_, i) => i.toString(16).padStart(2, '0'));

/** Lower-case hex without separators, or with one between bytes. */
export function hexText(b: Uint8Array, start = 0, length = b.length - start, separator = ''): string {
  let text = '';
  for (let i = start; i < start + length; i++) text += (i === start ? '' : separator) + HEX[b[i]!]!;
  return text;
}

/** Each byte as the code point of the same number. */
export function latin1Text(b: Uint8Array, start = 0, length = b.length - start): string {
  let text = '';
  for (let i = start; i < start + length; i++) text += String.fromCharCode(b[i]!);
  return text;
}

/** UTF-8; each byte that is not part of a well-formed sequence becomes U+FFFD. */
export function utf8Text(b: Uint8Array, start = 0, length = b.length - start): string {
  const end = start + length;
  let text = '';
  let i = start;
  while (i < end) {
    const lead = b[i]!;
    if (lead < 0x80) {
      text += String.fromCharCode(lead);
      i++;
      continue;
    }
    const size = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
    const point = lead >= 0xc2 && lead < 0xf5 && i + size <= end ? codePoint(b, i, size) : -1;
    text += point < 0 ? '\ufffd' : String.fromCodePoint(point);
    i += point < 0 ? 1 : size;
  }
  return text;
}

function codePoint(b: Uint8Array, at: number, size: number): number {
  let point = b[at]! & (0x7f >> size);
  for (let k = 1; k < size; k++) {
    const c = b[at + k]!;
    if ((c & 0xc0) !== 0x80) return -1;
    point = (point << 6) | (c & 0x3f);
  }
  const least = size === 2 ? 0x80 : size === 3 ? 0x800 : 0x10000;
  return point < least || point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff) ? -1 : point;
}

/** UTF-8 up to the first NUL, or to the end. */
export function terminatedText(b: Uint8Array): string {
  const nul = b.indexOf(0);
  return utf8Text(b, 0, nul < 0 ? b.length : nul);
}

/** Text as UTF-8; a lone surrogate becomes U+FFFD. */
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

/** One asterisk for each character of a secret. */
export function maskedText(secret: string): string {
  return '*'.repeat(Array.from(secret).length);
}

const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** RFC 4648 section 4, with padding. */
export function base64Text(b: Uint8Array, start = 0, length = b.length - start): string {
  const end = start + length;
  let text = '';
  for (let i = start; i < end; i += 3) {
    const bits = (b[i]! << 16) | ((i + 1 < end ? b[i + 1]! : 0) << 8) | (i + 2 < end ? b[i + 2]! : 0);
    text += BASE64[bits >> 18]! + BASE64[(bits >> 12) & 63]!;
    text += (i + 1 < end ? BASE64[(bits >> 6) & 63]! : '=') + (i + 2 < end ? BASE64[bits & 63]! : '=');
  }
  return text;
}
