// Frames as text, as `tshark` prints them: one line each, detail trees, hex dumps, or several of these.
import type { FrameBytes } from '../../dissect/dissector';
import { printedLine } from '../../dissect/field-text';
import { hexText } from '../../bytes/text';
import type { ColumnId } from '../../session/column';
import { planColumns } from '../../session/frame-view';
import type { Session } from '../../session/session';
import type { TreeNode } from '../../dissect/tree-node';
import { plainLines } from '../rows/plain-lines';
import type { FormSettings, FrameForm, TextSink } from './frame-form';

export interface TextParts {
  readonly summary: boolean;
  /** Of the line: columns of the list, or fields. */
  readonly columns: readonly string[];
  /** Between columns: a space, or a tab. */
  readonly between: string;
  readonly tree: boolean;
  /** Names of protocols of which more than the first line is printed; null = all. */
  readonly only: ReadonlySet<string> | null;
  /** Octets: none, those of the frame, or those too that were made of its (unchunked, put together). */
  readonly hex: 'none' | 'frame' | 'all';
}

/** Column widths of tshark's one-line text; the rest is as wide as it is. */
const WIDTHS: Readonly<Partial<Record<ColumnId, readonly ['left' | 'right', number]>>> = {
  number: ['right', 5], time: ['right', 10], source: ['right', 12], destination: ['left', 12],
};

export function textForm(session: Session, out: TextSink, settings: FormSettings, parts: TextParts): FrameForm {
  const { columns } = parts;
  const plan = planColumns(session.registry, columns);
  const arrow = columns.findIndex((name, i) => name === 'source' && columns[i + 1] === 'destination');
  const { view } = session;
  const widths = columns.map((name) => WIDTHS[name as ColumnId] ?? (['left', 0] as const));
  const aligned = (text: string, [side, width]: readonly ['left' | 'right', number]): string => (text.length >= width ? text : side === 'right' ? text.padStart(width) : text.padEnd(width));
  const line = (cells: readonly string[]): string => {
    let text = '';
    for (let i = 0; i < cells.length; i++) text += (i === 0 ? '' : parts.between) + aligned(cells[i]!, widths[i]!) + (i === arrow ? `${parts.between}→` : '');
    return `${text}\n`;
  };
  const plain = plainLines(session, out, settings, parts.summary ? columns : [''], (i) => {
    const before = `${i === 0 ? '' : parts.between}${arrow >= 0 && i === arrow + 1 ? `→${parts.between}` : ''}`;
    return { before, side: widths[i]![0], width: widths[i]![1], quote: '', separator: '' };
  });
  return {
    begin: () => undefined,
    end: () => undefined,
    frame(number, source) {
      if (parts.summary && plain?.(number, source) !== true) out.write(line(view.cells(number, source, plan, settings.time, settings.dissect)));
      if (!parts.tree && parts.hex === 'none') return;
      const nodes = view.tree(number, source, settings.dissect);
      if (parts.tree) out.write(`${treeLines(nodes, parts.only, (node) => (parts.hex === 'none' ? unreadOctets(node, source, view.dissector.layer.sources) : [])).join('\n')}\n`);
      if (parts.tree || parts.summary) out.write('\n');
      if (parts.hex === 'none') return;
      const made = parts.hex === 'all' ? view.dissector.layer.sources : [];
      const frame = source.bytes.subarray(source.at, source.at + Math.min(source.caplen, source.len));
      const whole = { name: `Frame (${frame.length} byte${frame.length === 1 ? '' : 's'})`, bytes: frame };
      for (const { name, bytes } of [whole, ...made]) {
        if (made.length > 0) out.write(`${name}:\n`);
        writeHexLines(bytes, out);
      }
      out.write('\n');
    },
  };
}

/** What no protocol took apart, as a hex dump below its line. */
function unreadOctets(node: TreeNode, { bytes, at, caplen }: FrameBytes, made: readonly { readonly bytes: Uint8Array }[]): string[] {
  if (node.field?.name !== 'data') return [];
  const all = node.source === 0 ? bytes.subarray(at, at + caplen) : made[node.source - 1]?.bytes;
  const lines: string[] = [''];
  if (all) writeHexLines(all.subarray(node.start, node.start + node.length), { write: (text) => void lines.push(text.trimEnd()) });
  return lines;
}

function treeLines(nodes: readonly TreeNode[], only: ReadonlySet<string> | null, below: (node: TreeNode) => readonly string[]): string[] {
  let isOpen = true;
  const lines: string[] = [];
  for (const node of nodes) {
    if (node.depth === 0) isOpen = only === null || (node.field !== null && only.has(node.field.name));
    if (node.depth === 0 || isOpen) lines.push('    '.repeat(node.depth) + printedLine(node));
    if (isOpen) lines.push(...below(node));
  }
  return lines;
}

const ROW = 16;
/** Lines that are handed on together: a frame may be large. */
const ROWS_AT_ONCE = 512;

/** `0000  48 65 6c 6c 6f   Hello`, sixteen octets a line. */
export function writeHexLines(bytes: Uint8Array, out: TextSink): void {
  const digits = Math.max(4, Math.max(0, bytes.length - 1).toString(16).length);
  let lines = '';
  for (let at = 0; at < bytes.length; at += ROW) {
    const end = Math.min(at + ROW, bytes.length);
    let shown = '';
    for (let i = at; i < end; i++) shown += bytes[i]! >= 0x20 && bytes[i]! < 0x7f ? String.fromCharCode(bytes[i]!) : '.';
    lines += `${at.toString(16).padStart(digits, '0')}  ${hexText(bytes, at, end - at, ' ').padEnd(ROW * 3)}  ${shown}\n`;
    if ((at / ROW) % ROWS_AT_ONCE === ROWS_AT_ONCE - 1) {
      out.write(lines);
      lines = '';
    }
  }
  out.write(lines);
}
