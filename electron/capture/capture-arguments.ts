// Capture options as the arguments of the programs that can capture: our own, dumpcap, tcpdump. Never through a shell.
import type { AutoStop, CaptureOptions, InterfaceOptions, RingFiles } from '../../shared/live/capture-options';
import { netnsPath } from './network-namespaces';

const LIMITS = ['packets', 'bytes', 'seconds', 'files'] as const;

function limits(flag: string, given: AutoStop | RingFiles): string[] {
  return LIMITS.flatMap((name) => (given[name] > 0 ? [flag, `${name}:${given[name]}`] : []));
}

/** Arguments of the capture program's `capture` (native/README.md). */
export function programArguments(options: CaptureOptions, file: string): string[] {
  return ['capture', '-w', file, '--application', 'Netloupe', ...limits('-a', options.stop), ...limits('-b', options.ring), ...options.interfaces.flatMap(ofInterface)];
}

function ofInterface(i: InterfaceOptions): string[] {
  return [
    '-i', i.name,
    ...(i.netns === '' ? [] : ['--netns', netnsPath(i.netns)]),
    ...(i.filter.trim() === '' ? [] : ['-f', i.filter]),
    '-s', `${i.snaplen}`,
    '-B', `${i.bufferBytes}`,
    ...(i.promiscuous ? [] : ['-p']),
    ...(i.monitor ? ['-I'] : []),
    ...(i.linktype === '' ? [] : ['-y', i.linktype]),
    ...(i.timestampType === '' ? [] : ['-j', i.timestampType]),
    '--time-stamp-precision', i.timestampPrecision,
  ];
}

/** dumpcap to its standard output. Packets, bytes and seconds are its own limits; it has no ring there. */
export function dumpcapArguments(options: CaptureOptions): string[] {
  const { packets, bytes, seconds } = options.stop;
  const stops = [...(packets > 0 ? ['-c', `${packets}`] : []), ...(bytes > 0 ? ['-a', `filesize:${Math.ceil(bytes / 1000)}`] : []), ...(seconds > 0 ? ['-a', `duration:${seconds}`] : [])];
  const interfaces = options.interfaces.flatMap((i) => [
    '-i', i.name, '-s', `${i.snaplen}`, '-B', `${mebibytes(i.bufferBytes)}`,
    ...(i.filter.trim() === '' ? [] : ['-f', i.filter]), ...(i.promiscuous ? [] : ['-p']), ...(i.monitor ? ['-I'] : []), ...(i.linktype === '' ? [] : ['-y', i.linktype]),
  ]);
  return ['-q', '-w', '-', ...stops, ...interfaces];
}

/** tcpdump to its standard output: one interface. */
export function tcpdumpArguments({ interfaces: [i], stop }: CaptureOptions): string[] {
  if (i === undefined) return [];
  return [
    '-U', '-w', '-', '-i', i.name, '-s', `${i.snaplen}`, '-B', `${Math.ceil(i.bufferBytes / 1024)}`, `--time-stamp-precision=${i.timestampPrecision}`,
    ...(stop.packets > 0 ? ['-c', `${stop.packets}`] : []), ...(i.promiscuous ? [] : ['-p']), ...(i.monitor ? ['-I'] : []),
    ...(i.linktype === '' ? [] : ['-y', i.linktype]), ...(i.timestampType === '' ? [] : ['-j', i.timestampType]), '--', i.filter,
  ];
}

function mebibytes(bytes: number): number {
  return Math.max(1, Math.ceil(bytes / 1_048_576));
}
