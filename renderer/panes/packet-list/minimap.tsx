// The minimap behind the list's scrollbar: what is where in the whole capture, as one mark a part, and where the file is damaged.
import { useEffect, useRef, useState, type PointerEvent, type ReactNode } from 'react';
import type { Overview } from '../../../shared/ipc/contract';
import { engine } from '../../engine';
import { useText, type Text } from '../../locales/text';
import { useColouring, type RuleLook } from '../../state/colouring';
import { useFound } from '../../state/displayed';
import { useLive } from '../../state/live';
import { isReading, report, useSession } from '../../state/session';
import { formatCount } from '../../widgets/format-quantity';
import { visibleMarks } from '../../widgets/visible-marks';

const PARTS = 240;
/** No mark of one part is taller than this share of the map, however few frames there are. */
const TALLEST = 1 / 150;

/** How long rules must stay as they are before the map is made anew; milliseconds. */
const SETTLED_MS = 300;

/** Asked for when the capture is read as far as it will be, and again when other rules colour it. */
function useOverview(): Overview | null {
  const serial = useSession((s) => s.serial);
  const isRead = useSession((s) => s.progress !== null && s.progress.frames > 0 && !isReading(s.progress));
  const [found, setFound] = useState<{ readonly serial: number; readonly overview: Overview } | null>(null);
  const version = useColouring((s) => s.version);
  const drawn = useRef(-1);
  useEffect(() => {
    if (!isRead) return undefined;
    let newest = true;
    const ask = (): void => {
      drawn.current = serial;
      const quiet = [...useColouring.getState().looks].flatMap(([id, look]) => (look.quiet ? [id] : []));
      engine.call('frames.overview', { parts: PARTS, quiet }).then((overview) => newest && setFound({ serial, overview }), report);
    };
    const timer = setTimeout(ask, drawn.current === serial ? SETTLED_MS : 0);
    return () => {
      newest = false;
      clearTimeout(timer);
    };
  }, [serial, isRead, version]);
  return found?.serial === serial ? found.overview : null;
}

type Looks = ReadonlyMap<number, RuleLook>;

interface Mark {
  readonly look: RuleLook;
  readonly y: number;
  readonly height: number;
  readonly width: number;
}

/** Marks at the right edge of a map 14 wide and as tall as there are parts; a mark of a few frames is still seen. */
function marksOf({ rules, shares }: Overview, looks: Looks): Mark[] {
  const height = Math.min(1, rules.length * TALLEST);
  return rules.flatMap((rule, part) => {
    const look = looks.get(rule);
    return look ? [{ look, y: part + (1 - height) / 2, height, width: 2 + Math.ceil((shares[part] ?? 0) * 4) }] : [];
  });
}

function describe({ frames, rules, shares }: Overview, looks: Looks, at: number, text: Text): string {
  const part = Math.max(0, Math.min(rules.length - 1, Math.floor(at * rules.length)));
  const first = formatCount(Math.floor((part * frames) / rules.length) + 1);
  const last = formatCount(Math.floor(((part + 1) * frames) / rules.length));
  const look = looks.get(rules[part] ?? 0);
  if (!look) return text('list.mapPlain', { first, last });
  return text('list.mapPart', { first, last, what: visibleMarks(look.name), percent: Math.round((shares[part] ?? 0) * 100) });
}

export function Minimap(): ReactNode {
  const text = useText();
  const overview = useOverview();
  const looks = useColouring((s) => s.looks);
  const isDamaged = useSession((s) => s.progress?.problem !== null && s.progress?.problem !== undefined);
  const picture = useRef<SVGSVGElement>(null);
  const losses = useLive((s) => s.losses);
  const frames = useSession((s) => s.progress?.frames ?? 0);
  const isFiltered = useFound((s) => s.found !== null);
  // A map of all frames beside a list of some would mislead.
  if (isFiltered || (!overview && losses.size === 0)) return null;
  const count = overview?.rules.length ?? PARTS;
  const onPointerMove = (event: PointerEvent): void => {
    const box = event.currentTarget.getBoundingClientRect();
    const title = picture.current?.querySelector('title');
    if (title && overview) title.textContent = describe(overview, looks, (event.clientY - box.top) / box.height, text);
  };
  return (
    <svg ref={picture} className="minimap" data-testid="minimap" viewBox={`0 0 14 ${count}`} preserveAspectRatio="none" aria-hidden="true" onPointerMove={onPointerMove}>
      <title>{text('list.map')}</title>
      <rect className="map-ground" width={14} height={count} />
      {overview && marksOf(overview, looks).map(({ look, y, height, width }) => <rect key={y} className={`map-rule ${look.className}`} style={look.style} x={13 - width} y={y} width={width} height={height} />)}
      {[...losses.keys()].map((frame) => (
        <rect key={frame} className="map-loss" data-testid="map-loss" x={1} y={Math.min(count - 1.5, ((frame - 1) / Math.max(1, frames)) * count)} width={12} height={1.5} />
      ))}
      {isDamaged && <rect className="map-damage" data-testid="map-damage" x={0} y={count * 0.993} width={14} height={count * 0.007} />}
    </svg>
  );
}
