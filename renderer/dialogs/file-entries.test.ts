// Holds the file dialog's list to its order, and its crumbs to both kinds of paths.
import { expect, it } from 'vitest';
import { crumbsOf, isCaptureName, sortEntries } from './file-entries';

const file = (name: string, kind: 'file' | 'directory' = 'file') => ({ name, path: `/x/${name}`, kind, size: 1, modifiedMs: 0 });

it('knows capture files by name', () => {
  expect(['a.pcap', 'a.PCAPNG', 'a.pcap.gz', 'a.cap', 'ring.pcap12'].every(isCaptureName)).toBe(true);
  expect(['a.txt', 'pcap', 'a.pcap.zip'].some(isCaptureName)).toBe(false);
});
it('puts folders first, then captures, the rest only if asked for', () => {
  const entries = [file('z.txt'), file('b10.pcap'), file('b9.pcap'), file('dir', 'directory'), file('.hidden', 'directory')];
  expect(sortEntries(entries, false).map((e) => e.name)).toEqual(['dir', 'b9.pcap', 'b10.pcap']);
  expect(sortEntries(entries, true)).toHaveLength(5);
});
it('makes crumbs', () => {
  expect(crumbsOf('/srv/mia')).toEqual([{ name: '/', path: '/' }, { name: 'srv', path: '/srv' }, { name: 'mia', path: '/srv/mia' }]);
  expect(crumbsOf('C:\\Users')).toEqual([{ name: 'C:', path: 'C:\\' }, { name: 'Users', path: 'C:\\Users' }]);
});
