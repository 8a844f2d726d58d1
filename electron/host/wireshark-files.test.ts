// Settings of Wireshark found and read in folders made here; nothing else of the machine is read out.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { ProblemError } from '../../shared/problem';
import { findWiresharkFolders, readWiresharkFiles, wiresharkFolderPaths } from './wireshark-files';
import { writeTextFile } from './write-text-file';

const home = mkdtempSync(join(tmpdir(), 'netloupe-wireshark-'));
afterAll(() => rmSync(home, { recursive: true }));

const own = join(home, 'wireshark');
const RULES = '@TCP@tcp@[59345,58980,65535][4718,10030,11796]\n';
const FILTERS = '"No ARP" not arp\n';
const MACROS = '"said","http.host contains \\x22x\\x22"\n';
const PREFERENCES = '# made by hand\ngui.column.format:\n\t"No.", "%m"\n';
mkdirSync(join(own, 'profiles', 'Voice'), { recursive: true });
mkdirSync(join(own, 'profiles', 'empty'));
mkdirSync(join(home, 'share', 'Classic'), { recursive: true });
writeFileSync(join(own, 'preferences'), PREFERENCES);
writeFileSync(join(own, 'dfilters'), FILTERS);
writeFileSync(join(own, 'dfilter_macros'), MACROS);
writeFileSync(join(own, 'profiles', 'Voice', 'colorfilters'), RULES);
writeFileSync(join(home, 'share', 'Classic', 'colorfilters'), RULES);
writeFileSync(join(home, 'secret'), 'root:x:0:0:root:/root:/bin/bash\npassword: hunter2\n');

describe('settings of Wireshark', () => {
  it('are looked for where Wireshark does', () => {
    expect(wiresharkFolderPaths({ WIRESHARK_CONFIG_DIR: '/w', XDG_CONFIG_HOME: '/x' }, 'linux')).toEqual(['/w']);
    expect(wiresharkFolderPaths({ XDG_CONFIG_HOME: '/x' }, 'linux')[0]).toBe('/x/wireshark');
    expect(wiresharkFolderPaths({ XDG_CONFIG_HOME: 'relative' }, 'linux')[0]).toMatch(/\.config\/wireshark$/);
    expect(wiresharkFolderPaths({ APPDATA: '/a' }, 'win32')).toEqual(['/a/Wireshark']);
  });
  it('are found: the own folder, its profiles, those that came with it; none that are empty', async () => {
    expect(await findWiresharkFolders([own, join(home, 'nowhere')], [join(home, 'share')])).toEqual([
      { path: own, name: '', origin: 'own', files: ['dfilters', 'dfilter_macros', 'preferences'] },
      { path: join(own, 'profiles', 'Voice'), name: 'Voice', origin: 'own', files: ['colorfilters'] },
      { path: join(home, 'share', 'Classic'), name: 'Classic', origin: 'shipped', files: ['colorfilters'] },
    ]);
  });
  it('are read of a folder, or of one file by what it is', async () => {
    expect(await readWiresharkFiles(own)).toEqual({ path: own, name: '', files: [{ kind: 'dfilters', text: FILTERS }, { kind: 'dfilter_macros', text: MACROS }, { kind: 'preferences', text: PREFERENCES }] });
    expect(await readWiresharkFiles(join(own, 'profiles', 'Voice'))).toMatchObject({ name: 'Voice', files: [{ kind: 'colorfilters' }] });
    const renamed = join(home, 'rules-of-mine.txt');
    writeFileSync(renamed, RULES);
    expect(await readWiresharkFiles(renamed)).toMatchObject({ name: '', files: [{ kind: 'colorfilters', text: RULES }] });
  });
  it('are all that is read out', async () => {
    for (const path of [join(home, 'secret'), join(own, 'profiles', 'empty')]) {
      const refused = await readWiresharkFiles(path).catch((error: unknown) => error);
      expect(refused).toBeInstanceOf(ProblemError);
      expect((refused as ProblemError).problem.code).toBe('NL-PROF-01');
      expect((refused as ProblemError).message).not.toContain('hunter2');
    }
    await expect(readWiresharkFiles(join(home, 'nowhere'))).rejects.toThrow('ENOENT');
  });
});

describe('a small text file', () => {
  it('is written, and replaced only where that was said', async () => {
    const path = join(home, 'colorfilters');
    expect(await writeTextFile(path, 'one\n', false)).toBe(true);
    expect(await writeTextFile(path, 'two\n', false)).toBe(false);
    expect(readFileSync(path, 'utf8')).toBe('one\n');
    expect(await writeTextFile(path, 'two\n', true)).toBe(true);
    expect(readFileSync(path, 'utf8')).toBe('two\n');
    await expect(writeTextFile(join(home, 'nowhere', 'x'), 'x', false)).rejects.toThrow('ENOENT');
  });
});
