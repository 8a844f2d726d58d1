// A tcpdump, dumpcap or tshark command line, as people paste it, as capture options and view settings. Nothing of it is ever run.
import { captureOptions, interfaceOptions, MAX_SNAPLEN, type CaptureOptions, type InterfaceOptions } from './capture-options';
import { shellQuoted, splitShellLine } from './shell-words';

export type CommandProgram = 'tcpdump' | 'dumpcap' | 'tshark';

/** How the rows are to look, as far as the command says so; undefined = it does not. */
export interface CommandView {
  /** As ViewOptions.names: -nn, -n, -N, nothing. */
  readonly names?: 0 | 1 | 2 | 3;
  /** -S: absolute sequence numbers. */
  readonly relativeSequence?: boolean;
  /** -e: link-level columns. */
  readonly linkColumns?: boolean;
  readonly time?: 'relative' | 'delta' | 'epoch' | 'local' | 'localDate';
  /** -v, -vv, -vvv, -X, -A: the details are wanted, which Netloupe always has. */
  readonly verbose?: boolean;
}

export interface ParsedCommand {
  readonly program: CommandProgram;
  readonly options: CaptureOptions;
  readonly view: CommandView;
  /** -r: a file to open rather than an interface; '' = none. */
  readonly readFile: string;
  /** What was understood and means nothing here, a sentence each. */
  readonly notes: readonly string[];
}

/** What is wrong with the text, in words; or what it says. */
export type CommandResult = { readonly ok: true; readonly command: ParsedCommand } | { readonly ok: false; readonly message: string };

/** Options with an argument, by program. */
const WITH_ARGUMENT: Readonly<Record<CommandProgram, string>> = { tcpdump: 'BcCEFGijmMQrsTVwWyzZ', dumpcap: 'aAbBcCdfFgikmNrsTwyZ', tshark: 'aAbBcCdDeEfFHikKloNoOQrRsStTuUwWXYyz' };
const LONG: Readonly<Record<string, string>> = { interface: 'i', 'snapshot-length': 's', 'buffer-size': 'B', 'no-promiscuous-mode': 'p', 'monitor-mode': 'I', linktype: 'y', 'time-stamp-type': 'j', count: '#', 'relative-time': '#', 'absolute-tcp-sequence-numbers': 'S', 'packet-buffered': 'U', number: '#', direction: 'Q' };
const LONG_WITH_ARGUMENT: ReadonlySet<string> = new Set(['interface', 'snapshot-length', 'buffer-size', 'linktype', 'time-stamp-type', 'time-stamp-precision', 'direction', 'autostop', 'ring-buffer']);

interface Draft {
  readonly program: CommandProgram;
  common: Partial<InterfaceOptions>;
  readonly interfaces: InterfaceOptions[];
  readonly stop: { packets: number; bytes: number; seconds: number; files: number };
  readonly ring: { packets: number; bytes: number; seconds: number; files: number };
  file: string;
  readFile: string;
  filter: string;
  view: { -readonly [K in keyof CommandView]: CommandView[K] };
  readonly notes: string[];
  numeric: number;
  times: number;
}

/** @param platform of this host: names of other systems' loopback devices are replaced */
export function parseCaptureCommand(text: string, platform: string): CommandResult {
  const { words, ignored, openQuote } = splitShellLine(text.trim().replace(/^[$#]\s+/, ''));
  if (openQuote >= 0) return { ok: false, message: `The quote at column ${openQuote + 1} is not closed.` };
  const notes = ignored.map((part) => `“${part}” is the shell's and was left out.`);
  const at = programAt(words);
  if (at < 0) return { ok: false, message: 'This is no tcpdump, dumpcap or tshark command. For example: tcpdump -nn -i eth0 port 80' };
  const remote = words.slice(0, at);
  if (remote.includes('ssh')) return remoteCommand(words, remote.indexOf('ssh'), at, notes, platform);
  const here = local(words.slice(at), notes, platform);
  return here.ok ? { ok: true, command: inNamespace(here.command, remote) } : here;
}

/** `ip netns exec NAME tcpdump …`, `nsenter --net=PATH tcpdump …` */
function inNamespace(command: ParsedCommand, before: readonly string[]): ParsedCommand {
  const exec = before.indexOf('exec');
  const netns = exec > 0 && before[exec - 1] === 'netns' ? before[exec + 1] : before.find((word) => word.startsWith('--net='))?.slice('--net='.length);
  if (netns === undefined) return command;
  return { ...command, options: { ...command.options, interfaces: command.options.interfaces.map((i) => ({ ...i, netns })) } };
}

function programAt(words: readonly string[]): number {
  return words.findIndex((word) => /(?:^|\/)(?:tcpdump|dumpcap|tshark)$/.test(word));
}

/** `ssh HOST tcpdump …` is captured there: the command must write packets to its standard output. */
function remoteCommand(words: readonly string[], ssh: number, at: number, notes: string[], platform: string): CommandResult {
  const there = local(words.slice(at), notes, platform);
  if (!there.ok) return there;
  const { program, options: { interfaces } } = there.command;
  const filter = interfaces[0]?.filter ?? '';
  const args = program === 'tcpdump' ? tcpdumpWords(interfaces[0], '-', there.command.options) : dumpcapWords(there.command.options, '-');
  const program2 = program === 'tcpdump' ? ['tcpdump', '-U', ...args] : ['dumpcap', '-q', ...args];
  const quoted = [...words.slice(ssh, at), ...program2].map(shellQuoted).join(' ');
  // The shell of the other host splits it once more.
  const command = filter === '' ? quoted : quoted.replace(shellQuoted(filter), shellQuoted(shellQuoted(filter)));
  return { ok: true, command: { ...there.command, options: captureOptions([], { command }) } };
}

function local(words: readonly string[], notes: readonly string[], platform: string): CommandResult {
  const program = (/(tcpdump|dumpcap|tshark)$/.exec(words[0]!)?.[1] ?? 'tcpdump') as CommandProgram;
  const draft: Draft = {
    program, common: {}, interfaces: [], stop: { packets: 0, bytes: 0, seconds: 0, files: 0 }, ring: { packets: 0, bytes: 0, seconds: 0, files: 0 },
    file: '', readFile: '', filter: '', view: {}, notes: [...notes], numeric: 0, times: 0,
  };
  const rest: string[] = [];
  for (let i = 1; i < words.length; i++) {
    const word = words[i]!;
    if (word === '--') {
      rest.push(...words.slice(i + 1));
      break;
    }
    if (!word.startsWith('-') || word === '-') {
      rest.push(word);
      continue;
    }
    const used = word.startsWith('--') ? longOption(draft, word, words[i + 1]) : shortOptions(draft, word, words[i + 1]);
    if (used === null) return { ok: false, message: `${word} needs an argument.` };
    i += used;
  }
  if (rest.length > 0) draft.filter = rest.join(' ');
  return { ok: true, command: finished(draft, platform) };
}

/** How many further words it took; null = its argument is missing. */
function longOption(draft: Draft, word: string, next: string | undefined): number | null {
  const [name = '', value] = word.slice(2).split(/=(.*)/s, 2);
  const takes = LONG_WITH_ARGUMENT.has(name);
  const argument = takes ? (value ?? next) : '';
  if (argument === undefined) return null;
  if (name === 'time-stamp-precision') draft.common = { ...draft.common, timestampPrecision: argument === 'micro' ? 'micro' : 'nano' };
  else if (name === 'nano' || name === 'micro') draft.common = { ...draft.common, timestampPrecision: name };
  else if (name === 'autostop' || name === 'ring-buffer') limit(draft, name === 'autostop' ? draft.stop : draft.ring, argument);
  else if (LONG[name] === undefined) draft.notes.push(`${word} means nothing here.`);
  else option(draft, LONG[name], argument);
  return takes && value === undefined ? 1 : 0;
}

/** `-nnvvS`, `-ieth0`, `-i eth0`. */
function shortOptions(draft: Draft, word: string, next: string | undefined): number | null {
  for (let i = 1; i < word.length; i++) {
    const letter = word[i]!;
    if (!WITH_ARGUMENT[draft.program].includes(letter)) {
      option(draft, letter, '');
      continue;
    }
    const glued = word.slice(i + 1);
    if (glued === '' && next === undefined) return null;
    option(draft, letter, glued === '' ? next! : glued);
    return glued === '' ? 1 : 0;
  }
  return 0;
}

type Option = (draft: Draft, value: string) => void;

function changed(draft: Draft, change: Partial<InterfaceOptions>): void {
  const last = draft.interfaces.length - 1;
  // tcpdump's options are for all; dumpcap's belong to the interface before them.
  if (draft.program === 'tcpdump' || last < 0) draft.common = { ...draft.common, ...change };
  else draft.interfaces[last] = { ...draft.interfaces[last]!, ...change };
}

const number = (value: string): number => (Number.isSafeInteger(Number(value)) && Number(value) > 0 ? Number(value) : 0);

const COMMON: Readonly<Record<string, Option>> = {
  i: (draft, value) => void draft.interfaces.push(interfaceOptions(value, draft.common)),
  s: (draft, value) => changed(draft, { snaplen: Math.min(number(value) || MAX_SNAPLEN, MAX_SNAPLEN) }),
  p: (draft) => changed(draft, { promiscuous: false }),
  I: (draft) => changed(draft, { monitor: true }),
  y: (draft, value) => changed(draft, { linktype: value }),
  B: (draft, value) => changed(draft, { bufferBytes: Math.max(65_536, number(value) * (draft.program === 'tcpdump' ? 1024 : 1_048_576)) }),
  w: (draft, value) => void (draft.file = value === '-' ? '' : value),
  r: (draft, value) => void (draft.readFile = value),
  c: (draft, value) => void (draft.stop.packets = number(value)),
  n: (draft) => void (draft.numeric += 1),
};

const TCPDUMP: Readonly<Record<string, Option>> = {
  ...COMMON,
  N: (draft) => void (draft.view.names = 2),
  S: (draft) => void (draft.view.relativeSequence = false),
  e: (draft) => void (draft.view.linkColumns = true),
  t: (draft) => void (draft.times += 1),
  j: (draft, value) => changed(draft, { timestampType: value }),
  C: (draft, value) => void (draft.ring.bytes = number(value) * 1_000_000),
  G: (draft, value) => void (draft.ring.seconds = number(value)),
  W: (draft, value) => void (draft.ring.files = number(value)),
  v: (draft) => void (draft.view.verbose = true),
  X: (draft) => void (draft.view.verbose = true),
  x: (draft) => void (draft.view.verbose = true),
  A: (draft) => void (draft.view.verbose = true),
  F: (draft, value) => void draft.notes.push(`-F ${value}: paste the filter that stands in that file.`),
  Q: (draft, value) => void (value !== 'inout' && draft.notes.push(`-Q ${value}: use the capture filter word ${value === 'in' ? 'inbound' : 'outbound'} where the link type has it.`)),
};

const DUMPCAP: Readonly<Record<string, Option>> = {
  ...COMMON,
  f: (draft, value) => changed(draft, { filter: value }),
  a: (draft, value) => limit(draft, draft.stop, value),
  b: (draft, value) => limit(draft, draft.ring, value),
  V: (draft) => void (draft.view.verbose = true),
  t: (draft, value) => void (draft.view.time = ({ a: 'local', ad: 'localDate', d: 'delta', e: 'epoch', r: 'relative' } as const)[value] ?? 'relative'),
};

/** Options that say how text is printed or how the program behaves: there is nothing to do for them. */
const WITHOUT_MEANING = 'lqUuKOHbLDdhPgST#ZzmMEVWokxXeERYNCFuAl';

function option(draft: Draft, letter: string, value: string): void {
  const table = draft.program === 'tcpdump' ? TCPDUMP : DUMPCAP;
  const known = Object.hasOwn(table, letter) ? table[letter] : undefined;
  if (known) known(draft, value);
  else if (letter === 'Y' || letter === 'R') draft.notes.push(`-${letter} ${value} is a display filter: type it into the display filter bar.`);
  else if (!WITHOUT_MEANING.includes(letter)) draft.notes.push(`-${letter} is not an option of ${draft.program}.`);
}

/** `duration:60`, `filesize:1000` (kB), `files:5`, `packets:100`. */
function limit(draft: Draft, limits: Draft['stop'], text: string): void {
  const [name, value = ''] = text.split(':');
  if (name === 'duration') limits.seconds = number(value);
  else if (name === 'filesize') limits.bytes = number(value) * 1000;
  else if (name === 'files') limits.files = number(value);
  else if (name === 'packets') limits.packets = number(value);
  else draft.notes.push(`${text} is not a limit that Netloupe has.`);
}

/** -tt … -ttttt; a single -t prints no time, which a column cannot. */
function timeOf(letters: number): CommandView {
  const time = ([null, null, 'epoch', 'delta', 'localDate', 'relative'] as const)[letters] ?? null;
  return time === null ? {} : { time };
}

function finished(draft: Draft, platform: string): ParsedCommand {
  const view: CommandView = {
    ...draft.view,
    ...(draft.view.names === undefined && draft.program === 'tcpdump' && { names: draft.numeric >= 2 ? 0 : draft.numeric === 1 ? 1 : 3 }),
    ...(draft.program === 'tcpdump' ? timeOf(draft.times) : {}),
  };
  const chosen = draft.interfaces.length > 0 ? draft.interfaces : draft.readFile === '' ? [interfaceOptions('any', draft.common)] : [];
  if (draft.interfaces.length === 0 && draft.readFile === '') draft.notes.push(`The command names no interface: ${draft.program} takes the first one that is up; here it is any.`);
  const interfaces = chosen.map((i) => {
    const options = draft.program === 'tcpdump' ? { ...i, ...draft.common } : i;
    return { ...options, name: localName(i.name, platform, draft.notes), filter: options.filter || draft.filter };
  });
  return { program: draft.program, options: captureOptions(interfaces, { stop: draft.stop, ring: draft.ring, file: draft.file }), view, readFile: draft.readFile, notes: draft.notes };
}

/** The loopback device has another name on macOS and the BSDs. */
function localName(name: string, platform: string, notes: string[]): string {
  const wanted = platform === 'linux' ? 'lo' : 'lo0';
  if (!/^lo0?$/.test(name) || name === wanted || platform === 'win32') return name;
  notes.push(`The loopback interface is called ${wanted} here, not ${name}.`);
  return wanted;
}

// ---- the other way ----------------------------------------------------------------------------------------------------

/** The command that captures the same; null where the program cannot: several interfaces (tcpdump), a namespace without `ip`. */
export function captureCommandFor(options: CaptureOptions, program: 'tcpdump' | 'dumpcap' | 'tshark' | 'netloupe'): string | null {
  if (options.command !== '') return program === 'netloupe' ? `netloupe capture --remote ${shellQuoted(options.command)}` : options.command;
  if (options.interfaces.length === 0 || (program === 'tcpdump' && options.interfaces.length > 1)) return null;
  const netns = [...new Set(options.interfaces.map((i) => i.netns))];
  if (program !== 'netloupe' && netns.length > 1) return null;
  const enter = program === 'netloupe' || netns[0] === '' ? [] : netns[0]!.includes('/') ? ['nsenter', `--net=${netns[0]!}`] : ['ip', 'netns', 'exec', netns[0]!];
  const words = program === 'tcpdump' ? tcpdumpWords(options.interfaces[0], options.file, options) : dumpcapWords(options, options.file, program === 'netloupe');
  const name = program === 'netloupe' ? ['netloupe', 'capture'] : [program];
  return [...enter, ...name, ...words].map(shellQuoted).join(' ');
}

function tcpdumpWords(i: InterfaceOptions | undefined, file: string, { stop, ring }: CaptureOptions): string[] {
  if (i === undefined) return file === '' ? [] : ['-w', file];
  return [
    '-i', i.name, '-s', `${i.snaplen}`, '-B', `${Math.ceil(i.bufferBytes / 1024)}`, ...(i.promiscuous ? [] : ['-p']), ...(i.monitor ? ['-I'] : []),
    ...(i.linktype === '' ? [] : ['-y', i.linktype]), ...(i.timestampType === '' ? [] : ['-j', i.timestampType]), `--time-stamp-precision=${i.timestampPrecision}`,
    ...(stop.packets > 0 ? ['-c', `${stop.packets}`] : []), ...(ring.bytes > 0 ? ['-C', `${Math.ceil(ring.bytes / 1_000_000)}`] : []), ...(ring.seconds > 0 ? ['-G', `${ring.seconds}`] : []),
    ...(ring.files > 0 ? ['-W', `${ring.files}`] : []), ...(file === '' ? [] : ['-w', file]), ...(i.filter.trim() === '' ? [] : [i.filter]),
  ];
}

function dumpcapWords({ interfaces, stop, ring }: CaptureOptions, file: string, own = false): string[] {
  const limits = (flag: string, given: CaptureOptions['stop']): string[] => [
    ...(given.packets > 0 ? [flag, `packets:${given.packets}`] : []), ...(given.bytes > 0 ? [flag, `filesize:${Math.ceil(given.bytes / 1000)}`] : []),
    ...(given.seconds > 0 ? [flag, `duration:${given.seconds}`] : []), ...(given.files > 0 ? [flag, `files:${given.files}`] : []),
  ];
  const each = interfaces.flatMap((i) => [
    '-i', i.name, ...(own && i.netns !== '' ? ['--netns', i.netns] : []), '-s', `${i.snaplen}`, '-B', `${Math.ceil(i.bufferBytes / 1_048_576)}`, ...(i.promiscuous ? [] : ['-p']), ...(i.monitor ? ['-I'] : []),
    ...(i.linktype === '' ? [] : ['-y', i.linktype]), ...(own && i.timestampType !== '' ? ['--time-stamp-type', i.timestampType] : []), ...(i.filter.trim() === '' ? [] : ['-f', i.filter]),
  ]);
  return [...each, ...limits('-a', stop), ...limits('-b', ring), ...(file === '' ? [] : ['-w', file])];
}
