// A flow graph as text: a column for each address, two lines for each item, as tshark draws them.

export interface FlowItem {
  /** As the Time column has it. */
  readonly time: string;
  readonly from: string;
  readonly to: string;
  readonly fromPort: number;
  readonly toPort: number;
  readonly label: string;
  readonly comment: string;
  /** Items of one conversation are kept apart from those of others. */
  readonly conversation: number;
}

const COLUMN = 20;
/** A name of an odd column that is longer takes the room behind it. */
const SHORT_NAME = 18;
const ARROW_AT = 9;
/** More addresses than these get no column. */
export const MOST_NODES = 40;
/** The place of those that have none. */
const NO_COLUMN = MOST_NODES + 1;

/** Places of the addresses, in the order in which they are met. */
export function flowNodes(items: readonly Pick<FlowItem, 'from' | 'to'>[]): Map<string, number> {
  const nodes = new Map<string, number>();
  for (const { from, to } of items) for (const address of [from, to]) if (!nodes.has(address) && nodes.size < MOST_NODES) nodes.set(address, nodes.size);
  return nodes;
}

/** The lines, each with its end. */
export function* flowText(items: readonly FlowItem[]): Generator<string> {
  if (items.length === 0) return;
  const nodes = flowNodes(items);
  const isParted = items.some(({ conversation }) => conversation !== items[0]!.conversation);
  yield* headLines([...nodes.keys()], isParted);
  let conversation = items[0]!.conversation;
  for (const item of items) {
    if (item.conversation !== conversation) yield `${'-'.repeat(COLUMN * nodes.size + 17)}\n`;
    conversation = item.conversation;
    yield* itemLines(item, nodes, isParted);
  }
}

function* headLines(names: readonly string[], isParted: boolean): Generator<string> {
  const even = names.filter((_, i) => i % 2 === 0).map((name) => `| ${name.padEnd(2 * COLUMN - 2)}`);
  const odd = names.filter((_, i) => i % 2 === 1).map((name) => (name.length < SHORT_NAME ? `| ${name.padEnd(COLUMN - 2)}|${' '.repeat(COLUMN - 1)}` : `| ${name.padEnd(2 * COLUMN - 2)}`));
  yield `${isParted ? 'Conv.| Time    ' : '|Time     '}${even.join('')}|\n`;
  yield `${isParted ? '     ' : ''}|         |${' '.repeat(COLUMN - 1)}${odd.join('')}\n`;
}

function* itemLines(item: FlowItem, nodes: ReadonlyMap<string, number>, isParted: boolean): Generator<string> {
  const [source, destination] = [nodes.get(item.from) ?? NO_COLUMN, nodes.get(item.to) ?? NO_COLUMN];
  const isForward = source <= destination;
  const [left, right] = isForward ? [source, destination] : [destination, source];
  const columns = Math.max(1, right - left);
  const empty = `${' '.repeat(COLUMN - 1)}|`.repeat(nodes.size);
  const label = Array.from(item.label).slice(0, COLUMN * columns).join('');
  yield `${isParted ? `${String(item.conversation).padEnd(5)}|` : '|'}${item.time.padEnd(9)}|${overwritten(empty, left * COLUMN + ARROW_AT, label)}${item.comment}\n`;
  const shaft = '-'.repeat(COLUMN * columns - 2);
  const [first, second] = isForward ? [item.fromPort, item.toPort] : [item.toPort, item.fromPort];
  let line = overwritten(empty, left * COLUMN + ARROW_AT, isForward ? `${shaft}>` : `<${shaft}`);
  line = overwritten(line, left * COLUMN, `(${first})`);
  line = overwritten(line, (left + columns) * COLUMN + ARROW_AT + 1, `(${second})`);
  yield `${isParted ? '     |' : '|'}         |${line}\n`;
}

/** Written over a line; where the line is not long enough it is written in between. */
function overwritten(line: string, at: number, text: string): string {
  const characters = Array.from(line);
  const { length } = Array.from(text);
  const isInside = at + 2 * length <= characters.length + length;
  return `${characters.slice(0, at).join('')}${text}${characters.slice(isInside ? at + length : at).join('')}`;
}
