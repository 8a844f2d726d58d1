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

test('the book of filters says each in both languages, and none twice', () => {
  expect(FILTER_BOOK.length).toBeGreaterThanOrEqual(15);
  for (const { en, zh, filter } of FILTER_BOOK) {
    expect(en, filter).not.toBe('');
    expect(zh, filter).toMatch(/\p{L}/u);
  }
  expect(new Set(FILTER_BOOK.map(({ filter }) => filter)).size).toBe(FILTER_BOOK.length);
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
    ['"tcp port 80', 'quote', '"', 'tcp port 80'],
    ['tcp \u2018port 80\u2019', 'quote', '\u2018', 'tcp port 80'],
    ['\uff08tcp\uff09\u3000and port\u00a080', 'quote', '\uff08', '(tcp) and port 80'],
    ['hots 10.0.0.1', 'unknown-word', 'hots', 'host 10.0.0.1'],
    ['and port 80', 'dangling', 'and', 'port 80'],
    ['tcp port == 80', 'operator', '==', 'tcp port 80'],
    ['port 80, 443', 'order', ',', 'port 80 or 443'],
    ['host 10.0.0.1 port 80', 'order', 'port', 'host 10.0.0.1 and port 80'],
    ['port 80 port 443', 'order', 'port', 'port 80 or port 443'],
    ['443 tcp', 'order', '443 tcp', 'tcp port 443'],
    ['port 53/udp', 'order', 'port 53/udp', 'udp port 53'],
    ['tcp:80', 'order', 'tcp:80', 'tcp port 80'],
    ['port:80', 'missing-space', 'port:80', 'port 80'],
    ['10.0.0.1:80', 'order', '10.0.0.1:80', 'host 10.0.0.1 and port 80'],
    ['tcp 80', 'order', '80', 'tcp port 80'],
    ['ether 02:42:ac:11:00:02', 'order', '02:42:ac:11:00:02', 'ether host 02:42:ac:11:00:02'],
    ['host fe80::1%eth0', 'value', 'fe80::1%eth0', 'host fe80::1'],
    ['tcp syn', 'unknown-word', 'syn', 'tcp[tcpflags] & tcp-syn != 0'],
    ['dns', 'display-filter', 'dns', 'port 53'],
    ['tcp.port in {80, 8000..8080}', 'display-filter', 'tcp.port', 'tcp port 80 or (tcp portrange 8000-65535 and tcp portrange 0-8080)'],
    ['TCP port80 and', 'capitals', 'TCP', 'tcp port 80'],
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
    ['host 1.2.3.4.5', '1.2.3.4.5', /not an IPv4 address/],
    ['net 10.0.0.0/33', '/33', /end at \/32/],
    ['host ::g', '::g', /not an IPv6 address/],
    ['port -1', '-1', /below 0/],
    ['less x', 'x', /number of bytes/],
    ['vlan 5000', '5000', /end at 4095/],
    ['host nosuch.invalid', 'nosuch.invalid', /no address here/],
    ['tcp.analysis.retransmission', 'tcp.analysis.retransmission', /No capture filter says the same/],
  ] as const)('%s: %s is named', async (filter, word, words) => {
    const { error } = await checkCaptureFilter(filter, 'EN10MB', 262_144);
    expect(error).toMatchObject({ word });
    expect(error?.message).toMatch(words);
    expect(error?.messageZh).toMatch(/\p{Script=Han}/u);
    expect(error?.fixes).toEqual([]);
  });

  test.each([
    ['http or dns and ip.addr == 10.0.0.1', 'tcp port 80 or (port 53 and host 10.0.0.1)'],
    ['(http or dns) and ip.addr == 10.0.0.1', '(tcp port 80 or port 53) and host 10.0.0.1'],
    ['tcp.port != 80 || arp', '(tcp and not tcp port 80) or arp'],
    ['not dhcp and udp.port == 53', 'not (udp port 67 or udp port 68) and udp port 53'],
  ])('%s: and binds before or in a display filter, both alike in a capture filter', async (display, filter) => {
    const { error } = await checkCaptureFilter(display, 'EN10MB', 262_144);
    const meant = await checkCaptureFilter(filter, 'EN10MB', 262_144);
    expect(meant.error).toBeNull();
    expect((await checkCaptureFilter(error!.fixes[0]!.filter, 'EN10MB', 262_144)).program).toBe(meant.program);
  });

  test('a link type that there is not is named, whatever the filter', async () => {
    expect((await checkCaptureFilter('tcp', 'NOPE', 96)).error).toMatchObject({ kind: 'linktype', message: 'There is no link type NOPE.', fixes: [] });
  });

  test('ten thousand hosts are refused in words; a thousand different ones end when the time is over', async () => {
    expect((await checkCaptureFilter(`host 1.2.3.4${' or host 1.2.3.4'.repeat(9_999)}`, 'EN10MB', 262_144)).error?.kind).toBe('too-long');
    const hosts = Array.from({ length: 2_000 }, (_, i) => `host 10.${i >> 8}.${i & 255}.1`).join(' or ');
    const { error } = await checkCaptureFilter(hosts, 'EN10MB', 262_144);
    expect(error?.kind).toBe('timeout');
    expect(error?.message).toMatch(/too many conditions/);
  }, 30_000);

  test('whatever is typed is answered: text that begins like an option, control characters, great length', async () => {
    for (const filter of ['-d', '-y', '-s', '--', '--help', '\u0000', 'é\u202e', `tcp${' and tcp'.repeat(3000)}`, '('.repeat(2000), 'x'.repeat(60_000), 'a.'.repeat(30_000), 'TCP '.repeat(16_000)]) {
      const check = await checkCaptureFilter(filter, 'EN10MB', 262_144);
      expect(check.error === null || check.error.message !== '', filter.slice(0, 20)).toBe(true);
    }
  });
});
