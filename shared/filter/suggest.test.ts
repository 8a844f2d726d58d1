// What is suggested where: fields at the beginning, operators behind a field, values behind an operator.
import { describe, expect, it } from 'vitest';
import { PROTOCOLS } from '../dissect/protocols';
import { Registry } from '../dissect/registry';
import { suggestFilter, type SeenValues, type Suggestion } from './suggest';

const registry = new Registry(PROTOCOLS);
const catalogue = { find: (name: string) => registry.named(name), names: () => registry.names() };
const SEEN: Readonly<Record<string, readonly string[]>> = { 'ip.addr': ['192.0.2.10', '192.0.2.1'], 'tcp.port': ['443', '80'] };
const seen: SeenValues = (name) => SEEN[name] ?? [];

/** `|` is the caret. */
function at(text: string): readonly Suggestion[] {
  const caret = text.indexOf('|');
  return suggestFilter(text.replace('|', ''), caret, catalogue, seen);
}
const labels = (text: string): string[] => at(text).map(({ label }) => label);

describe('fields and protocols', () => {
  it('that begin with what is typed come first, the shorter way down before the longer', () => {
    expect(labels('tcp|').slice(0, 1)).toEqual(['tcp']);
    const found = labels('tcp.po|');
    expect(found[0]).toBe('tcp.port');
    expect(labels('http.req|')[0]).toBe('http.request');
    expect(labels('ip.addr == 10.0.0.1 && !(udp.src|').slice(0, 1)).toEqual(['udp.srcport']);
  });
  it('are found by a part of their name', () => {
    expect(labels('qry.name|')).toContain('dns.qry.name');
  });
  it('that agree longest where none has it', () => {
    expect(labels('tcp.portx|')[0]).toBe('tcp.port');
    expect(labels('http.request.methood|')[0]).toBe('http.request.method');
  });
  it('come with type and meaning', () => {
    expect(at('tcp.port|')[0]).toMatchObject({ from: 0, to: 8, text: 'tcp.port', kind: 'field', detail: 'uint16' });
    expect(at('tcp|')[0]).toMatchObject({ kind: 'protocol', doc: expect.stringContaining('Transmission Control Protocol') as string });
    expect(at('tcp.srcp|')[0]?.doc).toMatch(/^Source Port/);
  });
  it('replace the whole word that the caret stands in', () => {
    expect(at('ip.s|rc == 10.0.0.1')[0]).toMatchObject({ from: 0, to: 6 });
  });
  it('are too many where nothing is typed', () => {
    expect(at('|')).toEqual([]);
    expect(at('tcp && |')).toEqual([]);
  });
  it('functions too', () => {
    expect(labels('le|')).toContain('len(…)');
    expect(at('len(dns.qry.na|')[0]?.text).toBe('dns.qry.name');
  });
});

describe('operators', () => {
  it('are those that the type can have', () => {
    expect(labels('http.host |')).toEqual(['==', '!=', 'contains', 'matches', 'in', '&&', '||']);
    expect(labels('tcp.port |')).toEqual(['==', '!=', '>', '<', '>=', '<=', 'in', '&&', '||']);
    expect(labels('tcp |')).toEqual(['contains', 'matches', '&&', '||']);
    expect(labels('tcp.flags.syn |')).toEqual(['==', '!=', '&&', '||']);
    expect(labels('http.host con|')).toEqual(['contains']);
  });
  it('behind a value there are only connectives', () => {
    expect(labels('tcp.port == 80 |')).toEqual(['&&', '||']);
    expect(labels('(tcp.port == 80) a|')).toEqual(['and']);
    expect(labels('ip.src == ip.dst |')).toEqual(['&&', '||']);
  });
});

describe('values', () => {
  it('seen in the capture come first', () => {
    expect(labels('ip.addr == |')).toEqual(['192.0.2.10', '192.0.2.1']);
    expect(labels('ip.addr == 192.0.2.10 && ip.addr != 192.0.2.1|')).toEqual(['192.0.2.10']);
    expect(at('tcp.port == 4|')).toMatchObject([{ from: 12, to: 13, text: '443', kind: 'value' }]);
    expect(labels('tcp.port in {80, |')).toEqual(['443', '80']);
    expect(labels('tcp.port in {80} |')).toEqual(['&&', '||']);
  });
  it('have the names of the field, found by number and by name', () => {
    // RFC 826: opcode 1 is a request, 2 a reply.
    expect(at('arp.opcode == |').slice(1, 3)).toMatchObject([{ text: '1', detail: 'request' }, { text: '2', detail: 'reply' }]);
    expect(at('arp.opcode == repl|')[0]).toMatchObject({ text: '2', detail: 'reply' });
    expect(at('eth.type == 0x86|').map(({ text }) => text)).toContain('0x86dd');
    expect(at('tcp.flags.syn == |')).toMatchObject([{ text: '1', detail: 'Set' }, { text: '0', detail: 'Not set' }]);
  });
  it('another field can be one', () => {
    expect(labels('ip.src == ip.d|')).toContain('ip.dst');
    expect(labels('ip.src == ip.d|')).not.toContain('ip.dsfield');
  });
});

it('never fails, whatever is typed', () => {
  const signs = ['tcp', '.port', ' == ', '80', '{', '}', '"', "'", '[', '$', '&&', ' ', '(', '..', '\u{1f600}', 'r"', '#', '@', '!'];
  let seed = 7;
  for (let n = 0; n < 2000; n++) {
    let text = '';
    for (let k = 0; k < 8; k++) text += signs[(seed = (seed * 1103515245 + 12345) % 2147483648) % signs.length]!;
    const caret = seed % (text.length + 1);
    for (const { from, to } of suggestFilter(text, caret, catalogue, seen)) expect(from <= caret && caret <= to).toBe(true);
  }
});
