// `read -z io,phs`: protocols inside protocols, as tshark prints them.
import { ProtocolHierarchy, type ProtocolNode } from '../../shared/statistics/protocol-hierarchy';
import { chosenFrames, tapFilter } from './conversation-tap';
import type { TapSpec } from './taps';

const LINE = `${'='.repeat(67)}\n`;
const NAME = 40;

export const HIERARCHY_TAPS: readonly TapSpec[] = [{
  name: 'io,phs', argument: '[,FILTER]', help: 'protocol hierarchy: frames and bytes of each protocol inside each other',
  make(args, registry) {
    const { text, filter } = tapFilter(args, registry);
    return (context, out) => {
      const hierarchy = new ProtocolHierarchy(context.session, chosenFrames(context, filter));
      while (hierarchy.step());
      out.write(`\n${LINE}Protocol Hierarchy Statistics\nFilter: ${text}\n\n${hierarchy.roots.map((node) => lines(node, 0)).join('')}${LINE}`);
    };
  },
}];

function lines({ name, frames, bytes, inside }: ProtocolNode, depth: number): string {
  const indent = '  '.repeat(depth);
  return `${indent}${name.padEnd(NAME - indent.length)} frames:${frames} bytes:${bytes}\n${inside.map((node) => lines(node, depth + 1)).join('')}`;
}
