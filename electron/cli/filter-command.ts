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
  const bytes = options.snaplen.at(-1) ?? '0';
  if (!/^\d+$/.test(bytes) || Number(bytes) > MAX_SNAPLEN) throw new UsageError(`-s ${bytes}: bytes from 1 to ${MAX_SNAPLEN}; 0 means the most`);
  const snaplen = Number(bytes) || MAX_SNAPLEN;
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
  const { start, end, kind, message, fixes } = error;
  const said = `netloupe: ${kind === 'linktype' ? '' : `column ${start + 1}: `}${printable(message)} (NL-CAP-05)\n`;
  if (kind === 'linktype') return said;
  const suggestions = fixes.map((fix) => `  try: ${printable(fix.filter)}\n`).join('');
  return `${marked(filter, start, end)}${said}${suggestions}`;
}

/** Longest line that carets stand below. */
const WIDEST = 400;

/** The filter with carets below what is wrong; of a long one neither. */
function marked(filter: string, start: number, end: number): string {
  if (filter.length > WIDEST) return '';
  const before = ' '.repeat(columns(filter.slice(0, start)));
  return `  ${printable(filter)}\n  ${before}${'^'.repeat(Math.max(1, columns(filter.slice(start, end))))}\n`;
}

/** Nothing in a filter moves the terminal's cursor or turns its text round. */
function printable(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (c) => (/\s/.test(c) ? ' ' : '\ufffd'));
}

/** Columns of a terminal: Chinese characters and full-width forms take two. */
function columns(text: string): number {
  return Array.from(text).reduce((sum, c) => sum + (/[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/.test(c) ? 2 : /\p{M}/u.test(c) ? 0 : 1), 0);
}
