// Actions that open graphs; spread into the table of actions.
import type { Action } from './actions';
import { frameCount } from './displayed';
import { openGraph, type GraphKind } from './graphs';
import { useSelection } from './selection';

const hasFrames = (): boolean => frameCount() > 0;
const isTcp = (): boolean => useSelection.getState().tree?.detail.nodes.some((n) => n.field === 'tcp.stream') ?? false;

const graph = (kind: GraphKind): Action => ({ run: () => openGraph(kind), enabled: kind === 'io' ? hasFrames : isTcp });

export const GRAPH_ACTIONS = {
  'graph.io': graph('io'),
  'graph.sequence': graph('sequence'),
  'graph.roundTrip': graph('roundTrip'),
  'graph.throughput': graph('throughput'),
  'graph.window': graph('window'),
} as const satisfies Record<string, Action>;
