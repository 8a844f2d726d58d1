// Text kept as UTF-8 until it is handed on.
import { describe, expect, it } from 'vitest';
import { LineBuffer } from './line-buffer';

/** What comes out when `write` has written. */
function written(write: (lines: LineBuffer) => void): string {
  const parts: Uint8Array[] = [];
  const lines = new LineBuffer((bytes) => parts.push(bytes.slice()));
  write(lines);
  lines.flush();
  return Buffer.concat(parts).toString('utf8');
}

describe('a line buffer', () => {
  it('writes text as UTF-8, lone surrogates as Node does', () => {
    const text = 'a é → 包 𝄞 \ud834 \udd1e\ud834x';
    expect(written((lines) => lines.text(text))).toBe(Buffer.from(text, 'utf8').toString('utf8'));
  });

  it('hands on text that is longer than the buffer, without a character cut through', () => {
    const text = '→𝄞x'.repeat(200_000);
    expect(written((lines) => lines.text(text))).toBe(text);
  });

  it('writes whole numbers as String() does', () => {
    const numbers = [0, 1, 9, 10, 99, 100, 999, 1000, 65_535, 99_999, 100_000, 999_999, 10_000_000, 2 ** 31 - 1, 2 ** 31, 2 ** 32 - 1, 2 ** 32, 10_000_000_000, Number.MAX_SAFE_INTEGER];
    for (const number of numbers) expect(written((lines) => lines.number(number))).toBe(String(number));
    expect(written((lines) => lines.digits(42, 6))).toBe('000042');
  });

  it('pads on either side', () => {
    const padded = written((lines) => {
      lines.ascii('ab');
      lines.padStart(0, 5);
      const start = lines.length;
      lines.ascii('cd');
      lines.padEnd(start, 4);
      lines.padEnd(start, 2);
      lines.octet(0x7c);
    });
    expect(padded).toBe('   abcd  |');
  });
});
