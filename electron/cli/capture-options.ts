// The options of `netloupe capture`, as dumpcap spells them, made into what a live capture takes.
import { captureOptions, interfaceOptions, MAX_SNAPLEN, type AutoStop, type CaptureOptions, type InterfaceOptions, type RingFiles } from '../../shared/live/capture-options';
import { PRINT_OPTIONS, UsageError, type OptionSpec, type Parsed, type ParsedWords } from './options';

export const CAPTURE_OPTIONS = {
  interface: { names: ['-i', '--interface'], argument: 'IF', help: 'interface: a name, or a number of netloupe interfaces; may be repeated. What follows it belongs to it, what stands before the first to all', many: true },
  filter: { names: ['-f'], argument: 'FILTER', help: 'capture filter (pcap-filter(7)); the words behind all options are one too', many: true },
  snaplen: { names: ['-s', '--snapshot-length'], argument: 'BYTES', help: 'bytes kept of each packet (default 262144; 0 means that too)', many: true },
  noPromiscuous: { names: ['-p', '--no-promiscuous-mode'], argument: '', help: 'no promiscuous mode', many: true },
  monitor: { names: ['-I', '--monitor-mode'], argument: '', help: 'monitor mode, where the device has one', many: true },
  buffer: { names: ['-B', '--buffer-size'], argument: 'MiB', help: 'kernel buffer in MiB (default 32)', many: true },
  linktype: { names: ['-y', '--linktype'], argument: 'NAME', help: 'link type, e.g. EN10MB', many: true },
  timestampType: { names: ['--time-stamp-type'], argument: 'NAME', help: 'kind of time stamp', many: true },
  precision: { names: ['--time-stamp-precision'], argument: 'micro|nano', help: 'precision of time stamps (default nano, where the device has it)', many: true },
  listLinktypes: { names: ['-L', '--list-data-link-types'], argument: '', help: 'print the link types of the interfaces, with -I those in monitor mode, and end' },
  listTimestampTypes: { names: ['-J', '--list-time-stamp-types'], argument: '', help: 'print the kinds of time stamps that the interfaces have, and end' },
  netns: { names: ['--netns'], argument: 'NAME', help: 'network namespace of the interface (root only)', many: true },
  remote: { names: ['--remote'], argument: 'COMMAND', help: "capture what a command writes to its standard output, e.g. 'ssh HOST sudo tcpdump -U -w -'" },
  file: { names: ['-w'], argument: 'FILE', help: 'write to FILE (pcapng); - for standard output. Without it packets are printed' },
  print: { names: ['--print'], argument: '', help: 'with -w FILE: print packets too' },
  quiet: { names: ['-q'], argument: '', help: 'with -w FILE: no running count' },
  count: { names: ['-c'], argument: 'N', help: 'stop after N packets' },
  stop: { names: ['-a', '--autostop'], argument: 'LIMIT', help: 'stop after duration:SECONDS, filesize:kB, files:N or packets:N', many: true },
  ring: { names: ['-b', '--ring-buffer'], argument: 'LIMIT', help: 'go on in another file after duration:SECONDS, filesize:kB or packets:N; keep files:N', many: true },
  ...PRINT_OPTIONS,
  help: { names: ['-h', '--help'], argument: '', help: 'print this help' },
} as const satisfies Record<string, OptionSpec>;

export type CaptureWords = Parsed<typeof CAPTURE_OPTIONS> & ParsedWords;

type Change = (value: string) => Partial<InterfaceOptions>;

/** What each option changes of the interface that it belongs to. */
const CHANGES: Readonly<Record<string, Change>> = {
  filter: (filter) => ({ filter }),
  snaplen: (text) => ({ snaplen: whole(text, '-s', 0) || MAX_SNAPLEN }),
  noPromiscuous: () => ({ promiscuous: false }),
  monitor: () => ({ monitor: true }),
  buffer: (text) => ({ bufferBytes: whole(text, '-B', 1) * 1_048_576 }),
  linktype: (linktype) => ({ linktype }),
  timestampType: (timestampType) => ({ timestampType }),
  precision: (text) => {
    if (text !== 'micro' && text !== 'nano') throw new UsageError(`--time-stamp-precision ${text}: micro or nano`);
    return { timestampPrecision: text };
  },
  netns: (netns) => ({ netns }),
};

/**
 * @param deviceOf the name of a device that was given by its number
 * @throws UsageError
 */
export function captureOptionsOf(words: CaptureWords, deviceOf: (number: number) => string): CaptureOptions {
  const interfaces = interfacesOf(words, deviceOf);
  const remote = words.remote.at(-1) ?? '';
  if (interfaces.length === 0 && remote === '') throw new UsageError('which interface? -i IF; netloupe interfaces lists them');
  if (interfaces.length > 0 && remote !== '') throw new UsageError('--remote captures what its command sends: -i belongs into that command');
  const stop = { ...limits(words.stop, '-a'), ...(words.count.length > 0 && { packets: whole(words.count.at(-1)!, '-c', 1) }) };
  const ring = limits(words.ring, '-b');
  const file = words.file.at(-1) ?? '';
  if (ring.bytes + ring.packets + ring.seconds > 0 && (file === '' || file === '-')) throw new UsageError('-b goes on in another file: it needs -w FILE');
  return captureOptions(interfaces, { stop, ring, file, command: remote });
}

function interfacesOf({ sequence, rest }: CaptureWords, deviceOf: (number: number) => string): InterfaceOptions[] {
  let common: Partial<InterfaceOptions> = {};
  const found: InterfaceOptions[] = [];
  for (const { key, value } of sequence) {
    const last = found.at(-1);
    if (key === 'interface') found.push(interfaceOptions(/^\d+$/.test(value) ? deviceOf(Number(value)) : value, common));
    else if (CHANGES[key] && last) found[found.length - 1] = { ...last, ...CHANGES[key](value) };
    else if (CHANGES[key]) common = { ...common, ...CHANGES[key](value) };
  }
  const filter = rest.join(' ');
  if (filter !== '' && found.some((i) => i.filter !== '')) throw new UsageError('a capture filter is given twice: by -f and behind the options');
  return filter === '' ? found : found.map((i) => ({ ...i, filter }));
}

/** `duration:60`, `filesize:1000` (kB), `files:5`, `packets:100` → limits. */
function limits(texts: readonly string[], flag: string): AutoStop & RingFiles {
  const found = { packets: 0, bytes: 0, seconds: 0, files: 0 };
  for (const text of texts) {
    const [name = '', value = ''] = text.split(':');
    const number = whole(value, `${flag} ${name}`, 1);
    if (name === 'duration') found.seconds = number;
    else if (name === 'filesize') found.bytes = number * 1000;
    else if (name === 'files') found.files = number;
    else if (name === 'packets') found.packets = number;
    else throw new UsageError(`${flag} ${text}: duration:SECONDS, filesize:kB, files:N or packets:N`);
  }
  return found;
}

function whole(text: string, option: string, from: number): number {
  const value = Number(text);
  if (text === '' || !Number.isSafeInteger(value) || value < from) throw new UsageError(`${option}: a whole number from ${from} on, not ${text === '' ? 'nothing' : text}`);
  return value;
}
