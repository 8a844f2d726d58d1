// `netloupe filter`: compiles a capture filter as `tcpdump -d` does, or says what is wrong with it and where.
import { checkCaptureFilter } from '../capture/capture-filter';
import { MAX_SNAPLEN } from '../../shared/live/capture-options';
import type { CaptureFilterCheck } from '../../shared/live/capture-filter';
import { helpText, parseOptions, UsageError } from './options';

const OPTIONS = {
  dump: { names: ['-d'], argument: '', help: 'print the program; -dd as C, -ddd as numbers', many: true },
  linktype: { names: ['-y', '--linktype'], argument: 'NAME', help: 'link type (default EN10MB)' },
  snaplen: { names: ['-s', '--snapshot-length'], argument: 'BYTES', help: 'bytes kept of each packet (default 262144)' },
  help: { names: ['-h', '--help'], argument: '', help: 'print this help' },
} as const;
const USAGE = "netloupe filter [-d|-dd|-ddd] 'FILTER': compile a capture filter (pcap-filter(7))";

/** @returns exit status: 0, 1 where the filter is wrong */
export async function filterCommand(args: readonly string[]): Promise<number> {
  const options = parseOptions(OPTIONS, args);
  if (options.help.length > 0) {
    process.stdout.write(helpText(USAGE, OPTIONS));
    return 0;
  }
  const snaplen = Number(options.snaplen.at(-1) ?? MAX_SNAPLEN) || MAX_SNAPLEN;
  if (!Number.isInteger(snaplen) || snaplen < 1 || snaplen > MAX_SNAPLEN) throw new UsageError(`-s ${options.snaplen.at(-1)}: bytes from 1 to ${MAX_SNAPLEN}`);
  const check = await checkCaptureFilter(options.rest.join(' '), options.linktype.at(-1) ?? '', snaplen);
  if (check.error === null) {
    process.stdout.write([check.program, check.program, check.c, check.decimal][Math.min(3, options.dump.length)]!);
    return 0;
  }
  process.stderr.write(errorText(check));
  return 1;
}

function errorText({ filter, error }: CaptureFilterCheck): string {
  if (error === null) return '';
  const { start, end, message, fixes } = error;
  const caret = ' '.repeat(start) + '^'.repeat(Math.max(1, end - start));
  const suggestions = fixes.map((fix) => `  try: ${fix.filter}\n`).join('');
  return `  ${filter}\n  ${caret}\nnetloupe: column ${start + 1}: ${message} (NL-CAP-05)\n${suggestions}`;
}
