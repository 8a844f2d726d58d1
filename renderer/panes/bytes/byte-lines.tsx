// Bytes in lines: offset, hex or bits, ASCII; one text in a fixed-width font, so a place in it is a byte by arithmetic.
import { useEffect, useLayoutEffect, useMemo, useRef, useState, type KeyboardEvent, type PointerEvent, type ReactNode, type RefObject } from 'react';
import { useText } from '../../locales/text';
import { runAction } from '../../state/actions';
import { layerRangeOf, nodeAtByte, rangeOf, type ByteRange } from '../../state/byte-lookup';
import type { Tree } from '../../state/detail-tree';
import { usePreferences } from '../../state/preferences';
import { useFind } from '../../state/find';
import { selectByte, setHover, useSelection } from '../../state/selection';
import { byteRowHeight } from '../../theme/apply-theme';
import { byteAtColumn, bytesPerLine, offsetWidthOf, type ByteGrid } from '../../widgets/byte-grid';
import { useVisibleRows } from '../../widgets/use-visible-rows';
import { ByteLine } from './byte-line';

interface ByteLinesProps {
  readonly tree: Tree;
  readonly source: number;
  readonly bytes: Uint8Array;
}

/** Left padding of a line and padding above the first one, in px. */
const PADDING = 12;
const PADDING_TOP = 4;
const MEASURED = 100;

/** Width of one character and how many fit, measured in the font that is in use. */
function useCharacters(box: RefObject<HTMLElement | null>, probe: RefObject<HTMLElement | null>, zoom: number) {
  const [size, setSize] = useState({ character: 7.5, fit: 80 });
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return undefined;
    const measure = (): void => {
      const character = (probe.current?.getBoundingClientRect().width ?? 0) / MEASURED || 7.5;
      const fit = Math.floor((element.clientWidth - PADDING - 4) / character);
      setSize((old) => (old.character === character && old.fit === fit ? old : { character, fit }));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    // The font may arrive later than the first measure.
    void document.fonts.ready.then(measure);
    return () => observer.disconnect();
  }, [box, probe, zoom]);
  return size;
}

function within(range: ByteRange | null, source: number): ByteRange | null {
  return range && range.source === source ? range : null;
}

/** Bytes of the frame itself that were looked for. */
function useFound(number: number, source: number): ByteRange | null {
  const hit = useFind((s) => s.hit);
  return useMemo(() => (hit !== null && hit.number === number && hit.length > 0 && source === 0 ? { source, start: hit.start, end: hit.start + hit.length } : null), [hit, number, source]);
}

/** What is to be marked in the source that is shown. */
function useMarked({ tree, source }: ByteLinesProps): Marked {
  const { nodes } = tree.detail;
  const selected = useSelection((s) => s.node);
  const hovered = useSelection((s) => s.hover);
  const found = useFound(tree.detail.number, source);
  return useMemo(
    () => ({ field: within(rangeOf(nodes[selected]), source), layer: within(layerRangeOf(nodes, selected), source), over: within(rangeOf(nodes[hovered]), source), found }),
    [nodes, selected, hovered, source, found],
  );
}

interface Measures {
  readonly grid: ByteGrid;
  /** Width of a character and height of a line in px. */
  readonly character: number;
  readonly height: number;
}

function useMeasures(box: RefObject<HTMLElement | null>, probe: RefObject<HTMLElement | null>, length: number): Measures {
  const bits = usePreferences((p) => p.bytesMode) === 'bits';
  const zoom = usePreferences((p) => p.zoom);
  const { character, fit } = useCharacters(box, probe, zoom);
  return useMemo(() => {
    const offsetWidth = offsetWidthOf(length);
    return { grid: { bits, offsetWidth, perLine: bytesPerLine(bits, offsetWidth, fit) }, character, height: byteRowHeight(zoom) };
  }, [bits, length, fit, character, zoom]);
}

function byteAtPoint(event: PointerEvent<HTMLElement>, { grid, character, height }: Measures, length: number): number | null {
  const box = event.currentTarget;
  const area = box.getBoundingClientRect();
  const line = Math.floor((event.clientY - area.top + box.scrollTop - box.clientTop - PADDING_TOP) / height);
  const i = byteAtColumn(grid, (event.clientX - area.left + box.scrollLeft - PADDING) / character);
  const byte = line * grid.perLine + (i ?? 0);
  return i === null || byte >= length || line < 0 ? null : byte;
}

export function ByteLines(props: ByteLinesProps): ReactNode {
  const { tree, source, bytes } = props;
  const text = useText();
  const cursor = useSelection((s) => s.byte);
  const reveal = useSelection((s) => s.revealNode);
  const box = useRef<HTMLDivElement>(null);
  const probe = useRef<HTMLSpanElement>(null);
  const measures = useMeasures(box, probe, bytes.length);
  const { grid, height } = measures;
  const { perLine } = grid;
  const count = Math.ceil(bytes.length / perLine);
  const { range, show, pageRows } = useVisibleRows(box, count, height);
  const marked = useMarked(props);
  const missing = source === 0 ? tree.detail.len - tree.detail.caplen : 0;
  const at = cursor >= 0 ? cursor : (marked.field?.start ?? -1);
  useEffect(() => {
    if (at >= 0) show(Math.floor(at / perLine));
  }, [at, reveal, perLine, show]);
  const onPointerDown = (event: PointerEvent<HTMLElement>): void => {
    const byte = event.button === 0 ? byteAtPoint(event, measures, bytes.length) : null;
    if (byte !== null) selectByte(source, byte);
  };
  const onPointerMove = (event: PointerEvent<HTMLElement>): void => {
    const byte = byteAtPoint(event, measures, bytes.length);
    setHover(byte === null ? -1 : nodeAtByte(tree.detail.nodes, source, byte));
  };
  const lines: ReactNode[] = [];
  for (let line = range.first; line < Math.min(range.end, count); line++) {
    lines.push(<ByteLine key={line} bytes={bytes} line={line} top={line * height} grid={grid} {...clip(marked, line, perLine)} cursor={cursorIn(cursor, line, perLine)} />);
  }
  return (
    <div
      ref={box}
      className="byte-lines mono"
      role="textbox"
      aria-readonly="true"
      aria-multiline="true"
      aria-label={text('bytes.title')}
      data-pane="bytes"
      data-testid="byte-lines"
      tabIndex={0}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerLeave={() => setHover(-1)}
      onKeyDown={(event) => onKeyDown(event, source, Math.max(0, at), perLine, pageRows())}
    >
      <span ref={probe} className="byte-probe" aria-hidden="true">
        {'0'.repeat(MEASURED)}
      </span>
      <div className="byte-content" style={{ height: (count + (missing > 0 ? 1 : 0)) * height }}>
        {lines}
        {missing > 0 && (
          <div className="byte-line byte-missing" style={{ top: count * height }} data-testid="bytes-missing">
            <span>{text('bytes.cutHint', { missing })}</span>
          </div>
        )}
      </div>
    </div>
  );
}

function onKeyDown(event: KeyboardEvent, source: number, at: number, perLine: number, page: number): void {
  const copy = event.key.toLowerCase() === 'c' && (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey;
  const to = copy ? null : byteByKey(event, at, perLine, page);
  if (copy) runAction('edit.copyHex');
  else if (to !== null) selectByte(source, to);
  else return;
  event.preventDefault();
  event.stopPropagation();
}

interface Marked {
  readonly field: ByteRange | null;
  readonly layer: ByteRange | null;
  readonly over: ByteRange | null;
  readonly found: ByteRange | null;
}

/** Ranges as they concern one line, as plain numbers: a line whose numbers stay is not drawn again. */
function clip({ field, layer, over, found }: Marked, line: number, perLine: number) {
  const start = line * perLine;
  const part = (range: ByteRange | null): readonly [number, number] =>
    range && range.start < start + perLine && range.end > start ? [Math.max(0, range.start - start), Math.min(perLine, range.end - start)] : [0, 0];
  const [fieldFrom, fieldTo] = part(field);
  const [layerFrom, layerTo] = part(layer);
  const [overFrom, overTo] = part(over);
  const [foundFrom, foundTo] = part(found);
  return { fieldFrom, fieldTo, layerFrom, layerTo, overFrom, overTo, foundFrom, foundTo };
}

function cursorIn(cursor: number, line: number, perLine: number): number {
  const at = cursor - line * perLine;
  return cursor >= 0 && at >= 0 && at < perLine ? at : -1;
}

function byteByKey(event: KeyboardEvent, at: number, perLine: number, page: number): number | null {
  if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return null;
  switch (event.key) {
    case 'ArrowLeft':
      return at - 1;
    case 'ArrowRight':
      return at + 1;
    case 'ArrowUp':
      return at - perLine >= 0 ? at - perLine : at;
    case 'ArrowDown':
      return at + perLine;
    case 'PageUp':
      return at - perLine * page;
    case 'PageDown':
      return at + perLine * page;
    case 'Home':
      return at - (at % perLine);
    case 'End':
      return at - (at % perLine) + perLine - 1;
    default:
      return null;
  }
}
