// Holds each copy format to a few bytes that need care.
import { expect, it } from 'vitest';
import { byteText } from './byte-text';

const bytes = Uint8Array.of(0x00, 0x41, 0x22, 0x5c, 0xff);

it('writes every format', () => {
  expect(byteText(bytes, 'hex')).toBe('0041225cff');
  expect(byteText(bytes, 'hexDump')).toBe(`0000  ${'00 41 22 5c ff'.padEnd(48)}  .A"\\.`);
  expect(byteText(bytes, 'escaped')).toBe('"\\x00A\\"\\\\\\xff"');
  expect(byteText(bytes, 'base64')).toBe('AEEiXP8=');
  expect(byteText(bytes, 'goArray')).toBe('var data = []byte{\n  0x00, 0x41, 0x22, 0x5c, 0xff,\n}');
  expect(byteText(bytes, 'python')).toBe("data = (\n    b'\\x00\\x41\\x22\\x5c\\xff'\n)");
  expect(byteText(bytes, 'rustArray')).toBe('const DATA: [u8; 5] = [\n  0x00, 0x41, 0x22, 0x5c, 0xff,\n];');
  expect(byteText(bytes, 'cArray')).toBe('static const unsigned char bytes[5] = {\n  0x00, 0x41, 0x22, 0x5c, 0xff\n};');
});
it('breaks a hex dump after sixteen bytes', () => {
  const lines = byteText(new Uint8Array(17), 'hexDump').split('\n');
  expect(lines[0]).toContain('00 00 00 00 00 00 00 00  00 00');
  expect(lines[1]?.startsWith('0010  00 ')).toBe(true);
});
