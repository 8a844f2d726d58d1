// The selected layer's header as a bit grid, 32 bits wide as in the RFCs; a cell is a line of the tree and a run of bytes.
import { useEffect, useMemo, useRef, type CSSProperties, type KeyboardEvent, type ReactNode } from 'react';
import { useText, type Text } from '../../locales/text';
import { drawnCells, headerDiagram, numberOf, WORD, type DrawnCell } from '../../state/header-diagram';
import type { Tree } from '../../state/detail-tree';
import { revealNodeAt, setHover, useSelection } from '../../state/selection';
import { visibleMarks } from '../../widgets/visible-marks';
import type { DetailNode } from '../../../shared/ipc/contract';

/** Below so many bits a cell has no room for words: the end of the field's name and the bits as a number stand in it. */
const NARROW = 6;

/** What stands behind the name in the line: `64`, `UDP (17)`. */
function valueText(node: DetailNode): string {
  const label = node.label.replace(/^[.01 ]+ = /, '');
  return node.name !== '' && label.startsWith(`${node.name}:`) ? label.slice(node.name.length + 1).trim() : label;
}

interface CellWords {
  readonly name: string;
  readonly value: string;
  readonly hint: string;
}

function wordsOf(cell: DrawnCell, node: DetailNode | undefined, header: Uint8Array, text: Text): CellWords {
  if (!node) {
    const words = cell.isCut ? text('diagram.cut') : '';
    return { name: words, value: '', hint: words };
  }
  const bits = cell.end - cell.start;
  const isNarrow = bits < NARROW;
  const name = isNarrow ? (node.field.split('.').at(-1) ?? '').slice(0, bits === 1 ? 3 : undefined) : node.name || node.label;
  const told = isNarrow ? String(numberOf(cell, header)) : valueText(node);
  const value = told === name ? '' : told;
  const place = bits % 8 === 0 && cell.start % 8 === 0 ? text('diagram.bytes', { first: cell.start / 8, last: cell.end / 8 - 1 }) : text('diagram.bits', { first: cell.start, last: cell.end - 1 });
  return { name: visibleMarks(name), value: visibleMarks(value), hint: visibleMarks(`${node.label}\n${node.field}, ${place}`) };
}

export function HeaderDiagram({ tree }: { readonly tree: Tree }): ReactNode {
  const text = useText();
  const selected = useSelection((s) => s.node);
  const { detail } = tree;
  const diagram = useMemo(() => headerDiagram(detail, selected), [detail, selected]);
  const cells = useMemo(() => (diagram ? drawnCells(diagram) : []), [diagram]);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    box.current?.querySelector('.selected')?.scrollIntoView({ block: 'nearest' });
  }, [selected]);
  const layer = detail.nodes[diagram?.layer ?? -1];
  if (!diagram || !layer) return <p className="pane-empty">{text('diagram.none')}</p>;
  const header = detail.sources[layer.source]?.bytes.subarray(layer.start) ?? new Uint8Array();
  const current = cells.find((cell) => cell.node === selected);
  return (
    <div
      ref={box}
      className="diagram"
      role="listbox"
      tabIndex={0}
      aria-label={text('diagram.label', { layer: visibleMarks(layer.name) })}
      data-pane="bytes"
      data-testid="header-diagram"
      {...(current ? { 'aria-activedescendant': cellId(current) } : {})}
      onKeyDown={(event) => onKeyDown(event, cells, selected)}
      onPointerLeave={() => setHover(-1)}
    >
      <Scale />
      <div className="diagram-cells" role="presentation">
        {cells.map((cell) => (
          <Cell key={cell.start} cell={cell} words={wordsOf(cell, detail.nodes[cell.node], header, text)} />
        ))}
      </div>
      {diagram.more > 0 && <p className="diagram-more">{text('diagram.more', { count: diagram.more / 8 })}</p>}
    </div>
  );
}

const cellId = (cell: DrawnCell): string => `diagram-cell-${cell.start}`;

/** Numbers of the bits of a word. */
function Scale(): ReactNode {
  return (
    <div className="diagram-scale mono" aria-hidden="true">
      {Array.from({ length: WORD }, (_, bit) => (
        <span key={bit}>{bit % 8 === 0 || bit === WORD - 1 ? bit : '·'}</span>
      ))}
    </div>
  );
}

function Cell({ cell, words }: { readonly cell: DrawnCell; readonly words: CellWords }): ReactNode {
  const isSelected = useSelection((s) => s.node === cell.node && cell.node >= 0);
  const isHovered = useSelection((s) => s.hover === cell.node && cell.node >= 0);
  const { parts, widest, node, isCut } = cell;
  const classes = ['diagram-cell', isSelected ? 'selected' : '', isHovered ? 'hovered' : '', isCut ? 'cut-off' : '', node < 0 ? 'unnamed' : '', cell.end - cell.start < NARROW ? 'narrow' : ''].join(' ');
  return parts.map((part, i) => (
    <div
      key={i}
      {...(i === widest ? { id: cellId(cell), role: 'option', 'aria-selected': isSelected, 'aria-label': words.hint } : { 'aria-hidden': true })}
      className={`${classes} ${i > 0 ? 'goes-on' : ''} ${i < parts.length - 1 ? 'to-go-on' : ''}`}
      style={placeOf(part)}
      title={words.hint}
      data-diagram-node={node}
      onPointerDown={(event) => event.button === 0 && node >= 0 && revealNodeAt(node)}
      onPointerEnter={() => setHover(node)}
    >
      {i === widest && (
        <>
          <span className="diagram-name">{words.name}</span>
          <span className="diagram-value mono">{words.value}</span>
        </>
      )}
    </div>
  ));
}

function placeOf({ row, rows, column, span }: DrawnCell['parts'][number]): CSSProperties {
  return { gridRow: `${row + 1} / span ${rows}`, gridColumn: `${column + 1} / span ${span}` };
}

/** Left and right go by field; up and down to the field a word away; Home and End to the first and last. */
function onKeyDown(event: KeyboardEvent, cells: readonly DrawnCell[], selected: number): void {
  if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
  const named = cells.filter((cell) => cell.node >= 0);
  const at = named.findIndex((cell) => cell.node === selected);
  const from = named[at];
  const holding = (bit: number): number => named.findIndex((cell) => cell.start <= bit && cell.end > bit);
  const steps: Readonly<Record<string, number>> = {
    ArrowRight: at + 1,
    ArrowLeft: at - 1,
    ArrowDown: from ? holding(Math.max(from.start + WORD, from.end)) : 0,
    ArrowUp: from ? holding(from.start - WORD) : 0,
    Home: 0,
    End: named.length - 1,
  };
  const to = steps[event.key];
  if (to === undefined) return;
  event.preventDefault();
  event.stopPropagation();
  const next = named[to];
  if (next) revealNodeAt(next.node);
}
