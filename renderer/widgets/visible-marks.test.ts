// Holds visible-marks to showing what hides, and to leaving everything else alone.
import { describe, expect, it } from 'vitest';
import { visibleMarks } from './visible-marks';

describe('visibleMarks', () => {
  it('leaves plain text alone in every script', () => {
    for (const text of ['', 'GET / HTTP/1.1', '80 → 3371 [ACK]', '中文，数据', 'Ünïcödé', 'עברית', '👍']) expect(visibleMarks(text)).toBe(text);
  });
  it('names C0 and DEL', () => {
    expect(visibleMarks('a\r\n\t\0\x1b[31m\x7f')).toBe('a⟨CR⟩⟨LF⟩⟨TAB⟩⟨NUL⟩⟨ESC⟩[31m⟨DEL⟩');
  });
  it('shows C1 by number', () => {
    expect(visibleMarks('\x85\x9b')).toBe('⟨85⟩⟨9B⟩');
  });
  it('names bidi overrides and zero-width characters', () => {
    expect(visibleMarks('exe\u202etxt\u2066\u200b\ufeff')).toBe('exe⟨RLO⟩txt⟨LRI⟩⟨ZWSP⟩⟨BOM⟩');
  });
  it('replaces lone surrogates and tag characters', () => {
    expect(visibleMarks('\ud800x')).toBe('\ufffdx');
    expect(visibleMarks('\u{e0041}')).toBe('⟨E0041⟩');
  });
});
