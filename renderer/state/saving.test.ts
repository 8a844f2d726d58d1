// Holds names and formats of saved captures to agreeing with each other.
import { describe, expect, it } from 'vitest';
import type { CaptureInfo } from '../../shared/ipc/contract';
import { captureOptions, interfaceOptions } from '../../shared/live/capture-options';
import { formatOfName, suggestedName, withFormat } from './saving';

const live = (name: string, netns = ''): CaptureInfo => ({
  path: '/tmp/x', name: 'x', format: 'pcapng', compressed: false, size: 0, interfaces: [], comments: [], looksLike: null,
  live: captureOptions([interfaceOptions(name, { netns })]),
});

describe('the name of a saved capture', () => {
  it('says its format', () => {
    expect(['a.pcap', 'a.PCAPNG', 'a.cap.gz', 'a.pcapng.gz', 'a.gz', 'a'].map(formatOfName)).toEqual(['pcap', 'pcapng', 'pcap.gz', 'pcapng.gz', null, null]);
  });
  it('gets the ending of the format that is chosen', () => {
    expect(withFormat('a', 'pcapng')).toBe('a.pcapng');
    expect(withFormat('a.pcapng', 'pcap.gz')).toBe('a.pcap.gz');
    expect(withFormat('a.pcap.gz', 'pcap')).toBe('a.pcap');
    expect(withFormat('a.b.cap', 'pcap')).toBe('a.b.cap');
  });
  it('proposes nothing that a file’s name cannot have', () => {
    const at = new Date(2024, 4, 6, 14, 3, 9).getTime();
    expect(suggestedName(live('eth0'), at)).toBe('eth0 2024-05-06 14.03.09.pcapng');
    expect(suggestedName(live('nlv0', '/proc/12/ns/net'), at)).toBe('nlv0 net 2024-05-06 14.03.09.pcapng');
    expect(suggestedName(live('..\u202e"<x>:*?|'), at)).not.toMatch(/[\\/:*?"<>|\u202e]/);
  });
});
