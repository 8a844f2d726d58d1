// The command `netloupe`: which of its verbs is meant.
import { anonymiseCommand } from './anonymise-command';
import { captureCommand } from './capture-command';
import { editCommand, mergeCommand } from './edit-command';
import { dumpCommand } from './dump-command';
import { doctorCommand } from './doctor-command';
import { fieldsCommand } from './fields-command';
import { importCommand } from './import-command';
import { interfacesCommand } from './interfaces-command';
import { UsageError } from './options';
import { Output, OutputError, PipeClosed } from './output';
import { helpOfAll, VERBS } from './verbs';

declare const NETLOUPE_VERSION: string | undefined;

const HELP = `netloupe: inspect packet captures on the command line

  netloupe read -r FILE …    print frames as text, detail trees, fields or JSON
  netloupe capture -i IF …    capture live: print packets, or write them to a file
  netloupe edit IN OUT …      write a capture anew: choose, split, shift, cut, repair
  netloupe merge -w OUT FILE …   write several captures as one
  netloupe dump -r FILE …    print packets as tcpdump does, with its options; -i IF live
  netloupe anonymise -r FILE -w OUT   write a capture that can be shared: other addresses, no payload
  netloupe import TEXT OUT    write the hex dumps of a text as a capture
  netloupe filter -d FILTER   compile a capture filter, or say what is wrong with it
  netloupe filter --explain FILTER   what a display filter means
  netloupe interfaces        list the interfaces and network namespaces to capture from
  netloupe route HOST        which interface reaches a host
  netloupe doctor            whether this user can capture here, and what helps
  netloupe fields [TEXT]     list the fields that can be printed
  netloupe --version

netloupe VERB --help says more about each.
`;

async function run(args: readonly string[]): Promise<number> {
  const [verb, ...rest] = args;
  if (verb === 'read') return readCommand(rest);
  if (verb === 'capture') return captureCommand(rest);
  if (verb === 'edit') return editCommand(rest);
  if (verb === 'merge') return mergeCommand(rest);
  if (verb === 'dump') return dumpCommand(rest);
  if (verb === 'anonymise' || verb === 'anonymize') return anonymiseCommand(rest);
  if (verb === 'import') return importCommand(rest);
  if (verb === 'filter') return filterCommand(rest);
  if (verb === 'interfaces') return interfacesCommand(rest);
  if (verb === 'route') return routeCommand(rest);
  if (verb === 'doctor') return doctorCommand(rest);
  if (verb === 'fields') return fieldsCommand(rest);
  if (verb === '--version' || verb === '-v') {
    process.stdout.write(`netloupe ${typeof NETLOUPE_VERSION === 'string' ? NETLOUPE_VERSION : 'development'}\n`);
    return 0;
  }
  if (verb === undefined || verb === '--help' || verb === '-h' || verb === 'help') {
    process.stdout.write(HELP);
    return verb === undefined ? 2 : 0;
  }
async function run(args: readonly string[]): Promise<number> {
  const [verb, ...rest] = args;
  const known = VERBS.find(({ name }) => name === verb);
  if (known) return known.run(rest);
  if (verb === '--version' || verb === '-v') return print(`netloupe ${typeof NETLOUPE_VERSION === 'string' ? NETLOUPE_VERSION : 'development'}\n`, 0);
  if (verb === undefined || verb === '--help' || verb === '-h' || verb === 'help') return print(helpOfAll(), verb === undefined ? 2 : 0);
  throw new UsageError(`there is no verb ${verb}`);
}

function print(text: string, status: number): number {
  const out = new Output(1);
  out.write(text);
  out.flush();
  return status;
}

/** What has several lines says by itself what to do. */
function usageText(message: string): string {
  return message.includes('\n') ? message : `${message}. netloupe --help shows what there is.`;
}

run(process.argv.slice(2)).then(
  (status) => (process.exitCode = status),
  (error: unknown) => {
    if (error instanceof PipeClosed) return;
    process.exitCode = error instanceof UsageError ? 2 : error instanceof OutputError ? 1 : 3;
    const message = error instanceof UsageError ? usageText(error.message) : error instanceof OutputError ? `${error.message}.` : error instanceof Error ? error.stack : String(error);
    process.stderr.write(`netloupe: ${message}\n`);
  },
);
