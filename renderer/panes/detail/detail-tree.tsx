// The tree of layers and fields: linked with the bytes both ways, foldable, usable with keys alone.
import { useEffect, useMemo, useRef, useState, type KeyboardEvent, type MouseEvent, type ReactNode } from 'react';
import { useText } from '../../locales/text';
import { runAction } from '../../state/actions';
import { dragLine } from '../../state/filter-drag';
import { hasChildren, isExpanded, parentOf, visibleLines, type Tree } from '../../state/detail-tree';
import { lineMenu } from '../../state/menus';
import { usePreferences } from '../../state/preferences';
import { selectNode, setExpanded, setHover, useSelection } from '../../state/selection';
import { rowHeight } from '../../theme/apply-theme';
import { listMove } from '../../widgets/list-keys';
import { PopupMenu, type MenuPlace } from '../../widgets/popup-menu';
import { useVisibleRows, type VisibleRows } from '../../widgets/use-visible-rows';
import { DetailLine } from './detail-line';

/** Letters so close together, in milliseconds, are the beginning of one line. */
const TYPED_TOGETHER = 1000;
const lineId = (node: number): string => `detail-line-${node}`;

/** Rough width of the longest visible line, so that it can be scrolled to; lines out of view are not measured. */
function widestLine(tree: Tree, lines: readonly number[]): number {
  let widest = 0;
  for (const line of lines) {
    const node = tree.detail.nodes[line];
    if (node) widest = Math.max(widest, node.label.length + node.depth * 2);
  }
  return Math.min(2000, widest + 20);
}

export function DetailTree({ tree }: { readonly tree: Tree }): ReactNode {
  const text = useText();
  const expansion = useSelection((s) => s.expansion);
  const selected = useSelection((s) => s.node);
  const hover = useSelection((s) => s.hover);
  const reveal = useSelection((s) => s.revealNode);
  const height = rowHeight(usePreferences((p) => p.zoom));
  const lines = useMemo(() => visibleLines(tree, expansion), [tree, expansion]);
  const box = useRef<HTMLDivElement>(null);
  const rows = useVisibleRows(box, lines.length, height);
  const [menu, setMenu] = useState<MenuPlace | null>(null);
  const typed = useRef({ text: '', at: -TYPED_TOGETHER });
  const { show } = rows;
  useEffect(() => show(lines.indexOf(selected)), [selected, reveal, lines, show]);

  const onKeyDown = (event: KeyboardEvent): void => {
    const place = placeForMenuKey(event, selected);
    if (place) setMenu(place);
    else if (!handleTreeKey(event, { tree, lines, selected, rows, typed: typed.current })) return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div
      ref={box}
      className="detail-tree"
      role="tree"
      data-pane="details"
      data-testid="detail-tree"
      tabIndex={0}
      aria-label={text('details.title')}
      {...(selected >= 0 ? { 'aria-activedescendant': lineId(selected) } : {})}
      onKeyDown={onKeyDown}
      onContextMenu={(event) => onContextMenu(event, setMenu)}
      onPointerDown={(event) => onPointerDown(event.target, event.button, tree)}
      onDoubleClick={(event) => toggle(nodeOf(event.target), tree)}
      onPointerMove={(event) => setHover(nodeOf(event.target) ?? -1)}
      onPointerLeave={() => setHover(-1)}
      onDragStart={(event) => dragLine(event.dataTransfer, tree.detail.nodes[nodeOf(event.target) ?? -1]?.filter ?? '')}
    >
      <div role="presentation" className="detail-lines" style={{ height: lines.length * height, minWidth: `max(100%, ${widestLine(tree, lines)}ch)` }}>
        {lines.slice(rows.range.first, rows.range.end).map((node, i) => (
          <DetailLine
            key={tree.paths[node] ?? node}
            id={lineId(node)}
            tree={tree}
            index={node}
            top={(rows.range.first + i) * height}
            isOpen={hasChildren(tree.detail.nodes, node) ? isExpanded(tree, expansion, node) : null}
            isSelected={node === selected}
            isHovered={node === hover}
          />
        ))}
      </div>
      {menu && <PopupMenu label={text('details.title')} items={lineMenu(text)} place={menu} onClose={() => closeMenu(setMenu, box.current)} />}
    </div>
  );
}

function onContextMenu(event: MouseEvent, setMenu: (place: MenuPlace) => void): void {
  event.preventDefault();
  const node = nodeOf(event.target);
  if (node === null) return;
  selectNode(node);
  setMenu({ x: event.clientX, y: event.clientY });
}

/** Where the menu opens for the menu key or Shift+F10: at the selected line. */
function placeForMenuKey(event: KeyboardEvent, selected: number): MenuPlace | null {
  if (event.key !== 'ContextMenu' && !(event.key === 'F10' && event.shiftKey)) return null;
  const line = document.getElementById(lineId(selected))?.getBoundingClientRect();
  return line ? { x: line.left + 40, y: line.bottom } : null;
}

function closeMenu(setMenu: (place: null) => void, tree: HTMLElement | null): void {
  setMenu(null);
  tree?.focus({ preventScroll: true });
}

function nodeOf(target: EventTarget): number | null {
  const node = target instanceof Element ? target.closest<HTMLElement>('[data-node]')?.dataset.node : undefined;
  return node === undefined ? null : Number(node);
}

function toggle(node: number | null, tree: Tree): void {
  if (node !== null && hasChildren(tree.detail.nodes, node)) setExpanded([node], !isExpanded(tree, useSelection.getState().expansion, node));
}

function onPointerDown(target: EventTarget, button: number, tree: Tree): void {
  const node = nodeOf(target);
  if (node === null || button !== 0) return;
  if (target instanceof Element && target.closest('.twisty')) toggle(node, tree);
  selectNode(node);
}

interface TreeKeys {
  readonly tree: Tree;
  readonly lines: readonly number[];
  readonly selected: number;
  readonly rows: VisibleRows;
  readonly typed: { text: string; at: number };
}

/** Returns whether the key meant something here. */
function handleTreeKey(event: KeyboardEvent, keys: TreeKeys): boolean {
  const { tree, lines, selected, rows } = keys;
  const select = (line: number): void => selectNode(lines[Math.max(0, Math.min(lines.length - 1, line))] ?? -1);
  const now = lines.indexOf(selected);
  const move = listMove(event, rows.pageRows());
  if (move) select('by' in move ? (now < 0 ? 0 : now + move.by) : move.to === 'first' ? 0 : lines.length - 1);
  else if (event.key.toLowerCase() === 'c' && (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey) runAction('edit.copyLine');
  else if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return false;
  else if (event.key === 'ArrowRight' || event.key === 'ArrowLeft') fold(tree, selected, event.key === 'ArrowRight');
  else if (event.key === 'Backspace') {
    if (parentOf(tree.detail.nodes, selected) >= 0) selectNode(parentOf(tree.detail.nodes, selected));
  } else if (event.key === 'Enter' || event.key === ' ') toggle(selected < 0 ? null : selected, tree);
  // E alone is a shortcut of the whole window; behind other letters it is one of them.
  else if (/^e$/i.test(event.key) && performance.now() - keys.typed.at >= TYPED_TOGETHER) return false;
  else if (/^[\p{L}\p{N}[.]$/u.test(event.key)) typeahead(event.key, keys, select);
  else return false;
  return true;
}

/** Right opens, or goes to the first child; Left closes, or goes to the parent. */
function fold(tree: Tree, node: number, open: boolean): void {
  const { nodes } = tree.detail;
  const isOpen = isExpanded(tree, useSelection.getState().expansion, node);
  if (hasChildren(nodes, node) && isOpen !== open) setExpanded([node], open);
  else if (open && hasChildren(nodes, node)) selectNode(node + 1);
  else if (!open && parentOf(nodes, node) >= 0) selectNode(parentOf(nodes, node));
}

/** Goes to the next line that begins with what was typed within a second. */
function typeahead(key: string, { tree, lines, selected, typed }: TreeKeys, select: (line: number) => void): void {
  const now = performance.now();
  typed.text = (now - typed.at < TYPED_TOGETHER ? typed.text : '') + key.toLowerCase();
  typed.at = now;
  const from = lines.indexOf(selected) + (typed.text.length === 1 ? 1 : 0);
  for (let n = 0; n < lines.length; n++) {
    const at = (from + n) % lines.length;
    const label = tree.detail.nodes[lines[at] ?? -1]?.label.toLowerCase().replace(/^[[.01 ]+(= )?/, '') ?? '';
    if (label.startsWith(typed.text)) return select(at);
  }
}
