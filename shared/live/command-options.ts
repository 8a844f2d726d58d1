// The options of tcpdump, dumpcap, tshark and netloupe capture, as capture options and view settings; what has no meaning here is said.
import { captureOptions, interfaceOptions, MAX_SNAPLEN, type CaptureOptions, type InterfaceOptions } from './capture-options';
import { TIME_IN_NAME } from './equal-command';

export type CommandProgram = 'tcpdump' | 'dumpcap' | 'tshark' | 'netloupe';

/** A sentence in both languages. */
export interface Said {
  readonly en: string;
  readonly zh: string;
}

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

export interface ReadOptions {
  readonly options: CaptureOptions;
  readonly view: CommandView;
  readonly readFile: string;
  readonly notes: readonly Said[];
}

/** What is wrong with the command. */
export class CommandMistake extends Error {
  constructor(readonly said: Said) {
    super(said.en);
  }
}

/** Letters with an argument, by program. */
const WITH_ARGUMENT: Readonly<Record<CommandProgram, string>> = { tcpdump: 'BcCEFGijmMQrsTVwWyzZ', dumpcap: 'aAbBcCfikNswyZ', tshark: 'aAbBcCdeEfFHijJKMNoOrRsStTuUwWXYyz', netloupe: 'aBbcEefiNostTwy' };
const LONG: Readonly<Record<string, string>> = {
  interface: 'i', 'snapshot-length': 's', 'buffer-size': 'B', 'no-promiscuous-mode': 'p', 'monitor-mode': 'I', linktype: 'y', 'time-stamp-type': 'j', 'absolute-tcp-sequence-numbers': 'S',
  'packet-buffered': 'U', number: '#', direction: 'Q', autostop: 'a', 'ring-buffer': 'b', 'read-file': 'r', 'read-filter': 'R', 'display-filter': 'Y', 'list-interfaces': 'D',
  'list-data-link-types': 'L', 'list-time-stamp-types': 'J', help: 'h',
};
const LONG_WITH_ARGUMENT: ReadonlySet<string> = new Set([
  'interface', 'snapshot-length', 'buffer-size', 'linktype', 'time-stamp-type', 'time-stamp-precision', 'direction', 'autostop', 'ring-buffer', 'read-file', 'read-filter', 'display-filter',
  'capture-comment', 'temp-dir', 'ifname', 'ifdescr', 'netns', 'remote', 'export-objects', 'enable-protocol', 'disable-protocol', 'enable-heuristic', 'disable-heuristic', 'hexdump', 'log-level', 'log-file',
]);

interface Draft {
  readonly program: CommandProgram;
  common: Partial<InterfaceOptions>;
  readonly interfaces: InterfaceOptions[];
  readonly stop: { packets: number; bytes: number; seconds: number; files: number };
  readonly ring: { packets: number; bytes: number; seconds: number; files: number };
  file: string;
  readFile: string;
  remote: string;
  filter: string;
  /** tcpdump's -W, of which -C and -G decide what it means. */
  kept: number;
  view: { -readonly [K in keyof CommandView]: CommandView[K] };
  readonly notes: Said[];
  numeric: number;
  times: number;
}

/**
 * @param words behind the program's name
 * @throws CommandMistake
 */
export function readOptions(program: CommandProgram, words: readonly string[], platform: string): ReadOptions {
  const draft: Draft = {
    program, common: {}, interfaces: [], stop: { packets: 0, bytes: 0, seconds: 0, files: 0 }, ring: { packets: 0, bytes: 0, seconds: 0, files: 0 },
    file: '', readFile: '', remote: '', filter: '', kept: 0, view: {}, notes: [], numeric: 0, times: 0,
  };
  const rest: string[] = [];
  for (let i = 0; i < words.length; i++) {
    const word = words[i]!;
    if (word === '--') {
      rest.push(...words.slice(i + 1));
      break;
    }
    if (!word.startsWith('-') || word === '-') rest.push(word);
    else i += word.startsWith('--') ? longOption(draft, word, words[i + 1]) : shortOptions(draft, word, words[i + 1]);
  }
  if (rest.length > 0) draft.filter = rest.join(' ');
  return finished(draft, platform);
}

function needed(word: string): CommandMistake {
  return new CommandMistake({ en: `${word} needs an argument.`, zh: `${word} 需要一个参数。` });
}

/** How many further words it took. */
function longOption(draft: Draft, word: string, next: string | undefined): number {
  const [name = '', value] = word.slice(2).split(/=(.*)/s, 2);
  const takes = LONG_WITH_ARGUMENT.has(name);
  const argument = takes ? (value ?? next) : '';
  if (argument === undefined) throw needed(word);
  if (name === 'time-stamp-precision') changed(draft, { timestampPrecision: argument === 'micro' ? 'micro' : 'nano' });
  else if (name === 'nano' || name === 'micro') changed(draft, { timestampPrecision: name });
  else if (name === 'time-stamp-type') changed(draft, { timestampType: argument });
  else if (name === 'netns') changed(draft, { netns: argument });
  else if (name === 'remote') draft.remote = argument;
  else if (LONG[name] === undefined) note(draft, `${word} means nothing here.`, `${word} 在这里没有意义。`);
  else option(draft, LONG[name], argument, word);
  return takes && value === undefined ? 1 : 0;
}

/** `-nnvvS`, `-ieth0`, `-i eth0`. */
function shortOptions(draft: Draft, word: string, next: string | undefined): number {
  for (let i = 1; i < word.length; i++) {
    const letter = word[i]!;
    if (!WITH_ARGUMENT[draft.program].includes(letter)) {
      option(draft, letter, '', `-${letter}`);
      continue;
    }
    const glued = word.slice(i + 1);
    if (glued === '' && next === undefined) throw needed(`-${letter}`);
    option(draft, letter, glued === '' ? next! : glued, `-${letter}`);
    return glued === '' ? 1 : 0;
  }
  return 0;
}

type Option = (draft: Draft, value: string) => void;

function note(draft: Draft, en: string, zh: string): void {
  if (!draft.notes.some((said) => said.en === en)) draft.notes.push({ en, zh });
}

function changed(draft: Draft, change: Partial<InterfaceOptions>): void {
  const last = draft.interfaces.length - 1;
  // tcpdump's options are for all; dumpcap's belong to the interface before them.
  if (draft.program === 'tcpdump' || last < 0) draft.common = { ...draft.common, ...change };
  else draft.interfaces[last] = { ...draft.interfaces[last]!, ...change };
}

function number(flag: string, value: string): number {
  if (/^\d+$/.test(value) && Number.isSafeInteger(Number(value))) return Number(value);
  throw new CommandMistake({ en: `${flag} ${value}: a whole number is expected.`, zh: `${flag} ${value}：应为整数。` });
}

const COMMON: Readonly<Record<string, Option>> = {
  i: addInterface,
  s: (draft, value) => changed(draft, { snaplen: Math.min(number('-s', value) || MAX_SNAPLEN, MAX_SNAPLEN) }),
  p: (draft) => changed(draft, { promiscuous: false }),
  I: (draft) => changed(draft, { monitor: true }),
  y: (draft, value) => changed(draft, { linktype: value }),
  B: (draft, value) => changed(draft, { bufferBytes: Math.max(65_536, number('-B', value) * (draft.program === 'tcpdump' ? 1024 : 1_048_576)) }),
  w: (draft, value) => void (draft.file = value === '-' ? '' : value),
  c: (draft, value) => void (draft.stop.packets = number('-c', value)),
};

function addInterface(draft: Draft, value: string): void {
  if (/^\d+$/.test(value)) note(draft, `${value} is a number of ${draft.program} -D's list: choose the interface by its name.`, `${value} 是 ${draft.program} -D 列表中的序号：请按名称选择接口。`);
  draft.interfaces.push(interfaceOptions(value, draft.common));
}

const verbose: Option = (draft) => void (draft.view.verbose = true);

const TCPDUMP: Readonly<Record<string, Option>> = {
  ...COMMON,
  n: (draft) => void (draft.numeric += 1),
  N: (draft) => void (draft.view.names = 2),
  S: (draft) => void (draft.view.relativeSequence = false),
  e: (draft) => void (draft.view.linkColumns = true),
  t: (draft) => void (draft.times += 1),
  j: (draft, value) => changed(draft, { timestampType: value }),
  r: (draft, value) => void (draft.readFile = value),
  C: (draft, value) => void (draft.ring.bytes = number('-C', value) * 1_000_000),
  G: (draft, value) => void (draft.ring.seconds = number('-G', value)),
  W: (draft, value) => void (draft.kept = number('-W', value)),
  v: verbose, X: verbose, x: verbose, A: verbose,
  // Packets are always in the file at once.
  U: () => undefined,
  F: (draft, value) => note(draft, `-F ${value}: paste the filter that stands in that file.`, `-F ${value}：请粘贴该文件中的过滤器。`),
  Q: (draft, value) => {
    const word = value === 'in' ? 'inbound' : 'outbound';
    if (value !== 'inout') note(draft, `-Q ${value}: use the capture filter word ${word} where the link type has it.`, `-Q ${value}：如果链路类型支持，请使用捕获过滤器的词 ${word}。`);
  },
};

const TIMES = { a: 'local', ad: 'localDate', d: 'delta', e: 'epoch', r: 'relative' } as const;

const DUMPCAP: Readonly<Record<string, Option>> = {
  ...COMMON,
  f: (draft, value) => changed(draft, { filter: value }),
  a: (draft, value) => limit(draft, draft.stop, '-a', value),
  b: (draft, value) => limit(draft, draft.ring, '-b', value),
};

const TSHARK: Readonly<Record<string, Option>> = {
  ...DUMPCAP,
  V: verbose, x: verbose,
  n: (draft) => void (draft.view.names = 0),
  r: (draft, value) => void (draft.readFile = value),
  t: (draft, value) => void (draft.view.time = Object.hasOwn(TIMES, value) ? TIMES[value as keyof typeof TIMES] : 'relative'),
  Y: displayFilter, R: displayFilter,
};

const TABLES: Readonly<Record<CommandProgram, Readonly<Record<string, Option>>>> = { tcpdump: TCPDUMP, dumpcap: DUMPCAP, tshark: TSHARK, netloupe: TSHARK };

/** All other letters of each program: they say how text is printed or how the program behaves. */
const WITHOUT_MEANING: Readonly<Record<CommandProgram, string>> = { tcpdump: 'abdDEfhHJKlLmMOqTuVzZ#', dumpcap: 'ACdDgkhLMnNPqStvZ', tshark: '2ACdDeEFgGhHjJKlLMNoOPqQSTuUvWXz', netloupe: 'eENoqTh' };

/** What is worth more than a general sentence. */
const SENTENCES: Readonly<Record<string, Said>> = {
  'tcpdump a': { en: '-a is undocumented and does nothing in today’s tcpdump.', zh: '-a 未见于文档，在如今的 tcpdump 中不起作用。' },
  'tcpdump d': { en: '-d prints the compiled filter: it stands in the options, and netloupe filter -d prints it.', zh: '-d 打印编译后的过滤器：可在选项中查看，也可用 netloupe filter -d 打印。' },
  'tcpdump z': { en: '-z runs a program after each file: Netloupe runs none.', zh: '-z 会在每个文件写完后运行一个程序：Netloupe 不运行任何程序。' },
  'tcpdump l': { en: '-l prints each line at once: rows always come as the packets do.', zh: '-l 逐行立即输出：这里的行总是随数据包即时出现。' },
  D: { en: '-D lists interfaces: they stand on the welcome page.', zh: '-D 列出接口：欢迎页上已列出。' },
};

function option(draft: Draft, letter: string, value: string, written: string): void {
  const { program } = draft;
  const table = TABLES[program];
  const known = Object.hasOwn(table, letter) ? table[letter] : undefined;
  if (known) return known(draft, value);
  const said = SENTENCES[`${program} ${letter}`] ?? SENTENCES[letter];
  if (!WITHOUT_MEANING[program].includes(letter)) note(draft, `${written} is not an option of ${program}.`, `${written} 不是 ${program} 的选项。`);
  else if (said !== undefined) note(draft, said.en, said.zh);
  else note(draft, `${written} is about how ${program} prints or runs: it changes nothing here.`, `${written} 只影响 ${program} 的输出或运行方式：在这里不起作用。`);
}

function displayFilter(draft: Draft, value: string): void {
  note(draft, `${value} is a display filter: type it into the display filter bar.`, `${value} 是显示过滤器：请输入到显示过滤栏中。`);
}

/** `duration:60`, `filesize:1000` (kB), `files:5`, `packets:100`. */
function limit(draft: Draft, limits: Draft['stop'], flag: string, text: string): void {
  const [name = '', value = ''] = text.split(':');
  if (name === 'duration') limits.seconds = number(`${flag} ${name}:`, value);
  else if (name === 'filesize') limits.bytes = number(`${flag} ${name}:`, value) * 1000;
  else if (name === 'files' || name === 'packets') limits[name] = number(`${flag} ${name}:`, value);
  else note(draft, `${flag} ${text} is not a limit that Netloupe has.`, `Netloupe 没有 ${flag} ${text} 这一限制。`);
}

/** -tt … -ttttt; a single -t prints no time. */
function timeOf(draft: Draft): CommandView {
  if (draft.times === 1) note(draft, '-t prints no time: here the time column stays.', '-t 不打印时间：这里仍保留时间列。');
  const time = ([null, null, 'epoch', 'delta', 'localDate', 'relative'] as const)[draft.times] ?? null;
  return time === null ? {} : { time };
}

function viewOf(draft: Draft): CommandView {
  if (draft.program !== 'tcpdump') return draft.view;
  const names = draft.view.names ?? (draft.numeric >= 2 ? 0 : draft.numeric === 1 ? 1 : 3);
  return { ...draft.view, names, ...timeOf(draft) };
}

/** tcpdump's -C, -G and -W: what they mean together, and a name that is made of the time. */
function rotated(draft: Draft): void {
  const { ring, kept, stop } = draft;
  if (kept > 0 && ring.bytes > 0 && ring.seconds > 0) note(draft, '-W does nothing beside both -C and -G.', '同时使用 -C 和 -G 时，-W 不起作用。');
  else if (kept > 0 && ring.bytes > 0) ring.files = kept;
  else if (kept > 0 && ring.seconds > 0) stop.files = kept;
  if (ring.seconds > 0 && draft.file.endsWith(TIME_IN_NAME)) draft.file = draft.file.slice(0, -TIME_IN_NAME.length);
  if (ring.seconds > 0 && /%[A-Za-z]/.test(draft.file)) note(draft, `${draft.file} is made of the time: Netloupe itself puts number and time behind the name of each file.`, `${draft.file} 由时间组成：Netloupe 会自行在每个文件名后加上序号和时间。`);
}

function finished(draft: Draft, platform: string): ReadOptions {
  const { program, ring, readFile, remote } = draft;
  if (program === 'tcpdump') rotated(draft);
  if (ring.packets + ring.bytes + ring.seconds > 0 && draft.file === '') {
    note(draft, 'Several files are written only with -w FILE.', '只有用 -w 指定文件时才会写多个文件。');
    Object.assign(ring, { packets: 0, bytes: 0, seconds: 0, files: 0 });
  }
  if (readFile !== '' && draft.filter !== '') readFilter(draft);
  const isLive = readFile === '' && remote === '';
  if (isLive && draft.interfaces.length === 0) note(draft, `The command names no interface: ${program} takes the first one that is up; here it is any.`, `命令没有指定接口：${program} 会取第一个启用的接口，这里则为 any。`);
  const chosen = draft.interfaces.length > 0 ? draft.interfaces : isLive ? [interfaceOptions('any', draft.common)] : [];
  const interfaces = chosen.map((i) => {
    const options = program === 'tcpdump' ? { ...i, ...draft.common } : i;
    return { ...options, name: localName(draft, i.name, platform), filter: options.filter || draft.filter };
  });
  return { options: captureOptions(interfaces, { stop: draft.stop, ring, file: draft.file, command: remote }), view: viewOf(draft), readFile, notes: draft.notes };
}

/** Of a file tshark's further words are a display filter, tcpdump's a capture filter. */
function readFilter(draft: Draft): void {
  if (draft.program === 'tcpdump') note(draft, `${draft.filter} is a capture filter: of a file, choose what is shown by a display filter.`, `${draft.filter} 是捕获过滤器：打开文件后请用显示过滤器选择显示的内容。`);
  else displayFilter(draft, draft.filter);
}

/** The loopback device has another name on macOS and the BSDs; platform '' = another host's, which is left. */
function localName(draft: Draft, name: string, platform: string): string {
  const wanted = platform === 'linux' ? 'lo' : 'lo0';
  if (!/^lo0?$/.test(name) || name === wanted || platform === 'win32' || platform === '') return name;
  note(draft, `The loopback interface is called ${wanted} here, not ${name}.`, `这里的环回接口名为 ${wanted}，而不是 ${name}。`);
  return wanted;
}
