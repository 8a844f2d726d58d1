// Checksums: verified with the arithmetic shown, offloaded ones told from wrong ones, and left alone when nobody asked.
import { describe, expect, it } from 'vitest';
import { crc32 } from '../bytes/checksum';
import { Dissector } from './dissector';
import { fieldValue, lineText } from './field-text';
import { NO_CONTEXT, TSHARK_OPTIONS, type DissectOptions, type FrameContext } from './frame-context';
import { PROTOCOLS } from './protocols';
import { Registry } from './registry';

const dissector = new Dissector(new Registry(PROTOCOLS));
const verifying: DissectOptions = { ...TSHARK_OPTIONS, verifyChecksums: true };
const IPV4 = 228;
const IPV6 = 229;

function bytesOf(hex: string): Uint8Array {
  const digits = hex.replace(/\s+/g, '');
  return Uint8Array.from({ length: digits.length / 2 }, (_, i) => parseInt(digits.slice(2 * i, 2 * i + 2), 16));
}

interface Seen {
  readonly lines: readonly string[];
  readonly severities: readonly string[];
  readonly values: ReadonlyMap<string, string>;
}

function dissect(bytes: Uint8Array, linktype: number, options = verifying, context: FrameContext = NO_CONTEXT, caplen = bytes.length): Seen {
  const frame = { bytes, at: 0, caplen, len: bytes.length, linktype };
  const wanted = new Uint8Array(dissector.registry.fields.length).fill(1);
  const values = new Map(dissector.match(frame, context, options, wanted).map(({ field, value }) => [field.name, fieldValue(field, value)]));
  const nodes = dissector.tree(frame, context, options);
  expect(dissector.bug).toBeUndefined();
  return { lines: nodes.map(lineText), severities: nodes.map((n) => n.severity).filter((s) => s !== ''), values };
}

const TCP4 = '45000028 00004000 4006 3cce 7f000001 7f000001 1388c350 00000001 00000002 50100200 SUM 0000';
const TCP6 = '60000000 0014 06 40 00000000000000000000000000000001 00000000000000000000000000000001 1388c350 00000001 00000002 50100200 SUM 0000';

describe('TCP', () => {
  // Sum of the header with the checksum as 0: 1388 c350 0001 0002 5010 0200 = 0x128eb, folded 0x28ec; pseudo-header 0xfe1c.
  it('the bare sum of the pseudo-header is offload, no error', () => {
    const { lines, severities, values } = dissect(bytesOf(TCP4.replace('SUM', 'fe1c')), IPV4);
    expect(lines).toContain('Checksum: 0xfe1c (partial checksum: offloaded to the network card)');
    expect(lines).toContain('Pseudo-header (addresses, protocol, length): 0xfe1c');
    expect(severities).toEqual([]);
    expect(values.get('tcp.checksum.status')).toBe('2');
  });
  it('a right one', () => {
    const { lines, values } = dissect(bytesOf(TCP4.replace('SUM', 'd8f6')), IPV4);
    expect(lines).toContain('Checksum: 0xd8f6 [correct]');
    expect(lines).toContain('Complement of it: 0xd8f6, sent: 0xd8f6');
    expect([values.get('tcp.checksum.status'), values.get('tcp.checksum_calculated')]).toEqual(['1', '0xd8f6']);
  });
  it('one flipped bit is wrong', () => {
    for (const sum of ['fe1d', 'd8f7', '58f6']) {
      const { lines, severities, values } = dissect(bytesOf(TCP4.replace('SUM', sum)), IPV4);
      expect(lines.some((l) => l.startsWith(`Checksum: 0x${sum} incorrect, should be 0xd8f6`))).toBe(true);
      expect(severities).toContain('error');
      expect([values.get('tcp.checksum.status'), values.has('tcp.checksum.bad')]).toEqual(['0', true]);
    }
  });
  it('over IPv6 the same', () => {
    expect(dissect(bytesOf(TCP6.replace('SUM', '001c')), IPV6).lines).toContain('Checksum: 0x001c (partial checksum: offloaded to the network card)');
    expect(dissect(bytesOf(TCP6.replace('SUM', 'd6f7')), IPV6).lines).toContain('Checksum: 0xd6f7 [correct]');
  });
  it('not verified: not asked for, or not all captured', () => {
    const bytes = bytesOf(TCP4.replace('SUM', '1234'));
    expect(dissect(bytes, IPV4, TSHARK_OPTIONS).lines).toContain('Checksum: 0x1234 [unverified]');
    expect(dissect(bytes, IPV4, verifying, NO_CONTEXT, 38).lines).toContain('Checksum: 0x1234 [unverified]');
  });
});

describe('IPv4 header', () => {
  const header = '4500001c 00014000 40fd SUM 0a000001 0a000002 0000000000000000';
  it('right and wrong', () => {
    expect(dissect(bytesOf(header.replace('SUM', '25e2')), IPV4).lines).toContain('Header Checksum: 0x25e2 [correct]');
    const wrong = dissect(bytesOf(header.replace('SUM', '25e0')), IPV4);
    expect(wrong.lines).toContain('Header Checksum: 0x25e0 incorrect, should be 0x25e2(may be caused by "IP checksum offload"?)');
    expect(wrong.severities).toContain('error');
  });
  it('0 on the loopback interface is not filled in, elsewhere it is wrong', () => {
    const zero = header.replace('SUM', '0000');
    const onLoopback = dissect(bytesOf('02000000' + zero), 0);
    expect(onLoopback.lines.some((l) => l.startsWith('Header Checksum: 0x0000 [not filled in'))).toBe(true);
    expect(onLoopback.severities).toEqual([]);
    expect(dissect(bytesOf(zero.replace('0a000001 0a000002', '7f000001 7f000001')), IPV4).severities).toEqual([]);
    expect(dissect(bytesOf(zero), IPV4).severities).toContain('error');
  });
});

describe('UDP', () => {
  const datagram = '4500001e 00014000 4011 0000 7f000001 7f000001 cb04d11f000a SUM abcd';
  it('offloaded, right, none', () => {
    expect(dissect(bytesOf(datagram.replace('SUM', 'fe1d')), IPV4).lines).toContain('Checksum: 0xfe1d (partial checksum: offloaded to the network card)');
    expect(dissect(bytesOf(datagram.replace('SUM', 'b9e5')), IPV4).lines).toContain('Checksum: 0xb9e5 [correct]');
    expect(dissect(bytesOf(datagram.replace('SUM', '0000')), IPV4).lines).toContain('Checksum: 0x0000 [zero-value ignored]');
  });
});

describe('Ethernet', () => {
  const payload = bytesOf('ffffffffffff 080027191c78 0c0d' + '01'.repeat(46));
  const crc = crc32(payload, 0, payload.length);
  const fcs = [crc & 255, (crc >>> 8) & 255, (crc >>> 16) & 255, crc >>> 24];
  const context: FrameContext = { ...NO_CONTEXT, fcsLength: 4 };
  it('frame check sequence, good and bad', () => {
    expect(dissect(Uint8Array.of(...payload, ...fcs), 1, verifying, context).values.get('eth.fcs.status')).toBe('1');
    const bad = dissect(Uint8Array.of(...payload, fcs[0]! ^ 1, fcs[1]!, fcs[2]!, fcs[3]!), 1, verifying, context);
    expect([bad.values.get('eth.fcs.status'), bad.values.has('eth.fcs_bad')]).toEqual(['0', true]);
    expect(dissect(Uint8Array.of(...payload, ...fcs), 1, TSHARK_OPTIONS, context).values.get('eth.fcs.status')).toBe('2');
  });
});

describe('flags as tcpdump spells them', () => {
  it.each([['02', '[S]'], ['12', '[S.]'], ['10', '[.]'], ['18', '[P.]'], ['11', '[F.]'], ['14', '[R.]'], ['00', '[none]'], ['c2', '[SEW]']])('%s', (bits, text) => {
    const bytes = bytesOf(`45000028 00004000 4006 3cce 7f000001 7f000001 1388c350 00000001 00000002 50${bits}0200 0000 0000`);
    dissector.row({ bytes, at: 0, caplen: bytes.length, len: bytes.length, linktype: IPV4 }, NO_CONTEXT, { ...TSHARK_OPTIONS, flagStyle: 'tcpdump' });
    expect(dissector.layer.infoText).toContain(text);
  });
});
