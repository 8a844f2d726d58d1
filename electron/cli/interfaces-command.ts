// `netloupe interfaces`: what can be captured from, as a table or as JSON; numbered as `tcpdump -D` numbers, and as -i takes them.
import { listInterfaces } from '../capture/interfaces';
import type { InterfaceInfo, InterfaceList, NamespaceInfo } from '../../shared/live/interfaces';
import { helpText, parseOptions, UsageError, type OptionSpec } from './options';
import { Output } from './output';

export const INTERFACES_OPTIONS = {
  json: { names: ['--json'], argument: '', help: 'print all that is known, as JSON' },
  all: { names: ['-a', '--all'], argument: '', help: 'also what is down, carries nothing, or is no network device' },
  help: { names: ['-h', '--help'], argument: '', help: 'print this help' },
} as const satisfies Record<string, OptionSpec>;

const HEAD = ['', 'name', 'kind', 'state', 'addresses', 'link types', 'description'];

export async function interfacesCommand(args: readonly string[]): Promise<number> {
  const options = parseOptions(INTERFACES_OPTIONS, args);
  if (options.help.length > 0) {
    process.stdout.write(helpText('netloupe interfaces [--json] [--all]: list the interfaces and network namespaces to capture from', INTERFACES_OPTIONS));
    return 0;
  }
  if (options.rest.length > 0) throw new UsageError(`interfaces takes no argument: ${options.rest[0]!}`);
  const list = await listInterfaces();
  const out = new Output(1);
  out.write(options.json.length > 0 ? `${JSON.stringify(list, null, 2)}\n` : tables(list, options.all.length > 0));
  out.close();
  return 0;
}

function tables(list: InterfaceList, all: boolean): string {
  const numbered = list.interfaces.map((one, i) => ({ one, number: `${i + 1}` }));
  const own = table(numbered.filter(({ one }) => all || !one.hidden));
  const hidden = list.interfaces.filter((one) => one.hidden).length;
  const more = all || hidden === 0 ? '' : `${hidden} more with --all\n`;
  const namespaces = list.namespaces.filter(({ interfaces }) => all || interfaces.length === 0 || interfaces.some((one) => !one.hidden));
  return [own + more, ...namespaces.map((one) => namespaceTable(one, all))].join('\n');
}

function namespaceTable(namespace: NamespaceInfo, all: boolean): string {
  const { kind, pid, netns, interfaces } = namespace;
  const lives = pid === 0 ? '' : `, process ${pid}`;
  const head = `${WORDS[kind]} ${visible(namespace.name)}${lives}; capture inside with --netns ${visible(netns)}\n`;
  if (interfaces.length === 0) return `${head}  its interfaces are not known: entering a network namespace takes root (CAP_SYS_ADMIN) and ip (iproute2)\n`;
  const shown = interfaces.filter((one) => all || !one.hidden);
  return head + table(shown.map((one) => ({ one, number: '' })));
}

const WORDS: Readonly<Record<NamespaceInfo['kind'], string>> = { netns: 'Network namespace', container: 'Container', process: 'Network namespace of' };

function table(rows: readonly { readonly one: InterfaceInfo; readonly number: string }[]): string {
  const cells = [HEAD, ...rows.map(({ one, number }) => [number, one.name, one.kind, stateOf(one), one.addresses.join(' '), one.linktypes.join(' '), one.description].map(visible))];
  const widths = HEAD.map((_, column) => Math.max(...cells.map((row) => length(row[column]!))));
  const line = (row: readonly string[]): string => row.map((cell, column) => (column === 0 ? cell.padStart(widths[column]!) : cell + ' '.repeat(widths[column]! - length(cell)))).join('  ').trimEnd();
  return `${cells.map(line).join('\n')}\n`;
}

function length(text: string): number {
  return Array.from(text).length;
}

function stateOf({ up, running, promiscuity }: InterfaceInfo): string {
  const state = !up ? 'down' : running ? 'up' : 'up, no carrier';
  return promiscuity > 0 ? `${state}, promiscuous` : state;
}

/** Names are whatever somebody called a device or container: nothing in them may act on the terminal. */
function visible(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu, '\ufffd');
}
