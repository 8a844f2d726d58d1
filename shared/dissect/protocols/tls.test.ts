// Records that go on in later segments and that the snaplen cut as well; what is expected is tshark's.
import { describe, expect, it } from 'vitest';
import { Dissector } from '../dissector';
import { NO_CONTEXT, TSHARK_OPTIONS } from '../frame-context';
import { FrameFacts } from '../frame-facts';
import { PROTOCOLS } from '.';
import { Registry } from '../registry';

const ETHERNET = 1;
/** 1.2.3.4:5001 → 5.6.7.8:443 over Ethernet, `payload` bytes of TCP. */
const headers = (payload: number): string => `001122334455 001122334466 0800 4500 ${(40 + payload).toString(16).padStart(4, '0')} 0001 0000 40 06 0000 01020304 05060708
  1389 01bb 00000001 00000001 50 18 2000 0000 0000`;

function contentTypes(hex: string, cut: number, context = NO_CONTEXT): { types: unknown[]; info: string; column: string } {
  const bytes = Uint8Array.from(Buffer.from(hex.replace(/\s+/g, ''), 'hex'));
  const registry = new Registry(PROTOCOLS);
  const dissector = new Dissector(registry);
  const wanted = new Uint8Array(registry.fields.length).fill(1);
  const seen = dissector.match({ bytes, at: 0, caplen: bytes.length - cut, len: bytes.length, linktype: ETHERNET }, context, TSHARK_OPTIONS, wanted, true);
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

describe('a Client Hello in the index run teaches what it does in the others', () => {
  const hello = (extensions: string): string => {
    const list = extensions.replace(/\s+/g, '');
    const body = `0303 ${'5a'.repeat(32)} 02 aabb 0004 1301 1302 01 00 ${(list.length / 2).toString(16).padStart(4, '0')} ${list}`.replace(/\s+/g, '');
    const length = body.length / 2;
    return `16 0301 ${(length + 4).toString(16).padStart(4, '0')} 01 ${length.toString(16).padStart(6, '0')} ${body} 14 0303 0001 01`.replace(/\s+/g, '');
  };
  /** What the index run and the row run learn from the segment. */
  const notes = (payload: string, damage: (payload: Uint8Array) => void = () => undefined): [number, number] => {
    const bytes = Uint8Array.from(Buffer.from((headers(payload.length / 2) + payload).replace(/\s+/g, ''), 'hex'));
    damage(bytes.subarray(bytes.length - payload.length / 2));
    const dissector = new Dissector(new Registry(PROTOCOLS));
    const frame = { bytes, at: 0, caplen: bytes.length, len: bytes.length, linktype: ETHERNET };
    const facts = new FrameFacts();
    dissector.index(frame, facts);
    const indexed = facts.note;
    dissector.row(frame, NO_CONTEXT, TSHARK_OPTIONS);
    return [indexed, dissector.layer.facts.note];
  };
  const [plain, early] = [hello('002b 0003 020304 000a 0004 0002 001d'), hello('002b 0003 020304 002a 0000')];

  it('whole, with early data and without', () => {
    for (const payload of [plain, early]) expect(notes(payload)[0]).toBe(notes(payload)[1]);
    expect(notes(early)[0]).not.toBe(notes(plain)[0]);
  });
  it('with any byte of it damaged', () => {
    for (const payload of [plain, early]) {
      for (let at = 5; at < payload.length / 2 - 6; at++) {
        for (const value of [0, 1, 0x2a, 0xff]) {
          const [indexed, row] = notes(payload, (b) => (b[at] = value));
          expect(indexed, `byte ${at} = ${value}`).toBe(row);
        }
      }
    }
  });
});

it('… and says what it carries once the whole capture is known', () => {
  expect(contentTypes(headers(105) + record(100, 100), 20, { ...NO_CONTEXT, finished: true }).info).toBe('Application Data[Packet size limited during capture]');
});
