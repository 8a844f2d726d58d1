// Detail trees as lines of JSON for bulk indexing, as `tshark -T ek` writes them: what stands below a field lies flat beside it.
import { NO_TIME } from '../../capture-file/frame-batch';
import type { TimeNs } from '../../frame/time';
import type { Session } from '../../session/session';
import type { ChosenFields } from './chosen-fields';
import type { FormSettings, FrameForm, TextSink } from './frame-form';
import { formTree, type FormNode } from './form-tree';
import { dayOf } from './json-form';
import type { LayerFilter } from './layer-filter';
import { OTHER_PROTOCOLS } from '../values/wireshark-field-values';
import { rawHex, shownIn } from './shown-value';

export interface EkParts {
  readonly raw: boolean;
  readonly filter: LayerFilter;
}

export function ekForm(session: Session, out: TextSink, settings: FormSettings, { raw, filter }: EkParts): FrameForm {
  const names = new EkNames(session);
  return {
    begin: () => undefined,
    end: () => undefined,
    frame(number, source) {
      const layers = formTree(session.view, number, source, settings.dissect);
      out.write(ekHead(session, number));
      const writer = new EkWriter(out, names, raw);
      out.write('{');
      writer.siblings(layers, filter, 0);
      out.write('}}\n');
    },
  };
}

/** With chosen fields instead of layers: an array each. */
export function ekFieldsForm(session: Session, out: TextSink, fields: ChosenFields): FrameForm {
  return {
    begin: () => undefined,
    end: () => undefined,
    frame: (number, source) => out.write(`${ekHead(session, number)}{${fields.of(number, source).map(([name, values]) => `${JSON.stringify(ekName(name))}:${JSON.stringify(values)}`).join(',')}}}\n`),
  };
}

/** The line that names the index, and the next one's beginning. */
export function ekHead(session: Session, number: number): string {
  const { store } = session;
  const nanos = store.nanos(number);
  const stamp = nanos === NO_TIME ? '0' : `${store.seconds(number)}${String(Math.floor(nanos / 1e6)).padStart(3, '0')}`;
  return `{"index":{"_index":"packets-${dayOf(session, number)}","_type":"doc"}}\n{"timestamp":"${stamp}","layers":`;
}

/** Dots are no good in an index. */
export const ekName = (name: string): string => name.replaceAll('.', '_');

/** `tcp_tcp_flags`: the protocol that a field belongs to, then its name. */
class EkNames {
  private readonly known = new Map<string, string>();

  constructor(session: Session) {
    for (const { id, fields } of session.registry.protocols) {
      this.known.set(id, ekName(id));
      for (const { name, alias } of Object.values(fields)) for (const one of [name, ...alias]) this.known.set(one, this.made(one, id));
    }
    this.known.set('ip.version', 'ip_ip_version');
    this.known.set('_ws.expert', '_ws_expert');
  }

  of({ field, name }: FormNode): string {
    if (name === 'ip.version' && field?.hidden === true) return 'ipv6_ip_version';
    return field === null ? 'text' : (this.known.get(name) ?? ekName(name));
  }

  private made(name: string, id: string): string {
    const owner = OTHER_PROTOCOLS[name] ?? id;
    return owner === '' || name === owner ? ekName(name) : `${ekName(owner)}_${ekName(name)}`;
  }
}

class EkWriter {
  private isFirst = true;

  constructor(private readonly out: TextSink, private readonly names: EkNames, private readonly raw: boolean) {}

  /** Lines of one name become an array where the first of them stands; what lies below any of them follows. */
  siblings(nodes: readonly FormNode[], filter: LayerFilter, depth: number): void {
    const groups = new Map<string, FormNode[]>();
    for (const node of nodes) {
      const name = this.names.of(node);
      const group = groups.get(name);
      if (group) group.push(node);
      else groups.set(name, [node]);
    }
    for (const [name, group] of groups) this.group(name, group, filter, depth);
  }

  private group(name: string, group: readonly FormNode[], filter: LayerFilter, depth: number): void {
    const isLayer = group[0]!.isLayer;
    const below = filter.inside(group[0]!.name);
    if (this.raw && group[0]!.field !== null && group[0]!.bytes.length > 0) this.values(`${name}_raw`, group, (node) => this.out.write(JSON.stringify(rawHex(node))));
    if (isLayer) return this.values(name, group, (node) => this.layer(node, below, depth));
    this.values(name, group, (node) => this.out.write(below === null ? filtered(node) : ekValue(node)));
    if (below !== null) this.siblings(group.flatMap(({ children }) => children), below, depth + 1);
  }

  private layer(node: FormNode, filter: LayerFilter | null, depth: number): void {
    if (filter === null) return this.out.write(filtered(node));
    this.out.write('{');
    const inner = new EkWriter(this.out, this.names, this.raw);
    inner.siblings(node.children, filter, depth + 1);
    this.out.write('}');
  }

  private values(name: string, group: readonly FormNode[], write: (node: FormNode) => void): void {
    this.out.write(`${this.isFirst ? '' : ','}"${name}":${group.length > 1 ? '[' : ''}`);
    this.isFirst = false;
    for (const [i, node] of group.entries()) {
      if (i > 0) this.out.write(',');
      write(node);
    }
    if (group.length > 1) this.out.write(']');
  }
}

const filtered = ({ name }: FormNode): string => `{"filtered":${JSON.stringify(name)}}`;

function ekValue(node: FormNode): string {
  const { field, value } = node;
  if (field === null) return JSON.stringify(node.label);
  if (field.type === 'bool') return String(value);
  if (field.type === 'absolute_time') return JSON.stringify(isoText(value as TimeNs));
  const shown = shownIn(node);
  return shown === null ? 'null' : JSON.stringify(shown);
}

function isoText({ seconds, nanos }: TimeNs): string {
  const date = new Date(seconds * 1000);
  return Number.isNaN(date.getTime()) ? String(seconds) : `${date.toISOString().slice(0, 19)}.${String(nanos).padStart(9, '0')}Z`;
}
