// Actions that open sequence diagrams; spread into the table of actions.
import type { Action } from './actions';
import { rowCount } from './displayed';
import { cellOf, rowAt } from './rows';
import { useSelection } from './selection';
import { openFlowGraph, openSelectedSequence } from './sequence';

/** The list names the stream of its rows; a row that has not come yet may be of one. */
function isTcp(): boolean {
  const { index } = useSelection.getState();
  if (index < 0) return false;
  const row = rowAt(index);
  return row === undefined || row.row.stream.startsWith('tcp') || cellOf(row, 'protocol') === 'TCP';
}

export const SEQUENCE_ACTIONS = {
  'analyse.sequence': { run: () => void openSelectedSequence(), enabled: isTcp },
  'analyse.flowGraph': { run: () => void openFlowGraph(), enabled: () => rowCount() > 0 },
} as const satisfies Record<string, Action>;
