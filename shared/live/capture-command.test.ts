// Command lines as people paste them, and the way back.
import { execFileSync, spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { captureCommandFor, parseCaptureCommand, type ParsedCommand } from './capture-command';
import { captureOptions, interfaceOptions, type CaptureOptions } from './capture-options';
import { shellQuoted, splitShellLine } from './shell-words';

function parsed(text: string, platform = 'linux'): ParsedCommand {
  const result = parseCaptureCommand(text, platform);
  if (!result.ok) throw new Error(result.message);
  return result.command;
}

test('the lessons’ own commands', () => {
  const first = parsed('tcpdump -S -nn -vvv -i lo0 port 8000');
  expect(first.options.interfaces).toEqual([interfaceOptions('lo', { filter: 'port 8000' })]);
  expect(first.view).toEqual({ names: 0, relativeSequence: false, verbose: true });
  expect(first.notes).toEqual(['The loopback interface is called lo here, not lo0.']);
  expect(parsed('tcpdump -S -nn -vvv -i lo0 port 8000', 'darwin').options.interfaces[0]?.name).toBe('lo0');
  const second = parsed('sudo tcpdump tcp -nn -vvv -i lo');
  expect(second.options.interfaces).toEqual([interfaceOptions('lo', { filter: 'tcp' })]);
  expect(second.view).toMatchObject({ names: 0, verbose: true });
});

test('units, joined letters, files and limits as each program has them', () => {
  expect(parsed('tcpdump -pnni eth0 -s0 -B 4096 -c 5 -C 10 -G 60 -W 3 -w out.pcap').options).toEqual(
    captureOptions([interfaceOptions('eth0', { promiscuous: false, bufferBytes: 4_194_304 })], { file: 'out.pcap', stop: { packets: 5, bytes: 0, seconds: 0, files: 0 }, ring: { packets: 0, bytes: 10_000_000, seconds: 60, files: 3 } }),
  );
  const dumpcap = parsed('dumpcap -i eth0 -f "tcp port 80" -B 4 -i lo -s 96 -a duration:60 -b filesize:1000 -w x');
  expect(dumpcap.options.interfaces).toEqual([interfaceOptions('eth0', { filter: 'tcp port 80', bufferBytes: 4_194_304 }), interfaceOptions('lo', { snaplen: 96 })]);
  expect(dumpcap.options.stop.seconds).toBe(60);
  expect(dumpcap.options.ring.bytes).toBe(1_000_000);
  expect(parsed('tcpdump -ttttt -i lo').view.time).toBe('relative');
  expect(parsed('tcpdump -tttt -e -n -r x.pcap')).toMatchObject({ readFile: 'x.pcap', view: { time: 'localDate', linkColumns: true, names: 1 }, options: { interfaces: [] } });
});

test('what only a shell or another program can do is said, not done', () => {
  expect(parsed('tcpdump -i lo port 80 | grep x').notes[0]).toMatch(/\| grep x/);
  expect(parsed('tcpdump -i lo host $(hostname)').notes[0]).toMatch(/shell/);
  expect(parsed('tshark -i lo -Y http').notes).toContain('-Y http is a display filter: type it into the display filter bar.');
  expect(parseCaptureCommand("tcpdump -i lo 'port 80", 'linux')).toEqual({ ok: false, message: 'The quote at column 15 is not closed.' });
  expect(parseCaptureCommand('rm -rf /', 'linux').ok).toBe(false);
  expect(parseCaptureCommand('tcpdump -i', 'linux')).toEqual({ ok: false, message: '-i needs an argument.' });
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

test('namespaces', () => {
  expect(parsed('sudo ip netns exec blue tcpdump -i veth0').options.interfaces[0]).toMatchObject({ name: 'veth0', netns: 'blue' });
  expect(parsed('nsenter --net=/proc/12/ns/net tcpdump -i eth0').options.interfaces[0]?.netns).toBe('/proc/12/ns/net');
});

const SETTINGS: readonly CaptureOptions[] = [
  captureOptions([interfaceOptions('lo', { filter: "tcp port 80 and (host 10.0.0.1 or ether host 02:00:00:00:00:01)" })]),
  captureOptions([interfaceOptions('eth0', { snaplen: 96, promiscuous: false, bufferBytes: 8 * 1_048_576, linktype: 'EN10MB' })], { file: "it's here.pcap", stop: { packets: 10, bytes: 0, seconds: 0, files: 0 } }),
  captureOptions([interfaceOptions('any')], { file: 'r', ring: { packets: 0, bytes: 5_000_000, seconds: 60, files: 4 } }),
  captureOptions([interfaceOptions('v0', { netns: 'blue', filter: 'arp' })]),
];

describe.each(['tcpdump', 'dumpcap'] as const)('%s', (program) => {
  test.each(SETTINGS)('settings → command → settings %#', (options) => {
    expect(parsed(captureCommandFor(options, program)!).options).toEqual(options);
  });
});

const hasTcpdump = spawnSync('tcpdump', ['--version']).status === 0;
test.skipIf(!hasTcpdump)('the shell and tcpdump read our command as we do: the compiled filter is the same', () => {
  const options = SETTINGS[0]!;
  const command = captureCommandFor(options, 'tcpdump')!;
  const program = execFileSync('sh', ['-c', `${command.replace("-i lo", '-y EN10MB')} -d`], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  expect(program).toBe(execFileSync('tcpdump', ['-y', 'EN10MB', '-d', options.interfaces[0]!.filter], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
});

test('quoting: a shell gives every word back', () => {
  for (const word of ['', 'a b', "it's", '"', '$(id)', '`id`', '\\', '*', '-x', 'a\nb', '!']) {
    expect(execFileSync('sh', ['-c', `printf %s ${shellQuoted(word)}`], { encoding: 'utf8' })).toBe(word);
    expect(splitShellLine(shellQuoted(word)).words).toEqual([word]);
  }
});
