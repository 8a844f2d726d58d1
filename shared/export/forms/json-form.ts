// Detail trees as JSON, as `tshark -T json` and `-T jsonraw` write it: an object a layer, what stands below a field under NAME_tree.
import { NO_TIME } from '../../capture-file/frame-batch';
import type { Session } from '../../session/session';
import type { ChosenFields } from './chosen-fields';
import type { FormSettings, FrameForm, TextSink } from './frame-form';
import { formTree, type FormNode } from './form-tree';
import { layerFilter, type LayerFilter } from './layer-filter';
import { rawHex, shownIn } from './shown-value';
import { wiresharkType } from './wireshark-type';

export interface JsonParts {
  readonly values: boolean;
  /** Octets, offset, length, bit mask and type of each field, under NAME_raw. */
  readonly raw: boolean;
  /** What occurs several times in one object becomes an array, as most readers of JSON want it. */
  readonly uniqueKeys: boolean;
  readonly filter: LayerFilter;
}

export const ALL_VALUES: JsonParts = { values: true, raw: false, uniqueKeys: false, filter: layerFilter(null, false) };

/** As most writers do, and without what would end a script element. */
export function jsonText(text: string): string {
  return JSON.stringify(text).replace(/<\//g, '<\\/');
}

export function jsonForm(session: Session, out: TextSink, settings: FormSettings, parts: JsonParts = ALL_VALUES): FrameForm {
  return jsonDocument(session, out, (number, source) => {
    writeObject(formTree(session.view, number, source, settings.dissect), { out, parts, filter: parts.filter, indent: 8, depth: 0 });
  });
}

/** With chosen fields instead of layers: an array each. */
export function jsonFieldsForm(session: Session, out: TextSink, fields: ChosenFields): FrameForm {
  return jsonDocument(session, out, (number, source) => {
    const entries = fields.of(number, source).map(([name, values]) => `        ${jsonText(name)}: [\n${values.map((value) => `          ${jsonText(value)}`).join(',\n')}\n        ]`);
    out.write(entries.length === 0 ? '{}' : `{\n${entries.join(',\n')}\n      }`);
  });
}

function jsonDocument(session: Session, out: TextSink, body: FrameForm['frame']): FrameForm {
  let first = true;
  return {
    begin: () => out.write('['),
    end: () => out.write('\n]\n'),
    frame(number, source) {
      const head = `\n  {\n    "_index": "packets-${dayOf(session, number)}",\n    "_type": "doc",\n    "_score": null,\n    "_source": {\n      "layers": `;
      out.write(`${first ? '' : ','}${head}`);
      body(number, source);
      out.write('\n    }\n  }');
      first = false;
    },
  };
}

/** The date alone, UTC; years that a Date cannot hold stay seconds. */
export function dayOf(session: Session, number: number): string {
  if (session.store.nanos(number) === NO_TIME) return 'none';
  const seconds = session.store.seconds(number);
  const day = new Date(seconds * 1000);
  return Number.isNaN(day.getTime()) ? String(seconds) : day.toISOString().slice(0, 10);
}

interface Place {
  readonly out: TextSink;
  readonly parts: JsonParts;
  readonly filter: LayerFilter;
  readonly indent: number;
  readonly depth: number;
}

function writeObject(nodes: readonly FormNode[], place: Place): void {
  const { out, indent } = place;
  const pad = ' '.repeat(indent);
  const written = { keys: 0 };
  const key = (name: string): void => out.write(`${written.keys++ === 0 ? '{\n' : ',\n'}${pad}${jsonText(name)}: `);
  for (const group of place.parts.uniqueKeys ? byKey(nodes) : nodes.map((node) => [node])) writeEntries(group, place, key);
  out.write(written.keys === 0 ? '{}' : `\n${' '.repeat(indent - 2)}}`);
}

const keyOf = ({ field, name, label }: FormNode): string => (field === null ? label : name);

function byKey(nodes: readonly FormNode[]): FormNode[][] {
  const groups = new Map<string, FormNode[]>();
  for (const node of nodes) {
    const group = groups.get(keyOf(node));
    if (group) group.push(node);
    else groups.set(keyOf(node), [node]);
  }
  return [...groups.values()];
}

/** Up to three entries for lines of one name: octets, values, what stands below. */
function writeEntries(group: readonly FormNode[], place: Place, key: (name: string) => void): void {
  const { parts } = place;
  const first = group[0]!;
  const name = keyOf(first);
  const shown = shownIn(first);
  const hasChildren = group.some(({ children }) => children.length > 0);
  if (parts.raw && hasRaw(first, parts)) {
    key(`${name}_raw`);
    writeValues(group, place, (node) => rawText(node, place.indent + 2));
  }
  if (parts.values && shown !== null) {
    key(name);
    writeValues(group, place, (node) => jsonText(shownIn(node) ?? ''));
  }
  if (hasChildren) {
    key(shown === null ? name : `${name}_tree`);
    writeBelow(group, place);
  } else if (shown === null && (parts.values || first.field === null)) {
    key(name);
    writeValues(group, place, (node) => jsonText(node.isLayer ? node.label : ''));
  }
}

function hasRaw({ field, bytes }: FormNode, parts: JsonParts): boolean {
  return field !== null && (bytes.length > 0 || !parts.values);
}

function writeBelow(group: readonly FormNode[], place: Place): void {
  const { out, filter, depth, indent } = place;
  const inner = filter.inside(group[0]!.name);
  const write = (node: FormNode, at: number): void => {
    if (inner === null) out.write(`{\n${' '.repeat(at)}"filtered": ${jsonText(node.name)}\n${' '.repeat(at - 2)}}`);
    else writeObject(node.children, { ...place, filter: inner, indent: at, depth: depth + 1 });
  };
  if (group.length === 1) return write(group[0]!, indent + 2);
  out.write('[');
  for (const [i, node] of group.entries()) {
    out.write(`${i === 0 ? '' : ','}\n${' '.repeat(indent + 2)}`);
    write(node, indent + 4);
  }
  out.write(`\n${' '.repeat(indent)}]`);
}

function writeValues(group: readonly FormNode[], { out, indent }: Place, text: (node: FormNode) => string): void {
  if (group.length === 1) out.write(text(group[0]!));
  else out.write(`[\n${group.map((node) => ' '.repeat(indent + 2) + text(node)).join(',\n')}\n${' '.repeat(indent)}]`);
}

/** Octets in hex, offset, length, mask, type. A finding stands nowhere and has no octets. */
function rawText(node: FormNode, indent: number): string {
  const pad = ' '.repeat(indent);
  const items = [...(node.hasSource ? [JSON.stringify(rawHex(node))] : []), String(node.start), String(node.bytes.length), String(node.mask), String(wiresharkType(node))];
  return `[\n${items.map((item) => pad + item).join(',\n')}\n${' '.repeat(indent - 2)}]`;
}

