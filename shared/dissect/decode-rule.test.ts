// Decode-as rules: who is asked for a number, and that forgetting them leaves everything as it was.
import { describe, expect, it } from 'vitest';
import { PROTOCOLS } from './protocols';
import { Registry } from './registry';

const registry = new Registry(PROTOCOLS);
const asked = (port: number, other = -1): string => registry.protocols[registry.find('tcp.port', port, other)]?.id ?? '';
const everything = (): string => Array.from({ length: 65_536 }, (_, key) => ['tcp.port', 'udp.port', 'ip.proto', 'ethertype'].map((table) => registry.find(table as 'tcp.port', key, -1)).join()).join(';');

describe('decode-as rules', () => {
  const before = everything();

  it('put a protocol in charge of numbers', () => {
    expect(asked(80)).toBe('http');
    registry.decodeAs([{ layer: 'tcp.port', first: 70, last: 90, protocol: 'tls' }, { layer: 'tcp.port', first: 50_000, last: 50_000, protocol: 'dns' }]);
    expect(asked(80)).toBe('tls');
    expect(asked(90)).toBe('tls');
    expect(asked(91)).toBe('');
    // As tshark does, the lower of two ports is asked first.
    expect(asked(50_000, 443)).toBe('tls');
    expect(asked(50_000, 60_000)).toBe('dns');
  });

  it('take numbers from those that had them, also the number 0', () => {
    registry.decodeAs([{ layer: 'ip.proto', first: 0, last: 6, protocol: 'data' }]);
    expect(registry.protocols[registry.find('ip.proto', 6, -1)]!.id).toBe('data');
    expect(registry.protocols[registry.find('ip.proto', 0, -1)]!.id).toBe('data');
    expect(asked(80)).toBe('http');
  });

  it('of an unknown protocol are none', () => {
    registry.decodeAs([{ layer: 'tcp.port', first: 80, last: 80, protocol: 'nosuch' }]);
    expect(asked(80)).toBe('http');
  });

  it('are forgotten', () => {
    registry.decodeAs([{ layer: 'udp.port', first: 1, last: 65_535, protocol: 'data' }]);
    registry.decodeAs([]);
    expect(everything()).toBe(before);
  });
});
