// Where filters come from: the lines of a frame's detail, and its cells in the packet list.
import type { DetailNode } from '../../shared/ipc/contract';
import { cellFilter } from '../../shared/filter/from-field';
import { captureFilterFor } from '../../shared/live/display-to-capture';
import { engine } from '../engine';
import { usePreferences } from './preferences';
import { cellOf, currentView, numberAt, rowAt } from './rows';
import { useSelection } from './selection';
import { report } from './session';

/** The detail lines of a row's frame; empty where they cannot be had. */
export async function linesOf(index: number): Promise<readonly DetailNode[]> {
  const number = numberAt(index);
  const { tree } = useSelection.getState();
  if (tree?.detail.number === number) return tree.detail.nodes;
  try {
    return (await engine.call('frames.detail', { number, view: currentView() })).nodes;
  } catch (error) {
    report(error);
    return [];
  }
}

export function cellFilterFrom(index: number, column: string, lines: readonly DetailNode[]): string {
  return cellFilter(column, cellOf(rowAt(index), column), lines, usePreferences.getState().view.time);
}

/** '' where no filter says it. */
export async function filterOfCell(index: number, column: string): Promise<string> {
  return cellFilterFrom(index, column, await linesOf(index));
}

/** Names that both languages give the same packets; others (`http`) are only usually found at a port. */
const SAME_PROTOCOLS: ReadonlySet<string> = new Set(['arp', 'ip', 'ipv6', 'tcp', 'udp', 'icmp', 'icmpv6', 'sctp', 'igmp']);

/** The capture filter that keeps the same packets; '' where BPF cannot say it. */
export function asCaptureFilter(display: string): string {
  if (display === '' || (/^[\w.-]+$/.test(display) && !SAME_PROTOCOLS.has(display))) return '';
  return captureFilterFor(display) ?? '';
}
