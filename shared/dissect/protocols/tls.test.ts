// Records that go on in later segments and that the snaplen cut as well; what is expected is tshark's.
import { expect, it } from 'vitest';
import { Dissector } from '../dissector';
import { NO_CONTEXT, TSHARK_OPTIONS } from '../frame-context';
import { PROTOCOLS } from '.';
import { Registry } from '../registry';

const ETHERNET = 1;
/** 1.2.3.4:5001 → 5.6.7.8:443 over Ethernet, `payload` bytes of TCP. */
const headers = (payload: number): string => `001122334455 001122334466 0800 4500 ${(40 + payload).toString(16).padStart(4, '0')} 0001 0000 40 06 0000 01020304 05060708
  1389 01bb 00000001 00000001 50 18 2000 0000 0000`;

function contentTypes(hex: string, cut: number): { types: unknown[]; info: string; column: string } {
  const bytes = Uint8Array.from(Buffer.from(hex.replace(/\s+/g, ''), 'hex'));
  const registry = new Registry(PROTOCOLS);
  const dissector = new Dissector(registry);
  const wanted = new Uint8Array(registry.fields.length).fill(1);
  const seen = dissector.match({ bytes, at: 0, caplen: bytes.length - cut, len: bytes.length, linktype: ETHERNET }, NO_CONTEXT, TSHARK_OPTIONS, wanted, true);
  return { types: seen.filter(({ field }) => field.name === 'tls.record.content_type').map(({ value }) => value), info: dissector.layer.infoText, column: dissector.layer.columnText };
}

const record = (length: number, there: number): string => `17 0301 ${length.toString(16).padStart(4, '0')} ${'78'.repeat(there)}`;

it('a record that goes on in later segments and was cut here is not shown', () => {
  expect(contentTypes(headers(105) + record(300, 100), 20)).toEqual({ types: [], info: '', column: 'SSL' });
});

it('a whole record before it is', () => {
  expect(contentTypes(headers(160) + record(50, 50) + record(300, 100), 20)).toEqual({ types: [23], info: 'Application Data', column: 'TLSv1' });
});

it('a record that ends in its segment and was cut shows its header', () => {
  expect(contentTypes(headers(105) + record(100, 100), 20)).toEqual({ types: [23], info: '[Packet size limited during capture]', column: 'TLSv1' });
});
