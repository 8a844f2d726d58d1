// Addresses and ports for completion, out of our own sample.
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { MemorySource } from '../capture-file/byte-source';
import { openCaptureFile } from '../capture-file/capture-file';
import { PROTOCOLS } from '../dissect/protocols';
import { Registry } from '../dissect/registry';
import { suggestionsOf } from './filter-suggestions';
import { Session } from './session';

const bytes = new Uint8Array(readFileSync(new URL('../../e2e/captures/sample.pcapng', import.meta.url)));
const session = new Session(openCaptureFile(new MemorySource(bytes), 'sample.pcapng'), new Registry(PROTOCOLS), { zoneMinutes: () => 0 });
while (session.step());

const values = (text: string): string[] => suggestionsOf(session, text, text.length).map((suggestion) => suggestion.text);

it('addresses and ports of the capture are suggested, as tshark -z endpoints lists them', () => {
  expect(values('ip.addr == ').sort()).toEqual(['192.0.2.1', '192.0.2.10']);
  expect(values('ipv6.dst == ').sort()).toEqual(['2001:db8::1', '2001:db8::10', 'ff02::1:ff00:1']);
  expect(values('tcp.port == ')).toEqual(expect.arrayContaining(['80', '443']));
  expect(values('udp.dstport == 5')).toContain('53');
  expect(values('ip.ttl == ')).toEqual([]);
});
