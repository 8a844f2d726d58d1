// The verbs of the command in one table: which there are, what runs them, and what help, man page and completion say of them.
import { ANONYMISE_OPTIONS, anonymiseCommand } from './anonymise-command';
import { captureCommand } from './capture-command';
import { CAPTURE_OPTIONS } from './capture-options';
import { completionCommand } from './completion-command';
import { DOCTOR_OPTIONS, doctorCommand } from './doctor-command';
import { dumpCommand } from './dump-command';
import { DUMP_OPTIONS } from './dump-options';
import { editCommand, MERGE_OPTIONS, mergeCommand } from './edit-command';
import { EDIT_OPTIONS } from './edit-options';
import { FIELDS_OPTIONS, fieldsCommand } from './fields-command';
import { FILTER_OPTIONS, filterCommand } from './filter-command';
import { IMPORT_OPTIONS, importCommand } from './import-command';
import { INTERFACES_OPTIONS, interfacesCommand } from './interfaces-command';
import { manPage } from './man-page';
import { READ_OPTIONS, type OptionSpec } from './options';
import { Output } from './output';
import { readCommand } from './read-command';
import { REPORT_OPTIONS, reportCommand } from './report-command';
import { ROUTE_OPTIONS, routeCommand } from './route-command';

export interface Verb {
  readonly name: string;
  /** What stands behind the name, as the help shows it. */
  readonly words: string;
  readonly help: string;
  readonly options: Readonly<Record<string, OptionSpec>>;
  /** Words that may stand behind the options; undefined = files. */
  readonly choices?: readonly string[];
  run(args: readonly string[]): number | Promise<number>;
}

export const SHELLS = ['bash', 'zsh', 'fish'] as const;

export const VERBS: readonly Verb[] = [
  { name: 'read', words: '-r FILE …', help: 'print frames as text, detail trees, fields, CSV, JSON or XML; write them as captures or Parquet', options: READ_OPTIONS, run: readCommand },
  { name: 'capture', words: '-i IF …', help: 'capture live: print packets, or write them to a file', options: CAPTURE_OPTIONS, run: captureCommand },
  { name: 'edit', words: 'IN OUT …', help: 'write a capture anew: choose, split, shift, cut, repair', options: EDIT_OPTIONS, run: editCommand },
  { name: 'merge', words: '-w OUT FILE …', help: 'write several captures as one', options: MERGE_OPTIONS, run: mergeCommand },
  { name: 'dump', words: '-r FILE …', help: 'print packets as tcpdump does, with its options; -i IF live', options: DUMP_OPTIONS, run: dumpCommand },
  { name: 'anonymise', words: '-r FILE -w OUT', help: 'write a capture that can be shared: other addresses, no payload', options: ANONYMISE_OPTIONS, run: anonymiseCommand },
  { name: 'report', words: '-r FILE -o OUT.html', help: 'a capture as one HTML page: summary, conversations, findings, diagrams', options: REPORT_OPTIONS, run: reportCommand },
  { name: 'import', words: 'TEXT OUT', help: 'write the hex dumps of a text as a capture', options: IMPORT_OPTIONS, run: importCommand },
  { name: 'filter', words: '-d FILTER', help: 'compile a capture filter, or say what is wrong with it; --explain: what a display filter means', options: FILTER_OPTIONS, choices: [], run: filterCommand },
  { name: 'interfaces', words: '', help: 'list the interfaces and network namespaces to capture from', options: INTERFACES_OPTIONS, choices: [], run: interfacesCommand },
  { name: 'route', words: 'HOST', help: 'which interface reaches a host', options: ROUTE_OPTIONS, choices: [], run: routeCommand },
  { name: 'doctor', words: '', help: 'whether this user can capture here, and what helps', options: DOCTOR_OPTIONS, choices: [], run: doctorCommand },
  { name: 'fields', words: '[TEXT]', help: 'list the fields that can be printed', options: FIELDS_OPTIONS, choices: [], run: fieldsCommand },
  { name: 'completion', words: SHELLS.join('|'), help: 'print what completes this command in a shell', options: {}, choices: SHELLS, run: (args) => completionCommand(args, VERBS) },
  { name: 'man', words: '', help: 'print this command\'s man page (netloupe man | man -l -)', options: {}, choices: [], run: printManPage },
];

function printManPage(): number {
  const out = new Output(1);
  out.write(manPage(VERBS));
  out.close();
  return 0;
}

/** What `netloupe --help` prints. */
export function helpOfAll(): string {
  const rows = VERBS.map(({ name, words, help }) => [`  netloupe ${name} ${words}`.trimEnd(), help] as const);
  const width = Math.max(...rows.map(([left]) => left.length)) + 2;
  const lines = [...rows.map(([left, help]) => left.padEnd(width) + help), '  netloupe --version'];
  return `netloupe: inspect packet captures on the command line\n\n${lines.join('\n')}\n\nnetloupe VERB --help says more about each.\n`;
}
