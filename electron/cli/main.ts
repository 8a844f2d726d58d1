// The command `netloupe`: which of its verbs is meant.
import { FAILED, FAULT, unwritten, WRONG_WORDS } from './exit-status';
import { FilterError, UsageError } from './options';
import { Output, OutputError, PipeClosed } from './output';
import { helpOfAll, VERBS } from './verbs';

declare const NETLOUPE_VERSION: string | undefined;

async function run(args: readonly string[]): Promise<number> {
  const [verb, ...rest] = args;
  const known = VERBS.find(({ name }) => name === verb?.replace('anonymize', 'anonymise'));
  if (known) return known.run(rest);
  if (verb === '--version' || verb === '-v') return print(`netloupe ${typeof NETLOUPE_VERSION === 'string' ? NETLOUPE_VERSION : 'development'}\n`, 0);
  if (verb === undefined || verb === '--help' || verb === '-h' || verb === 'help') return print(helpOfAll(), verb === undefined ? WRONG_WORDS : 0);
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
    process.exitCode = error instanceof FilterError ? FAILED : error instanceof UsageError ? WRONG_WORDS : error instanceof OutputError ? unwritten(process.argv[2]) : FAULT;
    const message = error instanceof UsageError ? usageText(error.message) : error instanceof OutputError ? `${error.message}.` : error instanceof Error ? error.stack : String(error);
    process.stderr.write(`netloupe: ${message}\n`);
  },
);
