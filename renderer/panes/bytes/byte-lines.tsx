// Bytes in lines: offset, hex or bits, ASCII; one text in a fixed-width font, so a place in it is a byte by arithmetic.
import { useEffect, useLayoutEffect, useMemo, useRef, useState, type KeyboardEvent, type PointerEvent, type ReactNode, type RefObject } from 'react';
import { useText } from '../../locales/text';
import { runAction } from '../../state/actions';
import { layerRangeOf, nodeAtByte, rangeOf, type ByteRange } from '../../state/byte-lookup';
import type { Tree } from '../../state/detail-tree';
import { usePreferences } from '../../state/preferences';
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

/** Left padding of a line in px. */
const PADDING = 12;
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

export function ByteLines({ tree, source, bytes }: ByteLinesProps): ReactNode {
  const text = useText();
  const { nodes } = tree.detail;
  const selected = useSelection((s) => s.node);
  const hovered = useSelection((s) => s.hover);
  const cursor = useSelection((s) => s.byte);
  const reveal = useSelection((s) => s.revealNode);
  const bits = usePreferences((p) => p.bytesMode) === 'bits';
  const zoom = usePreferences((p) => p.zoom);
  const box = useRef<HTMLDivElement>(null);
  const probe = useRef<HTMLSpanElement>(null);
  const { character, fit } = useCharacters(box, probe, zoom);
  const grid = useMemo((): ByteGrid => {
    const offsetWidth = offsetWidthOf(bytes.length);
    return { bits, offsetWidth, perLine: bytesPerLine(bits, offsetWidth, fit) };
  }, [bits, bytes.length, fit]);
  const height = byteRowHeight(zoom);
  const count = Math.ceil(bytes.length / grid.perLine);
  const { range, show, pageRows } = useVisibleRows(box, count, height);
  const field = within(rangeOf(nodes[selected]), source);
  const layer = within(layerRangeOf(nodes, selected), source);
  const over = within(rangeOf(nodes[hovered]), source);
  const first = field?.start ?? -1;
  useEffect(() => {
    const at = cursor >= 0 ? cursor : first;
    if (at >= 0) show(Math.floor(at / grid.perLine));
  }, [cursor, first, reveal, grid.perLine, show]);

  const byteAt = (event: PointerEvent): number | null => {
    const area = box.current?.getBoundingClientRect();
    if (!area || !box.current) return null;
    const line = Math.floor((event.clientY - area.top + box.current.scrollTop) / height);
    const column = (event.clientX - area.left + box.current.scrollLeft - PADDING) / character;
    const i = byteAtColumn(grid, column);
    const byte = line * grid.perLine + (i ?? 0);
    return i === null || byte >= bytes.length || line < 0 ? null : byte;
  };
  const onPointerDown = (event: PointerEvent): void => {
    const byte = event.button === 0 ? byteAt(event) : null;
    if (byte !== null) selectByte(source, byte);
  };
  const onPointerMove = (event: PointerEvent): void => {
    const byte = byteAt(event);
    setHover(byte === null ? -1 : nodeAtByte(nodes, source, byte));
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const at = cursor >= 0 ? cursor : Math.max(0, first);
    if (event.key.toLowerCase() === 'c' && (event.ctrlKey || event.metaKey) && !event.shiftKey) runAction('edit.copyHex');
    else {
      const to = byteByKey(event, at, grid.perLine, pageRows());
      if (to === null) return;
      selectByte(source, to);
    }
    event.preventDefault();
    event.stopPropagation();
  };
  const lines: ReactNode[] = [];
  for (let line = range.first; line < Math.min(range.end, count); line++) {
    lines.push(<ByteLine key={line} bytes={bytes} line={line} top={line * height} grid={grid} {...clip({ field, layer, over }, line, grid.perLine)} cursor={cursorIn(cursor, line, grid.perLine)} />);
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
      onKeyDown={onKeyDown}
    >
      <span ref={probe} className="byte-probe" aria-hidden="true">
        {'0'.repeat(MEASURED)}
      </span>
      <div className="byte-content" style={{ height: count * height }}>
        {lines}
      </div>
    </div>
  );
}

interface Marked {
  readonly field: ByteRange | null;
  readonly layer: ByteRange | null;
  readonly over: ByteRange | null;
}

/** Ranges as they concern one line, as plain numbers: a line whose numbers stay is not drawn again. */
function clip({ field, layer, over }: Marked, line: number, perLine: number) {
  const start = line * perLine;
  const part = (range: ByteRange | null): readonly [number, number] =>
    range && range.start < start + perLine && range.end > start ? [Math.max(0, range.start - start), Math.min(perLine, range.end - start)] : [0, 0];
  const [fieldFrom, fieldTo] = part(field);
  const [layerFrom, layerTo] = part(layer);
  const [overFrom, overTo] = part(over);
  return { fieldFrom, fieldTo, layerFrom, layerTo, overFrom, overTo };
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
