// Which protocol the bytes behind a header are of.
import type { Layer } from './layer';
import type { Registry } from './registry';
import type { Table } from './tables';

/** Index of the protocol: by the table, then what an earlier frame of the conversation proved, then heuristics, then `data`. */
export function chooseProtocol(p: Layer, registry: Registry, table: Table, key: number, key2: number, at: number, end: number, data: number): number {
  if ((table === 'tcp.port' || table === 'udp.port') && p.quoted === 0) {
    if (p.context.application !== '') {
      const proved = registry.indexOf(p.context.application);
      if (proved >= 0) return proved;
    }
    const known = registry.find(table, key, key2);
    return known >= 0 && !registry.protocols[known]!.refuses?.(p, at) ? known : recognise(p, registry, table === 'tcp.port' ? 'tcp' : 'udp', at, end, data);
  }
  const known = registry.find(table, key, key2);
  return known >= 0 ? known : data;
}

function recognise(p: Layer, registry: Registry, table: 'tcp' | 'udp', at: number, end: number, data: number): number {
  const { view } = p;
  const { reportedEnd: outer, capturedEnd: captured } = view;
  view.reportedEnd = end;
  if (end < captured) view.capturedEnd = end;
  let found = data;
  for (const index of registry.heuristicsOf(table)) {
    if (!registry.protocols[index]!.recognise!(view, at)) continue;
    // A byte stream stays what it is; a datagram only speaks for itself.
    if (table === 'tcp') p.facts.recognised = index + 1;
    found = index;
    break;
  }
  view.reportedEnd = outer;
  view.capturedEnd = captured;
  return found;
}
