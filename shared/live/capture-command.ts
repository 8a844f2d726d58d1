// A tcpdump, dumpcap or tshark command line, as people paste it, as capture options and view settings. Nothing of it is ever run.
import { captureOptions, interfaceOptions } from './capture-options';
import { CommandMistake, readOptions, type CommandProgram, type ReadOptions, type Said } from './command-options';
import { dumpcapWords, tcpdumpWords } from './equal-command';
import { shellQuoted, splitShellLine } from './shell-words';

export interface ParsedCommand extends ReadOptions {
  readonly program: CommandProgram;
}

/** What is wrong with the text, in words; or what it says. */
export type CommandResult = { readonly ok: true; readonly command: ParsedCommand } | { readonly ok: false; readonly message: Said };

const NONE: Said = { en: 'This is no tcpdump, dumpcap or tshark command. For example: tcpdump -nn -i eth0 port 80', zh: '这不是 tcpdump、dumpcap 或 tshark 命令。例如：tcpdump -nn -i eth0 port 80' };
const PROGRAM = /(?:^|[/\\])(tcpdump|windump|dumpcap|tshark)(?:\.exe)?$/i;
/** Words before a program's name that do something else with it than run it. */
const OTHER_USE = /^(?:man|info|apt|apt-get|yum|dnf|apk|brew|pacman|which|whereis|type|p?kill|killall|pgrep|grep|setcap|getcap|ls|echo|cat)$/;

/** @param platform of this host: names of other systems' loopback devices are replaced */
export function parseCaptureCommand(text: string, platform: string): CommandResult {
  try {
    return { ok: true, command: parsed(text, platform) };
  } catch (mistake) {
    if (mistake instanceof CommandMistake) return { ok: false, message: mistake.said };
    throw mistake;
  }
}

function parsed(text: string, platform: string): ParsedCommand {
  const { words, notes } = split(typedPlainly(text));
  const ssh = words.findIndex((word) => /(?:^|\/)ssh$/.test(word));
  const at = programAt(words);
  if (ssh >= 0 && (at < 0 || ssh < at)) return remoteCommand(words.slice(ssh), notes);
  if (at < 0) throw new CommandMistake(NONE);
  const before = words.slice(0, at);
  const command = local(words.slice(at), platform);
  const place = placeOf(before);
  const { interfaces, stop } = command.options;
  const options = { ...command.options, interfaces: interfaces.map((i) => ({ ...i, netns: place.netns || i.netns })), stop: { ...stop, seconds: place.seconds || stop.seconds } };
  return { ...command, options, notes: [...notes, ...place.notes, ...command.notes] };
}

/** Without a prompt, and with the quotes, blanks and dashes of a keyboard. */
function typedPlainly(text: string): string {
  return text
    .trim()
    .replace(/^(?:\[?\S*[@:~]\S*\s*)?[$#%]\s+/, '')
    .replaceAll(/[\u2018\u2019]/g, "'")
    .replaceAll(/[\u201c\u201d]/g, '"')
    .replaceAll(/[\u00a0\u3000]/g, ' ')
    .replaceAll(/(?<=\s)[\u2013\u2014](?=\w)/g, '-');
}

function split(text: string): { readonly words: readonly string[]; readonly notes: readonly Said[] } {
  const { words, ignored, expansions, openQuote } = splitShellLine(text);
  if (openQuote >= 0) throw new CommandMistake({ en: `The quote at column ${openQuote + 1} is not closed.`, zh: `第 ${openQuote + 1} 列的引号没有闭合。` });
  return {
    words,
    notes: [
      ...ignored.map((part) => ({ en: `“${part}” is the shell's and was left out.`, zh: `“${part}” 由 shell 处理，已略去。` })),
      ...expansions.map((part) => ({ en: `“${part}” is what a shell puts a value in for: write the value itself.`, zh: `“${part}” 应由 shell 替换为值：请直接写出该值。` })),
    ],
  };
}

function programAt(words: readonly string[]): number {
  if (OTHER_USE.test(words.find((word) => word !== 'sudo') ?? '')) return -1;
  const at = words.findIndex((word) => PROGRAM.test(word));
  return at >= 0 ? at : words.findIndex((word, i) => /(?:^|\/)netloupe$/.test(word) && words[i + 1] === 'capture');
}

function local(words: readonly string[], platform: string): ParsedCommand {
  const name = PROGRAM.exec(words[0]!)?.[1]?.toLowerCase().replace('windump', 'tcpdump');
  const program = (name ?? 'netloupe') as CommandProgram;
  return { program, ...readOptions(program, words.slice(name === undefined ? 2 : 1), platform) };
}

interface Place {
  readonly netns: string;
  readonly seconds: number;
  readonly notes: readonly Said[];
}

/** What stands before the program: `ip netns exec NAME`, `nsenter`, `timeout 60`, `docker exec NAME`; of the rest (sudo, env, nice, …) nothing matters. */
function placeOf(before: readonly string[]): Place {
  const line = before.join(' ');
  if (/\b(?:kubectl|oc) .*\bexec\b/.test(line)) {
    throw new CommandMistake({ en: `${before[0]!} exec runs on another host: on a command line, netloupe capture --remote '…' takes it, with -U -w - behind tcpdump.`, zh: `${before[0]!} exec 在另一台主机上运行：请在命令行中使用 netloupe capture --remote '…'，并在 tcpdump 后加上 -U -w -。` });
  }
  const container = /\b(?:docker|podman|nerdctl|lxc|incus)\b.*\bexec\b(?: (?:-[uew]|--user|--env|--workdir) \S+| -\S+)* (\S+)/.exec(line)?.[1];
  const notes = container === undefined ? [] : [{ en: `The command runs in the container ${container}: choose the interface of that container's namespace.`, zh: `此命令在容器 ${container} 中运行：请选择该容器的网络命名空间中的接口。` }];
  return { netns: namespaceOf(line), seconds: secondsOf(line), notes };
}

function namespaceOf(line: string): string {
  const named = /\bnetns exec (\S+)/.exec(line)?.[1];
  if (named !== undefined) return named;
  if (!/\bnsenter\b/.test(line)) return '';
  const path = /--net=(\S+)/.exec(line)?.[1] ?? /\s-n(\/\S+)/.exec(line)?.[1];
  const pid = /\s(?:-\w*t|--target)[ =]?(\d+)/.exec(line)?.[1];
  return path ?? (pid === undefined ? '' : `/proc/${pid}/ns/net`);
}

const UNITS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };

function secondsOf(line: string): number {
  const [, count = '0', unit = 's'] = /\btimeout(?: -\S+(?: [A-Z]+)?)* (\d+)([smhd])?\b/.exec(line) ?? [];
  return Number(count) * UNITS[unit]!;
}

// ---- on another host --------------------------------------------------------------------------------------------------

/** ssh's letters with an argument. */
const SSH_WITH_ARGUMENT = 'BbcDEeFIiJLlmOopQRSWw';

/** `ssh HOST tcpdump …` is captured there: the command must write packets to its standard output. */
function remoteCommand(words: readonly string[], said: readonly Said[]): ParsedCommand {
  const { own, command, notes } = sshWords(words);
  const there = remoteWords(command);
  const at = programAt(there.words);
  if (at < 0) throw new CommandMistake(NONE);
  const { program, ...read } = local(there.words.slice(at), '');
  if (read.readFile !== '') throw new CommandMistake({ en: `The command reads the file ${read.readFile} of the other host: copy it here and open it.`, zh: `此命令读取另一台主机上的文件 ${read.readFile}：请将其复制到本机再打开。` });
  const [first = interfaceOptions('any')] = read.options.interfaces;
  const limits = { ...read.options, file: '-', ring: captureOptions([]).ring };
  const name = there.words[at]!;
  const run = program === 'tcpdump' ? [name, '-U', ...tcpdumpWords(first, limits)] : [name.replace(/tshark$/, 'dumpcap'), '-q', ...dumpcapWords(limits, false)];
  // The shell of the other host splits its words once more.
  const line = [...own.map(shellQuoted), ...[...there.words.slice(0, at), ...run].map((word) => shellQuoted(shellQuoted(word)))].join(' ');
  return { program, ...read, options: captureOptions([], { command: line }), notes: [...said, ...notes, ...there.notes, ...read.notes] };
}

function sshWords(words: readonly string[]): { readonly own: readonly string[]; readonly command: readonly string[]; readonly notes: readonly Said[] } {
  // The host stands behind the options: what follows it is the command.
  const own = ['ssh'];
  const notes: Said[] = [];
  let host = '';
  let i = 1;
  for (; i < words.length; i++) {
    const word = words[i]!;
    if (/^-t+$/.test(word)) notes.push({ en: `${word} of ssh was left out: a terminal changes the bytes of a capture.`, zh: `已略去 ssh 的 ${word}：终端会改变捕获数据的字节。` });
    else if (word.startsWith('-')) {
      own.push(word);
      const takes = Array.from(word.slice(1)).findIndex((letter) => SSH_WITH_ARGUMENT.includes(letter));
      if (takes >= 0 && takes === word.length - 2 && i + 1 < words.length) own.push(words[++i]!);
    } else if (host !== '') break;
    else host = word;
  }
  return { own: host === '' ? own : [...own, host], command: words.slice(i), notes };
}

/** Words of the command as they are meant: a whole command in quotes is split as the other host's shell splits it, a filter in quotes stays one. */
function remoteWords(command: readonly string[]): { readonly words: readonly string[]; readonly notes: readonly Said[] } {
  if (programAt(command) < 0) return split(command.join(' '));
  const unquoted = command.map((word) => (/^(['"]).*\1$/s.test(word) ? splitShellLine(word).words.join(' ') : word));
  return { words: unquoted, notes: [] };
}
