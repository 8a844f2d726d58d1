// The command line that captures what the options say, quoted for a shell.
import type { CaptureOptions, InterfaceOptions } from './capture-options';
import { shellQuoted } from './shell-words';

/** Behind the name of a file of `tcpdump -G`: without the time each file would take the place of the one before. */
export const TIME_IN_NAME = '_%Y%m%d%H%M%S';

/** The command that captures the same; null where the program cannot. */
export function captureCommandFor(options: CaptureOptions, program: 'tcpdump' | 'dumpcap' | 'tshark' | 'netloupe'): string | null {
  if (options.command !== '') return program === 'netloupe' ? shellLine('netloupe', 'capture', '--remote', options.command, ...dumpcapWords(options, true)) : options.command;
  const [first] = options.interfaces;
  if (first === undefined || (program === 'tcpdump' && !isForTcpdump(options))) return null;
  if (program === 'netloupe') return shellLine('netloupe', 'capture', ...dumpcapWords(options, true));
  if (options.interfaces.some(({ netns }) => netns !== first.netns)) return null;
  const enter = first.netns === '' ? [] : first.netns.includes('/') ? ['nsenter', `--net=${first.netns}`] : ['ip', 'netns', 'exec', first.netns];
  if (program !== 'tcpdump') return shellLine(...enter, program, ...dumpcapWords(options, false));
  const { seconds } = options.stop;
  return shellLine(...enter, ...(seconds > 0 ? ['timeout', `${seconds}`] : []), 'tcpdump', ...tcpdumpWords(first, options));
}

function shellLine(...words: readonly string[]): string {
  return words.map(shellQuoted).join(' ');
}

/** One interface; no end by bytes, no files by packets; -W is the ring's with -C, the end's with -G, nothing with both. */
function isForTcpdump({ interfaces, stop, ring, file }: CaptureOptions): boolean {
  const isRing = ring.bytes > 0 || ring.seconds > 0;
  if (interfaces.length > 1 || stop.bytes > 0 || ring.packets > 0 || (isRing && file === '')) return false;
  return (ring.files === 0 || (ring.bytes > 0 && ring.seconds === 0)) && (stop.files === 0 || (ring.seconds > 0 && ring.bytes === 0)) && ring.bytes % 1_000_000 === 0;
}

export function tcpdumpWords(i: InterfaceOptions, { stop, ring, file }: CaptureOptions): string[] {
  const kept = ring.files || stop.files;
  const name = ring.seconds > 0 && !file.includes('%') ? file + TIME_IN_NAME : file;
  return [
    '-i', i.name, '-s', `${i.snaplen}`, '-B', `${Math.ceil(i.bufferBytes / 1024)}`, ...(i.promiscuous ? [] : ['-p']), ...(i.monitor ? ['-I'] : []),
    ...(i.linktype === '' ? [] : ['-y', i.linktype]), ...(i.timestampType === '' ? [] : ['-j', i.timestampType]), `--time-stamp-precision=${i.timestampPrecision}`,
    ...(stop.packets > 0 ? ['-c', `${stop.packets}`] : []), ...(ring.bytes > 0 ? ['-C', `${ring.bytes / 1_000_000}`] : []), ...(ring.seconds > 0 ? ['-G', `${ring.seconds}`] : []),
    ...(kept > 0 ? ['-W', `${kept}`] : []), ...(file === '' ? [] : ['-w', name]), ...(i.filter.trim() === '' ? [] : [...(i.filter.startsWith('-') ? ['--'] : []), i.filter]),
  ];
}

/** @param own for `netloupe capture`, which has a little more */
export function dumpcapWords({ interfaces, stop, ring, file }: CaptureOptions, own: boolean): string[] {
  const limits = (flag: string, given: CaptureOptions['stop']): string[] => [
    ...(given.packets > 0 ? [flag, `packets:${given.packets}`] : []), ...(given.bytes > 0 ? [flag, `filesize:${Math.ceil(given.bytes / 1000)}`] : []),
    ...(given.seconds > 0 ? [flag, `duration:${given.seconds}`] : []), ...(given.files > 0 ? [flag, `files:${given.files}`] : []),
  ];
  const each = interfaces.flatMap((i) => [
    '-i', i.name, ...(own && i.netns !== '' ? ['--netns', i.netns] : []), '-s', `${i.snaplen}`, '-B', `${Math.max(1, Math.ceil(i.bufferBytes / 1_048_576))}`,
    ...(i.promiscuous ? [] : ['-p']), ...(i.monitor ? ['-I'] : []), ...(i.linktype === '' ? [] : ['-y', i.linktype]),
    ...(i.timestampType === '' ? [] : ['--time-stamp-type', i.timestampType]), ...(own && i.timestampPrecision === 'micro' ? ['--time-stamp-precision', 'micro'] : []),
    ...(i.filter.trim() === '' ? [] : ['-f', i.filter]),
  ]);
  return [...each, ...limits('-a', stop), ...limits('-b', ring), ...(file === '' ? [] : ['-w', file])];
}
