// Notes kept beside a capture: found again, put aside when the capture is another, and a problem where they cannot be kept.
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MemorySource } from '../../shared/capture-file/byte-source';
import { NO_NOTES, type KeptNotes } from '../../shared/session/frame-notes';
import { NotesFile } from './notes-file';

const NOTES: KeptNotes = { marked: [[1, 3], [7, 7]], ignored: [], references: [[2, 2]], comments: [[5, ['why\nnot', '中文']]], captureComments: ['all'] };
const capture = (text: string): MemorySource => new MemorySource(new TextEncoder().encode(text));

describe('notes beside a capture', () => {
  let home = '';
  const before = process.env['XDG_STATE_HOME'];
  const folder = (): string => join(home, 'netloupe/notes');
  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'netloupe-notes-'));
    process.env['XDG_STATE_HOME'] = home;
  });
  afterEach(() => {
    if (before === undefined) delete process.env['XDG_STATE_HOME'];
    else process.env['XDG_STATE_HOME'] = before;
    rmSync(home, { recursive: true, force: true });
  });

  it('are found again by path, and are gone when there are none', () => {
    const file = new NotesFile('/x/a.pcap', capture('packets'));
    expect(file.kept).toEqual(NO_NOTES);
    file.write(NOTES, false);
    expect(file.problem).toBeNull();
    expect(new NotesFile('/x/a.pcap', capture('packets')).kept).toEqual(NOTES);
    expect(new NotesFile('/x/b.pcap', capture('packets')).kept).toEqual(NO_NOTES);
    file.write(NO_NOTES, true);
    expect(readdirSync(folder())).toEqual([]);
  });
  it('hold for a capture that grew', () => {
    new NotesFile('/x/a.pcap', capture('packets')).write(NOTES, false);
    const again = new NotesFile('/x/a.pcap', capture('packets and more'));
    expect([again.kept, again.problem]).toEqual([NOTES, null]);
  });
  it.each(['pack', 'PACKETS', 'other packets'])('do not hold for a capture that became another (%s): that is said, and they are put aside', (now) => {
    new NotesFile('/x/a.pcap', capture('packets')).write(NOTES, false);
    const again = new NotesFile('/x/a.pcap', capture(now));
    expect(again.kept).toEqual(NO_NOTES);
    expect(again.problem?.code).toBe('NL-NOTE-01');
    expect(again.problem?.values).toMatchObject({ file: 'a.pcap', size: 7 });
    again.write({ ...NO_NOTES, marked: [[9, 9]] }, false);
    expect(readdirSync(folder()).length).toBe(2);
    const earlier = readdirSync(folder()).find((name) => name.endsWith('.earlier.json')) ?? '';
    expect(readFileSync(join(folder(), earlier), 'utf8')).toContain('why');
    expect(new NotesFile('/x/a.pcap', capture(now)).kept.marked).toEqual([[9, 9]]);
  });
  it('are not taken from a damaged file', () => {
    const file = new NotesFile('/x/a.pcap', capture('packets'));
    file.write(NOTES, false);
    const path = join(folder(), readdirSync(folder())[0]!);
    for (const text of ['', '{', '[]', readFileSync(path, 'utf8').replace('1-3,7', '1-3,'), readFileSync(path, 'utf8').replace('"version":1', '"version":2')]) {
      writeFileSync(path, text);
      const again = new NotesFile('/x/a.pcap', capture('packets'));
      expect([again.kept, again.problem?.code]).toEqual([NO_NOTES, 'NL-NOTE-02']);
    }
  });
  it('say where they cannot be kept', () => {
    writeFileSync(join(home, 'netloupe'), 'a file where a folder should be');
    const file = new NotesFile('/x/a.pcap', capture('packets'));
    file.write(NOTES, false);
    expect(file.problem).toMatchObject({ code: 'NL-NOTE-02', values: { file: 'a.pcap', cause: 'ENOTDIR' } });
  });
});
