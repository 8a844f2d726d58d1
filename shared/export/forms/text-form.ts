// Frames as text, as `tshark` prints them: one line each, detail trees, hex dumps, or several of these.
import { printedLine } from '../../dissect/field-text';
import { hexText } from '../../bytes/text';
import { COLUMNS, type ColumnId } from '../../session/column';
import { planColumns } from '../../session/frame-view';
import type { Session } from '../../session/session';
import type { TreeNode } from '../../dissect/tree-node';
import type { FormSettings, FrameForm, TextSink } from './frame-form';

export interface TextParts {
  readonly summary: boolean;
  /** Between columns: a space, or a tab. */
  readonly between: string;
  readonly tree: boolean;
  /** Names of protocols of which more than the first line is printed; null = all. */
  readonly only: ReadonlySet<string> | null;
  readonly hex: boolean;
}

/** Column widths of tshark's one-line text; the rest is as wide as it is. */
const WIDTHS: Readonly<Record<ColumnId, readonly ['left' | 'right', number]>> = {
  number: ['right', 5], time: ['right', 10], source: ['right', 12], destination: ['left', 12],
  protocol: ['left', 0], length: ['left', 0], info: ['left', 0],
};

export function textForm(session: Session, out: TextSink, settings: FormSettings, parts: TextParts): FrameForm {
  const plan = planColumns(session.registry, COLUMNS);
  const { view } = session;
  const aligned = (id: ColumnId, text: string): string => (WIDTHS[id][0] === 'right' ? text.padStart(WIDTHS[id][1]) : text.padEnd(WIDTHS[id][1]));
  return {
    begin: () => undefined,
    end: () => undefined,
    frame(number, source) {
      if (parts.summary) {
        const cells = view.cells(number, source, plan, settings.time, settings.dissect).map((text, i) => aligned(COLUMNS[i]!, text));
        const [no, time, from, to, ...rest] = cells;
        out.write(`${[no, time, from, '→', to, ...rest].join(parts.between)}\n`);
      }
      if (!parts.tree && !parts.hex) return;
      const nodes = view.tree(number, source, settings.dissect);
      if (parts.tree) out.write(`${treeLines(nodes, parts.only).join('\n')}\n`);
      if (parts.tree || parts.summary) out.write('\n');
      if (!parts.hex) return;
      const made = view.dissector.layer.sources;
      const frame = source.bytes.subarray(source.at, source.at + source.caplen);
      for (const [i, { name, bytes }] of [{ name: 'Frame', bytes: frame }, ...made].entries()) {
        if (made.length > 0) out.write(`${i === 0 ? '' : ''}${name} (${bytes.length} byte${bytes.length === 1 ? '' : 's'}):\n`);
        writeHexLines(bytes, out);
        out.write('\n');
      }
    },
  };
}

function treeLines(nodes: readonly TreeNode[], only: ReadonlySet<string> | null): string[] {
  let isOpen = true;
  const lines: string[] = [];
  for (const node of nodes) {
    if (node.depth === 0) isOpen = only === null || (node.field !== null && only.has(node.field.name));
    if (node.depth === 0 || isOpen) lines.push('    '.repeat(node.depth) + printedLine(node));
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
