// From the lines of a frame to filters: cells and conversations.
import { describe, expect, it } from 'vitest';
import { cellFilter, conversationFilters, type FilterLine } from './from-field';

const line = (depth: number, field: string, value: string, filter = value === '' ? field : `${field} == ${value}`): FilterLine => ({ depth, field, value, filter });
const FRAME: readonly FilterLine[] = [
  line(0, 'frame', '', 'frame'),
  line(1, 'frame.time_relative', '0.5'),
  line(1, 'frame.number', '7'),
  line(1, 'frame.len', '74'),
  line(0, 'eth', '', 'eth'),
  line(1, 'eth.dst', '00:00:00:00:00:02'),
  line(1, 'eth.src', '00:00:00:00:00:01'),
  line(0, 'ip', '', 'ip'),
  line(1, 'ip.src', '10.0.0.1'),
  line(1, 'ip.dst', '10.0.0.2'),
];
const TCP = [line(0, 'tcp', '', 'tcp'), line(1, 'tcp.srcport', '40000'), line(1, 'tcp.dstport', '80')];

describe('cellFilter', () => {
  const lines = [...FRAME, ...TCP, line(0, 'http', '', 'http'), line(0, 'data', '', 'data')];
  it.each([
    ['number', '7', 'frame.number == 7'],
    ['time', '0.500000', 'frame.time_relative == 0.5'],
    ['length', '74', 'frame.len == 74'],
    ['source', '10.0.0.1', 'ip.src == 10.0.0.1'],
    ['source', 'gateway.example', 'ip.src == 10.0.0.1'],
    ['destination', '00:00:00:00:00:02', 'eth.dst == 00:00:00:00:00:02'],
    ['protocol', 'TCP', 'tcp'],
    ['protocol', 'HTTP/XML', 'http'],
    ['protocol', 'Something', 'http'],
    ['info', 'GET /', ''],
    ['tcp.dstport', '80', 'tcp.dstport == 80'],
    ['tcp.port', '40000,80', 'tcp.port == 40000'],
    ['x.name', 'two words', 'x.name == "two words"'],
    ['x.name', '', ''],
  ])('%s %s', (column, cell, filter) => {
    expect(cellFilter(column, cell, lines, 'relative')).toBe(filter);
  });
});

describe('conversationFilters', () => {
  it('names both sides of each kind', () => {
    expect(conversationFilters([...FRAME, ...TCP])).toEqual({
      eth: 'eth.addr == 00:00:00:00:00:01 && eth.addr == 00:00:00:00:00:02',
      ip: 'ip.addr == 10.0.0.1 && ip.addr == 10.0.0.2',
      tcp: 'ip.addr == 10.0.0.1 && ip.addr == 10.0.0.2 && tcp.port == 40000 && tcp.port == 80',
    });
  });
  it('names sides that are the same by their direction', () => {
    const lines = [line(0, 'ipv6', ''), line(1, 'ipv6.src', '::1'), line(1, 'ipv6.dst', '::1'), line(0, 'udp', ''), line(1, 'udp.srcport', '53'), line(1, 'udp.dstport', '5000')];
    expect(conversationFilters(lines)).toEqual({
      ipv6: 'ipv6.src == ::1 && ipv6.dst == ::1',
      udp: 'ipv6.src == ::1 && ipv6.dst == ::1 && udp.port == 53 && udp.port == 5000',
    });
  });
  it('takes the innermost of nested ones', () => {
    const inner = [line(0, 'ip', ''), line(1, 'ip.src', '192.0.2.1'), line(1, 'ip.dst', '192.0.2.2')];
    expect(conversationFilters([...FRAME, ...inner]).ip).toBe('ip.addr == 192.0.2.1 && ip.addr == 192.0.2.2');
  });
});
