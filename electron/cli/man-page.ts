// The man page netloupe(1), made of the tables of verbs and options.
import { version } from '../../package.json';
import type { OptionSpec } from './options';
import type { Verb } from './verbs';

const DAY = '2026-11-26';

export function manPage(verbs: readonly Verb[]): string {
  return [
    `.TH NETLOUPE 1 ${DAY} "netloupe ${version}" "User Commands"`,
    '.SH NAME', 'netloupe \\- inspect packet captures on the command line',
    '.SH SYNOPSIS', ...verbs.flatMap(({ name, words }) => [`.B netloupe ${name}`, ...(words === '' ? [] : [roff(words)]), '.br']), '.B netloupe \\-\\-version',
    '.SH DESCRIPTION',
    'Netloupe takes packet captures apart. Options that other tools have too are spelled as they are there:',
    '.B read', 'takes those of tshark(1),', '.B capture', 'those of dumpcap(1),', '.B edit', 'and', '.B merge', 'those of editcap(1) and mergecap(1),', '.B dump', 'those of tcpdump(1).',
    ...verbs.flatMap(section),
    '.SH EXIT STATUS', '.TP', '0', 'All was done.', '.TP', '1', 'The command line is wrong; with', '.BR dump ,', '.BR capture ,', '.B filter', 'and', '.B doctor', 'whatever else went wrong, too.', '.TP', '2', 'A capture could not be read to its end, the output not be written, or a display filter is wrong.', '.TP', '3', 'A fault of the program.',
    '.SH SEE ALSO', '.BR tshark (1),', '.BR tcpdump (1),', '.BR pcap\\-filter (7)',
  ].join('\n') + '\n';
}

function section({ name, words, help, options }: Verb): string[] {
  const specs = Object.values(options);
  const head = [`.SH "netloupe ${roff(name)}"`, `.B netloupe ${name}`, ...(words === '' ? [] : [roff(words)]), '.PP', `${roff(sentence(help))}.`];
  return specs.length === 0 ? head : [...head, ...specs.flatMap(entry)];
}

function entry({ names, argument, help }: OptionSpec): string[] {
  const shown = names.map((name) => `\\fB${roff(name)}\\fR`).join(', ');
  return ['.TP', argument === '' ? shown : `${shown} \\fI${roff(argument)}\\fR`, `${roff(sentence(help))}.`];
}

const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** Nothing that roff would take for its own: backslashes, hyphens, quotes, dots at the beginning of a line. */
function roff(text: string): string {
  return text.replaceAll('\\', '\\e').replaceAll('-', '\\-').replaceAll("'", '\\(aq').replaceAll('`', '\\(ga').replaceAll('…', '...').replace(/^\./, '\\&.');
}
