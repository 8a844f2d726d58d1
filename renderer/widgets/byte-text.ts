// Bytes as text: the formats in which they can be copied.

export const BYTE_FORMATS = ['hex', 'hexDump', 'escaped', 'base64', 'cArray', 'goArray', 'python', 'rustArray'] as const;
export type ByteFormat = (typeof BYTE_FORMATS)[number];

export const hexByte = (byte: number): string => byte.toString(16).padStart(2, '0');

/** The byte as one printable ASCII character, or a dot. */
export const asciiOf = (byte: number): string => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '·');

function hexDump(bytes: Uint8Array): string {
  const lines: string[] = [];
  for (let at = 0; at < bytes.length; at += 16) {
    const row = [...bytes.subarray(at, at + 16)];
    const hex = row.map((b, i) => (i === 8 ? ' ' : '') + hexByte(b)).join(' ');
    const ascii = row.map((b) => asciiOf(b).replace('·', '.')).join('');
    lines.push(`${at.toString(16).padStart(4, '0')}  ${hex.padEnd(48)}  ${ascii}`);
  }
  return lines.join('\n');
}

function escaped(bytes: Uint8Array): string {
  let text = '';
  for (const b of bytes) text += b === 0x5c || b === 0x22 ? `\\${String.fromCharCode(b)}` : b >= 0x20 && b < 0x7f ? String.fromCharCode(b) : `\\x${hexByte(b)}`;
  return `"${text}"`;
}

function base64(bytes: Uint8Array): string {
  let binary = '';
  for (const b of bytes) binary += String.fromCharCode(b);
  return btoa(binary);
}

/** Lines of twelve numbers, each with a comma behind it but the last. */
function numberLines(bytes: Uint8Array): string {
  const lines: string[] = [];
  for (let at = 0; at < bytes.length; at += 12) lines.push(`  ${[...bytes.subarray(at, at + 12)].map((b) => `0x${hexByte(b)}`).join(', ')}`);
  return lines.join(',\n');
}

function python(bytes: Uint8Array): string {
  const lines: string[] = [];
  for (let at = 0; at < bytes.length; at += 16) lines.push(`    b'${[...bytes.subarray(at, at + 16)].map((b) => `\\x${hexByte(b)}`).join('')}'`);
  return `data = (\n${lines.length === 0 ? "    b''" : lines.join('\n')}\n)`;
}

const WRITERS: Readonly<Record<ByteFormat, (bytes: Uint8Array) => string>> = {
  hex: (bytes) => [...bytes].map(hexByte).join(''),
  hexDump,
  escaped,
  base64,
  cArray: (bytes) => `static const unsigned char bytes[${bytes.length}] = {\n${numberLines(bytes)}\n};`,
  goArray: (bytes) => `var data = []byte{\n${bytes.length === 0 ? '' : `${numberLines(bytes)},\n`}}`,
  python,
  rustArray: (bytes) => `const DATA: [u8; ${bytes.length}] = [\n${bytes.length === 0 ? '' : `${numberLines(bytes)},\n`}];`,
};

export function byteText(bytes: Uint8Array, format: ByteFormat): string {
  return WRITERS[format](bytes);
}
