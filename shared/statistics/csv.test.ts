// Tables of frame statistics as comma-separated values: quoted as RFC 4180 has it, no cell a spreadsheet would run, nothing where nothing is known.
import { expect, test } from 'vitest';
import { expertCsv, hierarchyCsv, lengthsCsv } from './csv';

test('a hierarchy says each way from the outermost protocol on', () => {
  const row = (depth: number, protocol: string, frames: number) => ({ depth, protocol, label: protocol.toUpperCase(), frames, bytes: 10 * frames, endFrames: 0, endBytes: 0 });
  const ways = hierarchyCsv([row(0, 'eth', 9), row(1, 'ip', 5), row(2, 'tcp', 4), row(1, 'arp', 4)]).split('\r\n').map((line) => line.split(',')[0]);
  expect(ways).toEqual(['path', 'eth', 'eth:ip', 'eth:ip:tcp', 'eth:arp', '']);
});

test('a finding with quotes, commas and a formula', () => {
  const finding = { severity: 'warn', group: 'Protocol', protocol: 'X', count: 2, frame: 7 } as const;
  expect(expertCsv([{ ...finding, summary: 'says "a, b"' }, { ...finding, summary: '=cmd()' }])).toBe(
    'severity,summary,group,protocol,count,first packet\r\nwarn,"says ""a, b""",Protocol,X,2,7\r\nwarn,\'=cmd(),Protocol,X,2,7\r\n',
  );
});

test('a range without frames has no figures, the last one no end', () => {
  const range = { first: 5120, last: -1, frames: 0, bytes: 0, average: 0, least: 0, most: 0, rate: 0, burst: 0, burstAt: 0 };
  expect(lengthsCsv([range]).split('\r\n')[1]).toBe('5120,,0,0,,,,,,');
});
