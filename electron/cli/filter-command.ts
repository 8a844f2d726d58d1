// `netloupe filter`: compiles a capture filter as `tcpdump -d` does, or says what is wrong with it and where; tries display filters.
import { checkCaptureFilter } from '../capture/capture-filter';
import { MAX_SNAPLEN } from '../../shared/live/capture-options';
import type { CaptureFilterCheck } from '../../shared/live/capture-filter';
import { eachFilter } from './each-filter';
import { explainText } from './explain-filter';
import { marked, printable } from './filter-marks';
import { helpText, parseOptions, UsageError } from './options';

export const FILTER_OPTIONS = {
  dump: { names: ['-d'], argument: '', help: 'print the program; -dd as C, -ddd as numbers', many: true },
  linktype: { names: ['-y', '--linktype'], argument: 'NAME', help: 'link type (default EN10MB)' },
  snaplen: { names: ['-s', '--snapshot-length'], argument: 'BYTES', help: 'bytes kept of each packet (default 262144)' },
  explain: { names: ['--explain'], argument: '', help: 'FILTER is a display filter: print what it means, part by part' },
  read: { names: ['-r', '--read-file'], argument: 'FILE', help: 'with --each: the capture that is filtered' },
  each: { names: ['--each'], argument: 'LIST', help: 'for each display filter of a list (one a line, # comments; - for standard input) print: text, ok|invalid, number of frames, frame ranges or what is wrong' },
  selected: { names: ['--selected'], argument: 'NUMBER', help: 'with --each: the frame whose values ${field} stands for' },
  help: { names: ['-h', '--help'], argument: '', help: 'print this help' },
} as const;
const USAGE = `netloupe filter [-d|-dd|-ddd] 'FILTER': compile a capture filter (pcap-filter(7))
netloupe filter --explain 'FILTER': what a display filter means
netloupe filter -r FILE --each LIST: how many frames each display filter of a list shows`;

/** @returns exit status: 0, 1 where the filter is wrong */
export async function filterCommand(args: readonly string[]): Promise<number> {
  const options = parseOptions(FILTER_OPTIONS, args);
  if (options.help.length > 0) {
    process.stdout.write(helpText(USAGE, FILTER_OPTIONS));
    return 0;
  }
  if (options.explain.length > 0) return explainText(options.rest.join(' '));
  const list = options.each.at(-1);
  if (list !== undefined) return eachFilter(options.read.at(-1), list, options.selected.at(-1));
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
