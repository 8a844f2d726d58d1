// A frame's detail tree as documents hold it: nested, with hidden fields and other names of fields, each line with its bytes.
import type { FrameBytes } from '../../dissect/dissector';
import { expert } from '../../dissect/expert';
import { Field } from '../../dissect/field';
import { lineText, printedLine } from '../../dissect/field-text';
import type { DissectOptions } from '../../dissect/frame-context';
import { TreeNode } from '../../dissect/tree-node';
import type { FrameView } from '../../session/frame-view';
import { ALIAS_LABELS, OTHER_MASKS } from '../values/wireshark-field-values';

/** Lines about the packet as a whole. */
const VERDICTS: ReadonlySet<string> = new Set(['_ws.malformed', '_ws.short', '_ws.unreassembled', '_ws.expert']);

/** Worked out of other frames: Wireshark gives them no place in the packet. */
const PLACELESS: ReadonlySet<string> = new Set(['tcp.completeness', 'icmp.resp_to', 'icmp.resptime', 'icmpv6.resp_to', 'icmpv6.resptime']);

/** Headers that are protocols of their own to Wireshark, though they stand inside another. */
const HEADERS: ReadonlySet<string> = new Set(['ipv6.hopopts', 'ipv6.dstopts', 'ipv6.routing', 'ipv6.fraghdr', 'mptcp']);

export interface FormNode {
  /** null: a line of text only. */
  readonly field: Field | null;
  /** Filter name; '' for a line of text only. */
  readonly name: string;
  /** The line, without the brackets of generated ones. */
  readonly label: string;
  readonly value: unknown;
  /** Offset in its byte source (the frame, or bytes that were made). */
  readonly start: number;
  readonly bytes: Uint8Array;
  /** False of findings and what says something of the whole conversation: they stand nowhere in the packet. */
  readonly hasSource: boolean;
  /** Bits of a word that the field is, 0 = it is not a part. */
  readonly mask: number;
  /** A protocol, or what counts as one: that the packet is malformed, cut short, not put together. */
  readonly isLayer: boolean;
  readonly isHidden: boolean;
  readonly children: FormNode[];
}

/** @param options as they are for the list; hidden fields are added here */
export function formTree(view: FrameView, number: number, source: FrameBytes, options: DissectOptions): FormNode[] {
  const nodes = view.tree(number, source, { ...options, whole: true });
  const frame = source.bytes.subarray(source.at, source.at + source.caplen);
  const sources = [frame, ...view.dissector.layer.sources.map(({ bytes }) => bytes)];
  return new TreeReader(nodes, sources).children(0);
}

class TreeReader {
  private at = 0;
  private layerStart = 0;
  private lastStart = 0;

  constructor(private readonly nodes: readonly TreeNode[], private readonly sources: readonly Uint8Array[]) {}

  /** The lines from here on that are `depth` deep, with what stands below them. */
  children(depth: number, inFinding = false): FormNode[] {
    const found: FormNode[] = [];
    let waiting: FormNode[] = [];
    for (let node = this.nodes[this.at]; node !== undefined && node.depth >= depth; node = this.nodes[this.at]) {
      this.at++;
      if (depth === 0 && node.start >= 0) this.layerStart = node.start;
      const isFinding = inFinding || (node.field === null && node.text.startsWith('Expert Info ('));
      const aliases = this.aliases(node);
      found.push(this.made(node, isFinding, this.children(depth + 1, isFinding)), ...waiting);
      waiting = [];
      // Both ports stand before their common name.
      if (node.field?.name.endsWith('.srcport')) waiting = aliases;
      else found.push(...aliases);
    }
    return [...found, ...waiting];
  }

  private made(node: TreeNode, isFinding: boolean, children: FormNode[], mask?: number): FormNode {
    const field = node.field ?? (isFinding && node.text.startsWith('Expert Info (') ? expert.fields['._ws.expert'] : null);
    const name = field?.name ?? '';
    const all = this.sources[node.source] ?? this.sources[0]!;
    const isPlaceless = isFinding || PLACELESS.has(name);
    // What a radio header said: in the window it leads to the octets there, to Wireshark it has none.
    const isOfRadio = name.startsWith('wlan_radio.');
    const start = isPlaceless || VERDICTS.has(name) ? 0 : Math.min(node.start >= 0 && !isOfRadio ? node.start : this.placeOf(name), all.length);
    if (node.start >= 0) this.lastStart = start;
    const length = isFinding || isOfRadio || node.start < 0 ? 0 : Math.max(0, Math.min(node.length, all.length - start));
    return {
      field, name, label: VERDICTS.has(name) && name !== '_ws.expert' ? printedLine(node) : lineText(node), value: node.value, start, bytes: all.subarray(start, start + length), hasSource: !isPlaceless,
      mask: mask ?? OTHER_MASKS[name] ?? field?.mask ?? 0, isLayer: field?.type === 'protocol' || VERDICTS.has(name) || HEADERS.has(name), isHidden: node.isHidden || field?.hidden === true, children,
    };
  }

  /** Of what was worked out: where a checksum's verdict is about the checksum, else where the layer begins. */
  private placeOf(name: string): number {
    if (name.endsWith('.status') || name === 'data.len') return this.lastStart;
    return this.layerStart;
  }

  private aliases(node: TreeNode): FormNode[] {
    const { field } = node;
    if (field === null || field.alias.length === 0) return [];
    return field.alias.map((name) => {
      const other = new TreeNode(aliasOf(field, name), node.value, node.start, node.length, node.depth);
      other.source = node.source;
      if (name === 'ip.version') other.append = ` [This field makes the filter match on "ip.version == ${String(node.value)}" possible]`;
      return this.made(other, false, [], field.mask);
    });
  }
}

const ALIASES = new Map<string, Field>();

/** The field as it is under its other name: hidden, with a label of its own. */
function aliasOf(field: Field, name: string): Field {
  const key = `${field.name} ${name}`;
  const known = ALIASES.get(key);
  if (known) return known;
  const { base, names, truth, mask, bits, unit, le } = field;
  const made = new Field(field.type, ALIAS_LABELS[name] ?? field.label, field.width, { base, mask, bits, unit, le, hidden: true, ...(names && { names }), ...(truth && { truth }) });
  made.name = name;
  ALIASES.set(key, made);
  return made;
}
