// Names of objects' files: as tshark names them, and harmless whatever a packet says.
import { expect, it } from 'vitest';
import { objectName } from './object-name';

const name = (path: string, mediaType = '', copy = 0): string => objectName({ frame: 7, path, mediaType }, copy);

it('is the last part of the path, with its question', () => {
  expect(name('/images/logo.png')).toBe('logo.png');
  expect(name('http://host/a/b.txt?x=1')).toBe('b.txt%3fx=1');
  expect([name('/'), name('/folder/')]).toEqual(['%2f', 'folder']);
  expect([name('', 'text/html; charset=utf-8'), name('')]).toEqual(['object7.text%2fhtml', 'object7']);
});

it('numbers copies before the ending', () => {
  expect([name('/a.tar.gz', '', 2), name('/upload', '', 1), name('/.profile', '', 1)]).toEqual(['a.tar(2).gz', 'upload(1)', '.profile(1)']);
});

it('never leads out of the folder', () => {
  for (const path of ['/../../etc/passwd', '/..', '/.', '..\\..\\boot.ini', '/a/..%2f..', '/\0x', '/C:', 'a\u202etxt.exe', `/${'x'.repeat(5000)}`, '////', '/....']) {
    for (const copy of [0, 3]) {
      const made = name(path, '../../x', copy);
      // eslint-disable-next-line no-control-regex -- must not be in it
      expect(made).not.toMatch(/[/\\:\u0000-\u001f\u202a-\u202e]/u);
      expect(made).not.toMatch(/^\.+$/u);
      expect(made.length).toBeGreaterThan(0);
      expect(made.length).toBeLessThan(255);
    }
  }
});

it('has room in every file system, and ends in a whole character', () => {
  for (const path of [`/${'文'.repeat(300)}.html`, `/a${'文'.repeat(300)}`, `/${'\u{1f600}'.repeat(100)}`]) {
    expect(Buffer.byteLength(name(path, '', 9_999))).toBeLessThanOrEqual(255);
    expect(name(path)).not.toContain('\ufffd');
    expect(path).toContain(name(path));
  }
});
