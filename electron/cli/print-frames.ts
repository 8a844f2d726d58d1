// The forms in which `netloupe read` prints a frame: text, detail tree, fields, JSON; each as tshark prints it.
import { NO_TIME } from '../../shared/capture-file/frame-batch';
import type { FrameBytes } from '../../shared/dissect/dissector';
import { fieldValue, lineText, printedLine } from '../../shared/dissect/field-text';
import type { DissectOptions } from '../../shared/dissect/frame-context';
import type { TreeNode } from '../../shared/dissect/tree-node';
import { hexText } from '../../shared/bytes/text';
import { builtInColumn, COLUMNS, type ColumnId } from '../../shared/session/column';
import { planColumns, valuesOf } from '../../shared/session/frame-view';
import type { Session } from '../../shared/session/session';
import type { TimeView } from '../../shared/session/time-text';
import type { Output } from './output';

export interface FieldOutput {
  readonly names: readonly string[];
  readonly separator: string;
  readonly aggregator: string;
  readonly occurrence: 'a' | 'f' | 'l';
  readonly quote: string;
  readonly header: boolean;
  /** A UTF-8 byte-order mark in front of everything. */
  readonly bom: boolean;
}

export interface PrintSettings {
  readonly time: TimeView;
  readonly dissect: DissectOptions;
}

/** Prints one kind of output; `frame` may be called as soon as the frame is in the store. */
export interface FramePrinter {
  begin(): void;
  frame(number: number, source: FrameBytes): void;
  end(): void;
}

/** Column widths of tshark's one-line text; the rest is as wide as it is. */
const WIDTHS: Readonly<Record<ColumnId, readonly ['left' | 'right', number]>> = {
  number: ['right', 5], time: ['right', 10], source: ['right', 12], destination: ['left', 12],
  protocol: ['left', 0], length: ['left', 0], info: ['left', 0],
};

export function textPrinter(session: Session, out: Output, settings: PrintSettings): FramePrinter {
  const plan = planColumns(session.registry, COLUMNS);
  const aligned = (id: ColumnId, text: string): string => (WIDTHS[id][0] === 'right' ? text.padStart(WIDTHS[id][1]) : text.padEnd(WIDTHS[id][1]));
  return {
    begin: () => undefined,
    end: () => undefined,
    frame(number, source) {
      const cells = session.view.cells(number, source, plan, settings.time, settings.dissect).map((text, i) => aligned(COLUMNS[i]!, text));
      const [no, time, from, to, ...rest] = cells;
      out.write(`${no} ${time} ${from} → ${to} ${rest.join(' ')}\n`);
    },
  };
}

export function treePrinter(session: Session, out: Output, settings: PrintSettings): FramePrinter {
  return {
    begin: () => undefined,
    end: () => undefined,
    frame(number, source) {
      const lines = session.view.tree(number, source, settings.dissect).map((node) => '    '.repeat(node.depth) + printedLine(node));
      out.write(`${lines.join('\n')}\n\n`);
    },
  };
}

export function fieldPrinter(session: Session, out: Output, settings: PrintSettings, fields: FieldOutput): FramePrinter {
  const { registry } = session;
  const wanted = new Uint8Array(registry.fields.length);
  for (const name of fields.names) for (const field of registry.named(name)) wanted[field.id] = 1;
  const columns = fields.names.map(builtInColumn);
  const row = columns.some((c) => c !== undefined);
  const pick = (values: string[]): string[] => (fields.occurrence === 'a' ? values : fields.occurrence === 'f' ? values.slice(0, 1) : values.slice(-1));
  return {
    begin: () => {
      if (fields.bom) out.write('\ufeff');
      if (fields.header) out.write(`${fields.names.join(fields.separator)}\n`);
    },
    end: () => undefined,
    frame(number, source) {
      const seen = session.view.match(number, source, wanted, settings.dissect, row);
      const cells = fields.names.map((name, i) => {
        const id = columns[i];
        const values = id !== undefined ? [session.view.column(number, id, settings.time)] : pick(valuesOf(seen, name));
        const text = values.join(fields.aggregator);
        return fields.quote !== '' && (values.length > 0 || id !== undefined) ? fields.quote + text + fields.quote : text;
      });
      out.write(`${cells.join(fields.separator)}\n`);
    },
  };
}

export function jsonPrinter(session: Session, out: Output, settings: PrintSettings): FramePrinter {
  let first = true;
  return {
    begin: () => out.write('['),
    end: () => out.write('\n]\n'),
    frame(number, source) {
      const nodes = session.view.tree(number, source, settings.dissect);
      const nanos = session.store.nanos(number);
      const day = nanos === NO_TIME ? 'none' : dayText(session.store.seconds(number));
      const head = `\n  {\n    "_index": "packets-${day}",\n    "_type": "doc",\n    "_score": null,\n    "_source": {\n      "layers": `;
      out.write(`${first ? '' : ','}${head}${jsonChildren(nodes, 0, nodes.length, 0, 8).trimStart()}\n    }\n  }`);
      first = false;
    },
  };
}

/** The date alone, UTC; years that a Date cannot hold stay seconds. */
function dayText(seconds: number): string {
  const day = new Date(seconds * 1000);
  return Number.isNaN(day.getTime()) ? String(seconds) : day.toISOString().slice(0, 10);
}

/** The nodes of one depth in nodes[from … to) as a JSON object; keys repeat where fields do, as tshark's do. */
function jsonChildren(nodes: readonly TreeNode[], from: number, to: number, depth: number, indent: number): string {
  const pad = ' '.repeat(indent);
  const entries: string[] = [];
  for (let i = from; i < to; ) {
    const node = nodes[i]!;
    let end = i + 1;
    while (end < to && nodes[end]!.depth > depth) end++;
    const children = end > i + 1 ? jsonChildren(nodes, i + 1, end, depth + 1, indent + 2).trimStart() : '';
    const value = jsonValue(node);
    const key = node.field?.name ?? (lineText(node).startsWith('Expert Info') ? '_ws.expert' : lineText(node));
    if (value !== null) entries.push(`${pad}${JSON.stringify(key)}: ${value}`);
    if (children !== '') entries.push(`${pad}${JSON.stringify(value === null ? key : `${key}_tree`)}: ${children}`);
    else if (value === null) entries.push(`${pad}${JSON.stringify(key)}: ""`);
    i = end;
  }
  return `{\n${entries.join(',\n')}\n${' '.repeat(indent - 2)}}`;
}

function jsonValue(node: TreeNode): string | null {
  const f = node.field;
  if (f === null || f.type === 'protocol' || f.type === 'none') return null;
  if (f.type === 'bytes') return JSON.stringify(hexText(node.value as Uint8Array, 0, undefined, ':'));
  return JSON.stringify(f.type === 'string' ? node.value : fieldValue(f, node.value));
}
