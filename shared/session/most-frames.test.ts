// A capture with more frames than are kept: reading ends, and says so.
import { expect, it } from 'vitest';
import { MemorySource } from '../capture-file/byte-source';
import { openCaptureFile } from '../capture-file/capture-file';
import { pcap } from '../capture-file/sample-captures';
import { PROTOCOLS } from '../dissect/protocols';
import { Registry } from '../dissect/registry';
import { Session } from './session';

it('stops at the most frames that are kept, and names the byte', () => {
  const many = Array.from({ length: 5000 }, (_, i) => ({ seconds: i, fraction: 0, caplen: 60 }));
  const file = openCaptureFile(new MemorySource(pcap(many)), 'many.pcap');
  const session = new Session(file, new Registry(PROTOCOLS), { zoneMinutes: () => 0, mostFrames: 1000 }, 4096);
  while (session.step());
  const { count } = session.store;
  expect(count).toBeGreaterThanOrEqual(1000);
  expect(count).toBeLessThan(1100);
  expect(session.finish()).toMatchObject({ code: 'NL-FILE-06', values: { file: 'many.pcap', complete: count, offset: 24 + 76 * count } });
});
