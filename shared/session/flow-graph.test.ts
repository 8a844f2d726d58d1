// Which addresses a flow graph has, and between which of them its rows go.
import { describe, expect, it } from 'vitest';
import { FlowGraph } from './flow-graph';
import { ip, pcapOf, sessionOver, udp } from './made-packets';

const UDP = 17;
function graphOf(pairs: readonly (readonly [number, number])[]): FlowGraph {
  const session = sessionOver(pcapOf(pairs.map(([from, to]) => ip(UDP, from, to, udp(1000, 2000)))));
  const graph = new FlowGraph(session);
  for (let frame = 1; frame <= session.store.count; frame++) graph.add(frame);
  return graph;
}

describe('a flow graph', () => {
  it('has a lifeline for each address, and a row for each frame in its direction', () => {
    const graph = graphOf([[1, 2], [2, 1], [3, 1], [1, 1]]);
    expect(graph.nodes).toEqual(['10.0.0.1', '10.0.0.2', '10.0.0.3']);
    expect(Array.from({ length: graph.count }, (_, i) => graph.row(i))).toEqual([
      { frame: 1, from: 0, to: 1 }, { frame: 2, from: 1, to: 0 }, { frame: 3, from: 2, to: 0 }, { frame: 4, from: 0, to: 0 },
    ]);
  });
  it('counts what has no lifeline any more', () => {
    const graph = graphOf(Array.from({ length: 120 }, (_, i) => [200, i + 1] as const));
    expect([graph.nodes.length, graph.count, graph.left]).toEqual([100, 99, 21]);
  });
});
