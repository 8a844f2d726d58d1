// Holds tree and byte lookup to one small frame: what is seen, what is remembered, what a byte means.
import { describe, expect, it } from 'vitest';
import type { Detail, DetailNode } from '../../shared/ipc/contract';
import { layerRangeOf, nodeAtByte } from './byte-lookup';
import { endOfSubtree, parentOf, partsOf, pathsOf, visibleLines, type Tree } from './detail-tree';

function line(depth: number, field: string, label: string, start = -1, length = 0, more: Partial<DetailNode> = {}): DetailNode {
  return { depth, field, label, name: '', value: '', filter: '', source: 0, start, length, secret: false, generated: false, severity: '', mask: 0, spec: '', tcpdump: '', ...more };
}

const nodes = [
  line(0, 'frame', 'Frame 1: 54 bytes', 0, 54, { name: 'Frame' }),
  line(1, 'frame.len', 'Frame Length: 54 bytes', -1, 0, { name: 'Frame Length' }),
  line(0, 'eth', 'Ethernet II, Src: a, Dst: b', 0, 14),
  line(1, 'eth.dst', 'Destination: b', 0, 6, { name: 'Destination' }),
  line(0, 'ip', 'Internet Protocol Version 4, Src: 1, Dst: 2', 14, 20),
  line(1, 'ip.version', '0100 .... = Version: 4', 14, 1, { name: 'Version' }),
  line(1, 'ip.hdr_len', '.... 0101 = Header Length: 20 bytes (5)', 14, 1, { name: 'Header Length' }),
  line(0, 'tcp', 'Transmission Control Protocol', 34, 20),
  line(1, 'tcp.flags', 'Flags: 0x018 (PSH, ACK)', 46, 2, { name: 'Flags' }),
  line(2, 'tcp.flags.ack', '.... ...1 .... = Acknowledgment: Set', 47, 1, { name: 'Acknowledgment' }),
  line(1, 'tcp.stream', '[Stream index: 0]', 34, 20, { generated: true, name: 'Stream index' }),
];
const detail: Detail = { number: 1, caplen: 54, len: 54, nodes, sources: [], ruler: [] };
const tree: Tree = { detail, paths: pathsOf(nodes) };

describe('paths', () => {
  it('follow fields, and tell equal siblings apart', () => {
    expect(tree.paths[9]).toBe('tcp/tcp.flags/tcp.flags.ack');
    expect(pathsOf([line(0, 'ip', ''), line(1, 'ip.addr', ''), line(1, 'ip.addr', '')])).toEqual(['ip', 'ip/ip.addr', 'ip/ip.addr#2']);
  });
  it('ignore values in lines without a field', () => {
    expect(pathsOf([line(0, '', 'Options: (12 bytes)')])).toEqual(pathsOf([line(0, '', 'Options: (20 bytes)')]));
  });
});

describe('visible lines', () => {
  it('show link and network layers closed, the rest open', () => {
    expect(visibleLines(tree, new Map())).toEqual([0, 2, 4, 7, 8, 10]);
  });
  it('follow what the user opened and closed', () => {
    const expansion = new Map([['ip', true], ['tcp', false]]);
    expect(visibleLines(tree, expansion)).toEqual([0, 2, 4, 5, 6, 7]);
  });
  it('know parents and ends', () => {
    expect(parentOf(nodes, 9)).toBe(8);
    expect(parentOf(nodes, 0)).toBe(-1);
    expect(endOfSubtree(nodes, 7)).toBe(11);
  });
});

describe('bytes', () => {
  it('find the deepest line, and prefer what was read', () => {
    expect(nodeAtByte(nodes, 0, 47)).toBe(9);
    expect(nodeAtByte(nodes, 0, 46)).toBe(8);
    expect(nodeAtByte(nodes, 0, 40)).toBe(7);
    expect(nodeAtByte(nodes, 0, 3)).toBe(3);
    expect(nodeAtByte(nodes, 0, 99)).toBe(-1);
    expect(nodeAtByte(nodes, 1, 3)).toBe(-1);
  });
  it('know the layer around a line', () => {
    expect(layerRangeOf(nodes, 9)).toEqual({ source: 0, start: 34, end: 54 });
    expect(layerRangeOf(nodes, 7)).toBeNull();
    expect(layerRangeOf(nodes, 1)).toBeNull();
  });
});

describe('parts of a line', () => {
  it('split name, value and the words in brackets', () => {
    expect(partsOf(nodes[8]!)).toEqual({ name: 'Flags', value: '0x018', rest: '(PSH, ACK)' });
    expect(partsOf(nodes[5]!)).toEqual({ name: '', value: '0100 .... = Version: 4', rest: '' });
    expect(partsOf(nodes[2]!)).toEqual({ name: 'Ethernet II', value: '', rest: 'Src: a, Dst: b' });
  });
});
