// The field reference: finds fields by what people type.
import type { FieldInfo } from '../ipc/contract';
import type { Field } from './field';
import type { Registry } from './registry';

/** Fields whose name or label contains the text: names that begin with it first, then by length of the name. */
export function findFields(registry: Registry, text: string, limit: number): FieldInfo[] {
  const wanted = text.trim().toLowerCase();
  const hits = registry.fields.filter((f) => f.name.toLowerCase().includes(wanted) || f.label.toLowerCase().includes(wanted));
  const rank = (f: Field): number => (f.name.startsWith(wanted) ? 0 : f.name.includes(wanted) ? 1 : 2) * 1000 + f.name.length;
  const seen = new Set<string>();
  const unique = hits.sort((a, b) => rank(a) - rank(b) || (a.name < b.name ? -1 : 1)).filter((f) => !seen.has(f.name) && seen.add(f.name));
  return unique.slice(0, limit).map((f) => ({ field: f.name, name: f.label, type: f.type, protocol: f.name.split('.')[0]!, doc: f.doc }));
}
