// Which layers a document shows in full: `-j "ip tcp"` these fields only, `-J "ip tcp"` with all that stands below them.

export interface LayerFilter {
  /** The filter for what stands below a line; null: it is left out. */
  inside(name: string): LayerFilter | null;
}

export const ALL: LayerFilter = { inside: () => ALL };

/** @param names null = everything is shown */
export function layerFilter(names: ReadonlySet<string> | null, withChildren: boolean): LayerFilter {
  if (names === null) return ALL;
  const filter: LayerFilter = {
    inside: (name) => (names.has(name) ? (withChildren ? ALL : filter) : null),
  };
  return filter;
}
