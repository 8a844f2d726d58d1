// Capture filters: programs equal to tcpdump's, and what is said of those that are wrong.
import { execFileSync, spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { captureProgramPath } from './capture-program';
import { FILTER_BOOK } from '../../shared/live/filter-book';
import { checkCaptureFilter } from './capture-filter';

const hasTcpdump = spawnSync('tcpdump', ['--version']).status === 0;
if (!hasTcpdump) console.warn('SKIPPED: there is no tcpdump to compare compiled capture filters with');
const ready = hasTcpdump || captureProgramPath() !== null;

const FILTERS = [
  '', 'tcp', 'port 80', 'tcp port 80 and host 10.0.0.1', 'udp portrange 5000-5010', 'net 192.168.0.0/16', 'src host 10.1.2.3 or dst net 172.16.0.0/12', 'not arp and not icmp',
  'tcp[tcpflags] & (tcp-syn|tcp-fin) != 0', 'icmp[icmptype] = icmp-echo', 'ip6 and tcp port 443', 'ether host 02:42:ac:11:00:02', 'vlan 100 and udp', 'greater 1000', 'less 64',
  ...FILTER_BOOK.map(({ filter }) => filter), 'ether broadcast', 'ip multicast', 'ip proto 47', 'tcp[((tcp[12] & 0xf0) >> 2):4] = 0x47455420', 'mpls 1000', 'host 2001:db8::1', 'ether proto 0x88cc', '(tcp or udp) and port 53',
];

describe.skipIf(!hasTcpdump)('programs', () => {
  test.each(FILTERS)('%s is compiled as tcpdump compiles it', async (filter) => {
    const check = await checkCaptureFilter(filter, 'EN10MB', 262_144);
    const oracle = (flag: string): string => execFileSync('tcpdump', ['-y', 'EN10MB', flag, '--', filter], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    expect(check.error).toBeNull();
    expect([check.program, check.c, check.decimal]).toEqual([oracle('-d'), oracle('-dd'), oracle('-ddd')]);
  });

  test('the link type decides', async () => {
    const raw = await checkCaptureFilter('tcp port 80', 'RAW', 96);
    expect(raw.program).toBe(execFileSync('tcpdump', ['-y', 'RAW', '-s', '96', '-d', 'tcp port 80'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
  });
});

describe.skipIf(!ready)('mistakes', () => {
  test.each([
    ['tcp port80', 'missing-space', 'port80', 'tcp port 80'],
    ['TCP port 80', 'capitals', 'TCP', 'tcp port 80'],
    ["'tcp port 80", 'quote', "'", 'tcp port 80'],
    ['tcp.port == 80', 'display-filter', 'tcp.port', 'tcp port 80'],
    ['port 80 and', 'dangling', 'and', 'port 80'],
    ['tcp prot 443 and host 192.168.1.42', 'unknown-word', 'prot', 'tcp port 443 and host 192.168.1.42'],
    ['80 port', 'order', '80 port', 'port 80'],
    ['src port 80 443', 'order', '443', 'src port 80 or 443'],
    ['(tcp port 80', 'parenthesis', '(', '(tcp port 80)'],
    ['tcp port 80)', 'parenthesis', ')', 'tcp port 80'],
    ['\\( tcp \\)', 'quote', '\\', '( tcp )'],
    ['http', 'display-filter', 'http', 'tcp port 80'],
    ['ip.addr == 10.0.0.0/8 && !arp', 'display-filter', 'ip.addr', 'net 10.0.0.0/8 and not arp'],
    ['tcp.flags.syn == 1', 'display-filter', 'tcp.flags.syn', 'tcp[tcpflags] & tcp-syn != 0'],
    ['upd port 53', 'unknown-word', 'upd', 'udp port 53'],
    ['net 10.0.0.1/24', 'value', '10.0.0.1/24', 'net 10.0.0.0/24'],
    ['ip and arp', 'rejects-all', 'ip and arp', 'ip or arp'],
  ] as const)('%s: %s at %s', async (filter, kind, word, fix) => {
    const { error } = await checkCaptureFilter(filter, 'EN10MB', 262_144);
    expect(error).toMatchObject({ kind, word });
    expect(error?.fixes[0]?.filter).toBe(fix);
    expect((await checkCaptureFilter(fix, 'EN10MB', 262_144)).error).toBeNull();
  });

  test.each([
    ['host 10.0.0.999', '10.0.0.999', /not an IPv4 address/],
    ['port 99999', '99999', /end at 65535/],
    ['tcp port nosuchservice', 'nosuchservice', /No service/],
    ['http.host contains "x"', 'http.host', /No capture filter says the same/],
    ['port', 'port', /needs a value/],
    ['not', 'not', /needs something/],
    ['ether host 1:2:3', '1:2:3', /hardware address/],
  ] as const)('%s: %s is named', async (filter, word, words) => {
    const { error } = await checkCaptureFilter(filter, 'EN10MB', 262_144);
    expect(error).toMatchObject({ word });
    expect(error?.message).toMatch(words);
  });

  test('whatever is typed is answered: text that begins like an option, control characters, great length', async () => {
    for (const filter of ['-d', '--help', '\u0000', 'é\u202e', `tcp${' and tcp'.repeat(3000)}`, '('.repeat(2000), 'x'.repeat(60_000)]) {
      const check = await checkCaptureFilter(filter, 'EN10MB', 262_144);
      expect(check.error === null || check.error.message !== '', filter.slice(0, 20)).toBe(true);
    }
  });
});
