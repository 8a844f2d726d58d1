// Text from bytes and back, held against the platform's own decoder.
import { describe, expect, it } from 'vitest';
import { terminatedText, utf8Bytes, utf8Text } from './text';

const SAMPLES = ['', 'plain', 'häßlich', '捕获文件', '𝄞 clef', 'a\u0000b'];

describe('UTF-8', () => {
  it('is written as TextEncoder writes it, and read back', () => {
    for (const text of [...SAMPLES, 'lone \ud800 surrogate']) expect(utf8Bytes(text)).toEqual(new TextEncoder().encode(text));
    for (const text of SAMPLES) expect(utf8Text(utf8Bytes(text))).toBe(text);
  });
  it('shows each byte of a sequence that is not well-formed as U+FFFD', () => {
    for (const [bytes, text] of [[[0xc0, 0x80], '��'], [[0xed, 0xa0, 0x80], '���'], [[0x41, 0xe6], 'A�'], [[0xf4, 0x90, 0x80, 0x80], '����']] as const) {
      expect(utf8Text(Uint8Array.from(bytes))).toBe(text);
    }
  });
  it('ends at the first NUL where a format says so', () => {
    expect(terminatedText(utf8Bytes('eth0\u0000rest'))).toBe('eth0');
    expect(terminatedText(utf8Bytes('eth0'))).toBe('eth0');
  });
});
