// MD5 (RFC 1321): for fingerprints such as JA3, never for security.

const SHIFTS: readonly number[] = [7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21];
const SINES = /* @__PURE__ */ Int32Array.from({ length: 64 }, (_, i) => Math.floor(Math.abs(Math.sin(i + 1)) * 0x1_0000_0000) | 0);

/** The digest of a text of Latin-1 characters, as 32 hex digits. */
export function md5Text(text: string): string {
  const padded = new DataView(new ArrayBuffer((((text.length + 8) >> 6) + 1) * 64));
  for (let i = 0; i < text.length; i++) padded.setUint8(i, text.charCodeAt(i));
  padded.setUint8(text.length, 0x80);
  padded.setUint32(padded.byteLength - 8, text.length << 3, true);
  padded.setUint32(padded.byteLength - 4, Math.floor(text.length / 0x2000_0000), true);
  const state = new Int32Array([0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476]);
  for (let at = 0; at < padded.byteLength; at += 64) block(state, padded, at);
  let digest = '';
  for (const word of state) for (let k = 0; k < 4; k++) digest += ((word >>> (8 * k)) & 255).toString(16).padStart(2, '0');
  return digest;
}

function block(state: Int32Array, words: DataView, at: number): void {
  let [a, b, c, d] = state as unknown as [number, number, number, number];
  for (let i = 0; i < 64; i++) {
    const round = i >> 4;
    let mixed: number;
    let word: number;
    if (round === 0) [mixed, word] = [(b & c) | (~b & d), i];
    else if (round === 1) [mixed, word] = [(d & b) | (~d & c), 5 * i + 1];
    else if (round === 2) [mixed, word] = [b ^ c ^ d, 3 * i + 5];
    else [mixed, word] = [c ^ (b | ~d), 7 * i];
    const sum = (a + mixed + SINES[i]! + words.getInt32(at + 4 * (word & 15), true)) | 0;
    const shift = SHIFTS[4 * round + (i & 3)]!;
    a = d;
    d = c;
    c = b;
    b = (b + ((sum << shift) | (sum >>> (32 - shift)))) | 0;
  }
  state[0] = (state[0]! + a) | 0;
  state[1] = (state[1]! + b) | 0;
  state[2] = (state[2]! + c) | 0;
  state[3] = (state[3]! + d) | 0;
}
