// `netloupe route`: which interface reaches a host, by the kernel's own answer.
import { routeTo } from '../capture/route';
import type { Route } from '../../shared/live/interfaces';
import { ProblemError } from '../../shared/problem';
import { FAILED } from './exit-status';
import { helpText, parseOptions, UsageError, type OptionSpec } from './options';
import { Output } from './output';

export const ROUTE_OPTIONS = {
  json: { names: ['--json'], argument: '', help: 'print the route as JSON' },
  netns: { names: ['--netns'], argument: 'NAME', help: 'as seen from inside a network namespace (root only)' },
  help: { names: ['-h', '--help'], argument: '', help: 'print this help' },
} as const satisfies Record<string, OptionSpec>;

/** @returns exit status: 0, FAILED where no route leads */
export async function routeCommand(args: readonly string[]): Promise<number> {
  const options = parseOptions(ROUTE_OPTIONS, args);
  if (options.help.length > 0) {
    process.stdout.write(helpText('netloupe route HOST [--json]: which interface reaches a host, by name or address', ROUTE_OPTIONS));
    return 0;
  }
  const [host, ...more] = options.rest;
  if (host === undefined || more.length > 0) throw new UsageError('route takes one host: a name or an address');
  try {
    const route = await routeTo(host, options.netns.at(-1) ?? '');
    const out = new Output(1);
    out.write(options.json.length > 0 ? `${JSON.stringify(route, null, 2)}\n` : inWords(route));
    out.close();
    return 0;
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    process.stderr.write(`netloupe: ${error.problem.message} (${error.problem.code})\n`);
    return FAILED;
  }
}

function inWords({ host, address, device, gateway, source, table, line }: Route): string {
  const by = gateway === '' ? '' : ` by the gateway ${gateway}`;
  const from = source === '' ? '' : `, from ${source}`;
  return `${host === address ? host : `${host} (${address})`} is reached through ${device}${by}${from} (routing table ${table})\n${line}\n`;
}
