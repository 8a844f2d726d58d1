// Options of `netloupe capture`: what stands before the first -i is for all interfaces, what follows one is its own, as dumpcap has it.
import { expect, test } from 'vitest';
import { captureOptions, interfaceOptions } from '../../shared/live/capture-options';
import { captureCommandFor } from '../../shared/live/equal-command';
import { splitShellLine } from '../../shared/live/shell-words';
import { CAPTURE_OPTIONS, captureOptionsOf } from './capture-options';
import { parseOptions } from './options';

const parsed = (line: string) => captureOptionsOf(parseOptions(CAPTURE_OPTIONS, line.split(' ')), (n) => ['eth0', 'lo'][n - 1] ?? `${n}`);

test('options belong to the interface before them', () => {
  expect(parsed('-s 96 -i eth0 -f tcp -B 8 -i 2 -p -s 0').interfaces).toEqual([
    interfaceOptions('eth0', { snaplen: 96, filter: 'tcp', bufferBytes: 8 * 1_048_576 }),
    interfaceOptions('lo', { promiscuous: false, snaplen: 262_144 }),
  ]);
});

test('words behind the options are the capture filter', () => {
  expect(parsed('-i lo port 80').interfaces[0]?.filter).toBe('port 80');
  expect(() => parsed('-i lo -f tcp port 80')).toThrow(/twice/);
});

test('limits in dumpcap’s units', () => {
  const options = parsed('-i lo -w x -c 5 -a duration:60 -a filesize:10 -b filesize:1000 -b files:3');
  expect(options.stop).toEqual({ packets: 5, bytes: 10_000, seconds: 60, files: 0 });
  expect(options.ring).toEqual({ packets: 0, bytes: 1_000_000, seconds: 0, files: 3 });
});

test.each(['-w x', '-i lo -s -1', '-i lo -a size:5', '-i lo -c 0', '-i lo -b filesize:5', '-i lo --remote x', '-i lo --time-stamp-precision pico'])('%s is refused', (line) => {
  expect(() => parsed(line)).toThrow();
});

test.each([
  captureOptions([interfaceOptions('eth0', { filter: "tcp and not host 'x'", snaplen: 96 }), interfaceOptions('lo', { netns: 'blue', promiscuous: false, timestampType: 'host', timestampPrecision: 'micro' })], {
    file: "it's.pcapng", stop: { packets: 5, bytes: 3000, seconds: 2, files: 8 }, ring: { packets: 9, bytes: 7000, seconds: 60, files: 4 },
  }),
  captureOptions([], { command: "ssh h tcpdump -U -w - 'port 80'" }),
])('the command that the window shows for its options has these options %#', (options) => {
  const words = splitShellLine(captureCommandFor(options, 'netloupe')!).words;
  expect(words.slice(0, 2)).toEqual(['netloupe', 'capture']);
  expect(captureOptionsOf(parseOptions(CAPTURE_OPTIONS, words.slice(2)), (n) => `${n}`)).toEqual(options);
});
