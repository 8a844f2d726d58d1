// `read -z plen,tree` and its like: counts of things inside others, as tshark prints them.
import type { FrameSet } from '../../shared/session/frame-set';
import type { Session } from '../../shared/session/session';
import { AddressTree, byDestinationAndPort, byHost, bySourceAndDestination, byTransport } from '../../shared/statistics/address-trees';
import { BURST_MS } from '../../shared/statistics/burst';
import { nodesShown, type CountedNode, type CountedTree } from '../../shared/statistics/counted-tree';
import { DnsTree } from '../../shared/statistics/dns-tree';
import { byKind, byRequest, byServer, HttpTree } from '../../shared/statistics/http-trees';
import { PacketLengths } from '../../shared/statistics/packet-lengths';
import { chosenFrames, tapFilter } from './conversation-tap';
import type { TapSpec } from './taps';

const HEADS = ['Count', 'Average', 'Min Val', 'Max Val', 'Rate (ms)', 'Percent', 'Burst Rate', 'Burst Start'] as const;
const FIRST_HEAD = 'Topic / Item';
const BETWEEN = 2;
const WIDTH = 12;
/** Of the last column. */
const LAST_WIDTH = 11;
/** Of names in tables of sources and destinations. */
const SOURCES_WIDTH = 31;

/** Something that is counted step by step. */
interface Counting {
  readonly tree: CountedTree;
  step(): boolean;
}

export const TREE_TAPS: readonly TapSpec[] = [
  tap('plen', 'Packet Lengths', 'how many packets are how long', (session, frames) => new PacketLengths(session, frames)),
  tap('http', 'HTTP/Packet Counter', 'HTTP requests by method, responses by status', (session, frames) => new HttpTree(session, frames, byKind)),
  tap('http_req', 'HTTP/Requests', 'HTTP requests by host and path', (session, frames) => new HttpTree(session, frames, byRequest)),
  tap('http_srv', 'HTTP/Load Distribution', 'HTTP requests and responses by server', (session, frames) => new HttpTree(session, frames, byServer)),
  tap('dns', 'DNS', 'DNS messages by question and answer, with the time that answers took', (session, frames) => new DnsTree(session, frames)),
  ...(['ip', 'ipv6'] as const).flatMap((version) => {
    const [short, long] = version === 'ip' ? ['', 'IPv4'] : ['ipv6_', 'IPv6'];
    return [
      tap(`${version}_hosts`, `${long} Statistics/All Addresses`, `${long} packets by address`, (session, frames) => new AddressTree(session, frames, version, byHost)),
      tap(`${version}_srcdst`, `${long} Statistics/Source and Destination Addresses`, `${long} packets by source and by destination`, (session, frames) => new AddressTree(session, frames, version, bySourceAndDestination), SOURCES_WIDTH),
      tap(`${short}ptype`, `${long} Statistics/IP Protocol Types`, `${long} packets by transport`, (session, frames) => new AddressTree(session, frames, version, byTransport)),
      tap(`${short}dests`, `${long} Statistics/Destinations and Ports`, `${long} packets by destination, transport and port`, (session, frames) => new AddressTree(session, frames, version, byDestinationAndPort)),
    ];
  }),
];

function tap(name: string, title: string, help: string, counting: (session: Session, frames: FrameSet | null) => Counting, leastWidth = 0): TapSpec {
  return {
    name: `${name},tree`, argument: '[,FILTER]', help,
    make(args, registry) {
      const { filter } = tapFilter(args, registry);
      return (context, out) => {
        const counted = counting(context.session, chosenFrames(context, filter));
        while (counted.step());
        out.write(treeText(title, counted.tree, leastWidth));
      };
    },
  };
}

/** @param leastWidth of the first column */
function treeText(title: string, tree: CountedTree, leastWidth: number): string {
  const rows = tree.roots.flatMap((root) => [rowOf(root, 0, null, tree.elapsed), ...rowsInside(root, 1, tree.elapsed)]);
  const width = Math.max(leastWidth, ...[[FIRST_HEAD], ...rows].map(([name]) => name!.length)) + BETWEEN;
  const line = ([name, ...cells]: readonly string[]): string => `${name!.padEnd(width)}${cells.map((cell, i) => cell.padEnd(i === HEADS.length - 1 ? LAST_WIDTH + BETWEEN : WIDTH + BETWEEN)).join('')}\n`;
  const length = width + (HEADS.length - 1) * (WIDTH + BETWEEN) + LAST_WIDTH + BETWEEN;
  return `\n${'='.repeat(length)}\n${title}:\n${line([FIRST_HEAD, ...HEADS])}${'-'.repeat(length)}\n${rows.map(line).join('')}\n${'-'.repeat(length)}\n`;
}

function rowsInside(parent: CountedNode, depth: number, elapsed: number): string[][] {
  return nodesShown(parent).flatMap((node) => [rowOf(node, depth, parent, elapsed), ...rowsInside(node, depth + 1, elapsed)]);
}

function rowOf(node: CountedNode, depth: number, parent: CountedNode | null, elapsed: number): string[] {
  const { name, count, burst } = node;
  const percent = parent === null ? '100%' : parent.count === 0 ? '' : `${fixed((100 * count) / parent.count, 2)}%`;
  const bursts = burst.most === 0 ? ['-', '-'] : [fixed(burst.most / BURST_MS, 4), fixed(burst.at / 1000, 3)];
  return [' '.repeat(depth) + name, String(count), ...valueCells(node), elapsed === 0 ? '' : fixed(count / elapsed, 4), percent, ...bursts];
}

function valueCells({ isMeasured, isFractional, count, sum, least, most }: CountedNode): string[] {
  if (!isMeasured) return ['', '', ''];
  if (count === 0) return ['-', '-', '-'];
  const bound = (value: number): string => (isFractional ? fixed(value, 6) : String(value));
  return [fixed(Math.fround(Math.fround(sum) / count), 2), bound(least), bound(most)];
}

/** As C prints it: what lies in the middle between two is rounded to the even one, and zero has a sign. */
function fixed(value: number, digits: number): string {
  const text = value.toFixed(digits);
  const isMiddle = Math.abs((value * 2 ** (digits + 1)) % 2) === 1;
  if (!isMiddle) return Object.is(value, -0) ? `-${text}` : text;
  const below = Math.floor(value * 10 ** digits);
  return ((below % 2 === 0 ? below : below + 1) / 10 ** digits).toFixed(digits);
}
