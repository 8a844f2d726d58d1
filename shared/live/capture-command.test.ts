// Command lines as people paste them, and the way back.
import { execFileSync, spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { parseCaptureCommand, type ParsedCommand } from './capture-command';
import { captureOptions, interfaceOptions, type CaptureOptions } from './capture-options';
import { captureCommandFor } from './equal-command';
import { FILTER_BOOK } from './filter-book';
import { shellQuoted, splitShellLine } from './shell-words';

function parsed(text: string, platform = 'linux'): ParsedCommand {
  const result = parseCaptureCommand(text, platform);
  if (!result.ok) throw new Error(result.message.en);
  return result.command;
}

const notesOf = (text: string): string[] => parsed(text).notes.map(({ en }) => en);
const refusalOf = (text: string): string => {
  const result = parseCaptureCommand(text, 'linux');
  return result.ok ? '' : result.message.en;
};

test('the lessons’ own commands', () => {
  const first = parsed('tcpdump -S -nn -vvv -i lo0 port 8000');
  expect(first.options.interfaces).toEqual([interfaceOptions('lo', { filter: 'port 8000' })]);
  expect(first.view).toEqual({ names: 0, relativeSequence: false, verbose: true });
  expect(first.notes).toEqual([{ en: 'The loopback interface is called lo here, not lo0.', zh: '这里的环回接口名为 lo，而不是 lo0。' }]);
  expect(parsed('tcpdump -S -nn -vvv -i lo0 port 8000', 'darwin').options.interfaces[0]?.name).toBe('lo0');
  const second = parsed('sudo tcpdump tcp -nn -vvv -i lo');
  expect(second.options.interfaces).toEqual([interfaceOptions('lo', { filter: 'tcp' })]);
  expect(second.view).toMatchObject({ names: 0, verbose: true });
});

test.each([
  'tcpdump host 192.168.1.100', 'tcpdump host 192.168.1.100 and \\(192.168.1.101 or 192.168.1.102\\)', 'tcpdump ip host 192.168.1.100 and ! 192.168.1.101',
  'tcpdump tcp port 23 and host 192.168.1.100', 'tcpdump -i lo0 port 8972', 'tcpdump -i lo0 port 8972 -S -XX',
])('the lessons’ %s is in the book of filters', (text) => {
  expect(FILTER_BOOK.map(({ filter }) => filter)).toContain(parsed(text).options.interfaces[0]?.filter);
});

test('units, joined letters, files and limits as each program has them', () => {
  expect(parsed('tcpdump -pnni eth0 -s0 -B 4096 -c 5 -C 10 -G 60 -W 3 -w out.pcap').options).toEqual(
    captureOptions([interfaceOptions('eth0', { promiscuous: false, bufferBytes: 4_194_304 })], { file: 'out.pcap', stop: { packets: 5, bytes: 0, seconds: 0, files: 0 }, ring: { packets: 0, bytes: 10_000_000, seconds: 60, files: 0 } }),
  );
  const dumpcap = parsed('dumpcap -i eth0 -f "tcp port 80" -B 4 -i lo -s 96 -a duration:60 -b filesize:1000 -w x');
  expect(dumpcap.options.interfaces).toEqual([interfaceOptions('eth0', { filter: 'tcp port 80', bufferBytes: 4_194_304 }), interfaceOptions('lo', { snaplen: 96 })]);
  expect(dumpcap.options.stop.seconds).toBe(60);
  expect(dumpcap.options.ring.bytes).toBe(1_000_000);
  expect(parsed('tcpdump -ttttt -i lo').view.time).toBe('relative');
  expect(parsed('tcpdump -tttt -e -n -r x.pcap')).toMatchObject({ readFile: 'x.pcap', view: { time: 'localDate', linkColumns: true, names: 1 }, options: { interfaces: [] } });
});

test('-W is a ring with -C, the end with -G, nothing with both; -C and -G are nothing without -w', () => {
  expect(parsed('tcpdump -i lo -C 10 -W 3 -w x').options.ring).toMatchObject({ bytes: 10_000_000, files: 3 });
  expect(parsed('tcpdump -i lo -G 60 -W 3 -w x').options).toMatchObject({ ring: { seconds: 60, files: 0 }, stop: { files: 3 } });
  expect(notesOf('tcpdump -i lo -C 1 -G 60 -W 3 -w x')).toEqual(['-W does nothing beside both -C and -G.']);
  expect(parsed('tcpdump -i lo -C 10').options).toEqual(captureOptions([interfaceOptions('lo')]));
  expect(notesOf('tcpdump -i lo -C 10')).toEqual(['Several files are written only with -w FILE.']);
  expect(notesOf('tcpdump -i lo -G 60 -w %H.pcap')[0]).toMatch(/made of the time/);
});

test('what only a shell or another program can do is said, not done', () => {
  expect(notesOf('tcpdump -i lo port 80 | grep x')).toEqual(["“| grep x” is the shell's and was left out."]);
  expect(notesOf('tshark -i lo -Y http')).toEqual(['http is a display filter: type it into the display filter bar.']);
  expect(refusalOf("tcpdump -i lo 'port 80")).toBe('The quote at column 15 is not closed.');
  expect(refusalOf('tcpdump -i')).toBe('-i needs an argument.');
  expect(refusalOf('tcpdump -i lo -c x')).toBe('-c x: a whole number is expected.');
  for (const text of ['rm -rf /', '', 'man tcpdump', 'sudo apt-get install tcpdump', 'uptime | tcpdump -i lo']) expect(refusalOf(text), text).toMatch(/^This is no tcpdump/);
});

test.each([
  ['tcpdump -i lo 2>/dev/null port 80', 'port 80', ['2>/dev/null']],
  ['tcpdump -i lo port 80 > "a b" 2>&1 &', 'port 80', ['> "a b"', '2>&1', '&']],
  ['tcpdump -i lo host $(hostname -I | cut -f1) and port 80', 'host $(hostname -I | cut -f1) and port 80', ['$(hostname -I | cut -f1)']],
  ['tcpdump -i lo "host $HOST"', 'host $HOST', ['$HOST']],
  ['tcpdump -i lo host `cat f`', 'host `cat f`', ['`cat f`']],
  ["tcpdump -i lo 'host $HOST'", 'host $HOST', []],
  ['tcpdump -i lo tcp port 80 # web', 'tcp port 80', ['# web']],
  ["tcpdump -i lo 'tcp[13] & 2 != 0'", 'tcp[13] & 2 != 0', []],
  ['tcpdump -i lo \\( tcp or udp \\) and port 53', '( tcp or udp ) and port 53', []],
  ['tcpdump \\\n  -i lo \\\n  port 80', 'port 80', []],
  ['root@host:~# tcpdump —i lo ‘port 80’', 'port 80', []],
] as const)('%s', (text, filter, named) => {
  const { options, notes } = parsed(text);
  expect(options.interfaces.map((i) => [i.name, i.filter])).toEqual([['lo', filter]]);
  expect(notes.map(({ en }) => /“(.*)”/s.exec(en)?.[1])).toEqual(named);
});

test.each([
  ['tshark -l -Q -i eth0 -f tcp', ['eth0', 'tcp']],
  ['tshark -i eth0 -x -T fields -e ip.src -f tcp', ['eth0', 'tcp']],
  ['dumpcap -d -t -g -i eth0 -N 10 -f tcp', ['eth0', 'tcp']],
  ['tcpdump -lnqtUi eth0 -T rpc -Z root tcp', ['eth0', 'tcp']],
  ['/usr/sbin/tcpdump.exe --interface=eth0 -- tcp', ['eth0', 'tcp']],
] as const)('letters take an argument as %s has them', (text, expected) => {
  expect(parsed(text).options.interfaces.map((i) => [i.name, i.filter])).toEqual([expected]);
});

test('every option that tcpdump has is understood or said, in both languages', () => {
  for (const letter of 'AbdDefhHIJKlLnNOpqStuUvxXa#') {
    for (const { en, zh } of parsed(`tcpdump -i lo -${letter}`).notes) {
      expect(en).not.toMatch(/not an option/);
      expect(zh).toMatch(/\p{Script=Han}/u);
    }
  }
  expect(notesOf('tcpdump -i lo -P')).toEqual(['-P is not an option of tcpdump.']);
  expect(notesOf('tcpdump -i lo -Q in')).toEqual(['-Q in: use the capture filter word inbound where the link type has it.']);
  expect(notesOf('tcpdump -i 2')[0]).toMatch(/choose the interface by its name/);
  expect(notesOf('tcpdump -r x.pcap port 80')[0]).toMatch(/by a display filter/);
});

test('a command on another host is captured there, its filter quoted for both shells', () => {
  const { options } = parsed("ssh -p 2222 root@h tcpdump -nn -i eth0 'tcp port 80 and (host a or host b)'");
  const words = splitShellLine(options.command).words;
  expect(words.slice(0, 4)).toEqual(['ssh', '-p', '2222', 'root@h']);
  const there = splitShellLine(words.slice(4).join(' ')).words;
  expect(there).toContain('-U');
  expect(there.at(-1)).toBe('tcp port 80 and (host a or host b)');
  expect(there[there.indexOf('-w') + 1]).toBe('-');
});

test.each([
  [`ssh h "sudo tcpdump -i eth0 -w - 'port 80'" | wireshark -k -i -`, ['ssh', 'h'], ['sudo', 'tcpdump', 'eth0', 'port 80']],
  ['ssh -tt -J a,b h -p 22 tcpdump -i eth0 port 80', ['ssh', '-J', 'a,b', '-p', '22', 'h'], ['tcpdump', 'tcpdump', 'eth0', 'port 80']],
  [`ssh h tcpdump -i eth0 "'tcp[13] & 2 != 0'"`, ['ssh', 'h'], ['tcpdump', 'tcpdump', 'eth0', 'tcp[13] & 2 != 0']],
  ["ssh h tcpdump -i lo0 'host $& or host x'", ['ssh', 'h'], ['tcpdump', 'tcpdump', 'lo0', 'host $& or host x']],
  ['ssh h docker exec web tcpdump -i eth0 -s0 tcp', ['ssh', 'h'], ['docker', 'tcpdump', 'eth0', 'tcp']],
] as const)('%s', (text, own, [first, program, name, filter]) => {
  const { words } = splitShellLine(parsed(text).options.command);
  expect(words.slice(0, own.length)).toEqual(own);
  const there = splitShellLine(words.slice(own.length).join(' ')).words;
  expect(there[0]).toBe(first);
  expect(there).toContain(program);
  expect(there[there.indexOf('-i') + 1]).toBe(name);
  expect(there.at(-1)).toBe(filter);
  expect(there.filter((word) => word === '-w').length).toBe(1);
});

test('a shell here and one there give tcpdump our very words', () => {
  const { command } = parsed(`ssh h tcpdump -i eth0 "'host \\$& or it is'"`).options;
  // What ssh would send is what its arguments are, joined by blanks.
  const sent = execFileSync('sh', ['-c', `ssh() { shift; printf %s "$*"; }; ${command}`], { encoding: 'utf8' });
  const got = execFileSync('sh', ['-c', `tcpdump() { for word; do printf '%s\\n' "$word"; done; }; ${sent}`], { encoding: 'utf8' });
  expect(got.trimEnd().split('\n').at(-1)).toBe('host $& or it is');
});

test('elsewhere than on this host: said, or refused', () => {
  expect(notesOf('docker exec -u 0 -it web tcpdump -i eth0')).toEqual(["The command runs in the container web: choose the interface of that container's namespace."]);
  expect(refusalOf('kubectl exec pod -- tcpdump -i eth0')).toMatch(/another host/);
  expect(refusalOf('ssh h tcpdump -r x.pcap')).toMatch(/copy it here/);
  expect(refusalOf('ssh h uptime')).toMatch(/no tcpdump/);
  expect(notesOf('ssh -t h tcpdump -i eth0')[0]).toMatch(/terminal/);
});

test('namespaces', () => {
  expect(parsed('sudo ip netns exec blue tcpdump -i veth0').options.interfaces[0]).toMatchObject({ name: 'veth0', netns: 'blue' });
  expect(parsed('nsenter --net=/proc/12/ns/net tcpdump -i eth0').options.interfaces[0]?.netns).toBe('/proc/12/ns/net');
  expect(parsed('sudo nsenter -t 12 -n tcpdump -i eth0').options.interfaces[0]?.netns).toBe('/proc/12/ns/net');
  expect(parsed('timeout -s INT 2m tcpdump -i eth0').options.stop.seconds).toBe(120);
});

const none = { packets: 0, bytes: 0, seconds: 0, files: 0 };
const SETTINGS: readonly CaptureOptions[] = [
  captureOptions([interfaceOptions('lo', { filter: 'tcp port 80 and (host 10.0.0.1 or ether host 02:00:00:00:00:01)' })]),
  captureOptions([interfaceOptions('eth0', { snaplen: 96, promiscuous: false, bufferBytes: 8 * 1_048_576, linktype: 'EN10MB', timestampType: 'host', monitor: true })], { file: "it's here.pcap", stop: { ...none, packets: 10 } }),
  captureOptions([interfaceOptions('any')], { file: 'r', ring: { ...none, bytes: 5_000_000, files: 4 } }),
  captureOptions([interfaceOptions('v0', { netns: 'blue', filter: 'arp' })]),
  captureOptions([interfaceOptions('v0', { netns: '/proc/12/ns/net', filter: "tcp[13] & 2 != 0 and not host `x` $y 'z'" })], { stop: { ...none, seconds: 90 } }),
  captureOptions([interfaceOptions('lo', { filter: '-1 < len' })]),
];
const FOR_TCPDUMP = [
  captureOptions([interfaceOptions('lo', { timestampPrecision: 'micro', bufferBytes: 3 * 65_536 })]),
  captureOptions([interfaceOptions('any')], { file: 'r', ring: { ...none, seconds: 60 }, stop: { ...none, files: 4 } }),
];
const FOR_DUMPCAP = [
  captureOptions([interfaceOptions('eth0', { filter: 'tcp', snaplen: 64 }), interfaceOptions('lo', { promiscuous: false })], { file: 'r', ring: { packets: 9, bytes: 7000, seconds: 60, files: 4 }, stop: { packets: 5, bytes: 3000, seconds: 2, files: 8 } }),
];
const FOR_NETLOUPE = [
  captureOptions([interfaceOptions('a', { netns: 'x', timestampPrecision: 'micro' }), interfaceOptions('a', { netns: 'y' })]),
  captureOptions([], { command: "ssh h tcpdump -U -w - 'port 80'", file: 'x', stop: { ...none, packets: 3 } }),
];

describe.each([['tcpdump', FOR_TCPDUMP], ['dumpcap', FOR_DUMPCAP], ['tshark', FOR_DUMPCAP], ['netloupe', [...FOR_DUMPCAP, ...FOR_NETLOUPE]]] as const)('%s', (program, own) => {
  test.each([...SETTINGS, ...own])('settings → command → settings %#', (options) => {
    const command = parsed(captureCommandFor(options, program)!);
    expect(command.options).toEqual(options);
    expect([command.program, command.notes]).toEqual([program, []]);
  });
});

test('a program that cannot do it has no command', () => {
  const one = [interfaceOptions('lo')];
  const unable = [FOR_DUMPCAP[0]!, ...[{ stop: { ...none, bytes: 1 } }, { file: 'r', ring: { ...none, packets: 1 } }, { file: 'r', ring: { ...none, seconds: 1, files: 2 } }, { stop: { ...none, files: 2 } }].map((changes) => captureOptions(one, changes))];
  for (const options of unable) expect(captureCommandFor(options, 'tcpdump')).toBeNull();
  expect(captureCommandFor(FOR_NETLOUPE[0]!, 'dumpcap')).toBeNull();
  expect(captureCommandFor(captureOptions([]), 'netloupe')).toBeNull();
});

test('each file of tcpdump -G has its own name', () => {
  expect(captureCommandFor(FOR_TCPDUMP[1]!, 'tcpdump')).toContain("-w r_%Y%m%d%H%M%S");
});

const hasTcpdump = spawnSync('tcpdump', ['--version']).status === 0;
const compiled = (words: string): string => execFileSync('sh', ['-c', words], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });

test.skipIf(!hasTcpdump).each([
  ["tcpdump -nn 'tcp port 80 and (host 10.0.0.1 or net 10.1.0.0/16)'"],
  ['tcpdump -vvv \\( tcp or udp \\) and port 53'],
  ['tcpdump -s0 -A "tcp[((tcp[12:1] & 0xf0) >> 2):4] = 0x47455420"'],
  ['tcpdump -S -nn tcp port 8000 2>/dev/null and host 10.0.0.1'],
  ["tcpdump -e 'tcp[tcpflags] & (tcp-syn|tcp-fin) != 0' and not src net 10.0.0.0/8"],
  ['tcpdump -ttt ! port 22 # not ours'],
])('%s: the filter that we read, and the one of our own command, compile to what the shell and tcpdump make of it', (text) => {
  const expected = compiled(text.replace('tcpdump', 'tcpdump -y EN10MB -d'));
  expect(expected).toMatch(/^\(000\)/);
  const { options } = parsed(text);
  expect(compiled(`tcpdump -y EN10MB -d ${shellQuoted(options.interfaces[0]!.filter)}`)).toBe(expected);
  const command = captureCommandFor(options, 'tcpdump')!.replace('-i any', '-y EN10MB -d');
  expect(compiled(command)).toBe(expected);
});

test('quoting: a shell gives every word back', () => {
  for (const word of ['', 'a b', "it's", '"', '$(id)', '`id`', '\\', '*', '-x', 'a\nb', '!']) {
    expect(execFileSync('sh', ['-c', `printf %s ${shellQuoted(word)}`], { encoding: 'utf8' })).toBe(word);
    expect(splitShellLine(shellQuoted(word)).words).toEqual([word]);
  }
});
