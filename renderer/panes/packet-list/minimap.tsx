// The minimap behind the list's scrollbar: what is where in the whole capture, as one mark a part, and where the file is damaged.
import { useEffect, useRef, useState, type PointerEvent, type ReactNode } from 'react';
import type { Overview, Row } from '../../../shared/ipc/contract';
import { engine } from '../../engine';
import { useText, type Text } from '../../locales/text';
import { useFound } from '../../state/displayed';
import { useLive } from '../../state/live';
import { usePreferences } from '../../state/preferences';
import { isReading, report, useSession } from '../../state/session';
import { formatCount } from '../../widgets/format-quantity';

const PARTS = 240;
/** No mark of one part is taller than this share of the map, however few frames there are. */
const TALLEST = 1 / 150;

/** Asked for once, when the capture is read as far as it will be. */
function useOverview(): Overview | null {
  const serial = useSession((s) => s.serial);
  const isRead = useSession((s) => s.progress !== null && s.progress.frames > 0 && !isReading(s.progress));
  const [found, setFound] = useState<{ readonly serial: number; readonly overview: Overview } | null>(null);
  useEffect(() => {
    if (!isRead) return;
    engine.call('frames.overview', { parts: PARTS }).then((overview) => setFound({ serial, overview }), report);
  }, [serial, isRead]);
  return found?.serial === serial ? found.overview : null;
}

/** Protocols are called the same in every language. */
const PROTOCOLS: Readonly<Record<Exclude<Row['tint'], ''>, string>> = { tcp: 'TCP', http: 'HTTP', dns: 'DNS', tls: 'TLS', route: 'ICMP, IGMP, GRE', local: 'ARP, DHCP, NTP, LLC' };

interface Mark {
  readonly tint: Row['tint'];
  readonly y: number;
  readonly height: number;
  readonly width: number;
}

/** Marks at the right edge of a map 14 wide and as tall as there are parts; a mark of a few frames is still seen. */
function marksOf({ tints, shares }: Overview): Mark[] {
  const height = Math.min(1, tints.length * TALLEST);
  return tints.flatMap((tint, part) => (tint === '' ? [] : [{ tint, y: part + (1 - height) / 2, height, width: 2 + Math.ceil((shares[part] ?? 0) * 4) }]));
}

function describe({ frames, tints, shares }: Overview, at: number, text: Text): string {
  const part = Math.max(0, Math.min(tints.length - 1, Math.floor(at * tints.length)));
  const first = formatCount(Math.floor((part * frames) / tints.length) + 1);
  const last = formatCount(Math.floor(((part + 1) * frames) / tints.length));
  const tint = tints[part] ?? '';
  if (tint === '') return text('list.mapPlain', { first, last });
  return text('list.mapPart', { first, last, what: PROTOCOLS[tint], percent: Math.round((shares[part] ?? 0) * 100) });
}

export function Minimap(): ReactNode {
  const text = useText();
  const overview = useOverview();
  const tints = usePreferences((p) => p.tints);
  const isDamaged = useSession((s) => s.progress?.problem !== null && s.progress?.problem !== undefined);
  const picture = useRef<SVGSVGElement>(null);
  const losses = useLive((s) => s.losses);
  const frames = useSession((s) => s.progress?.frames ?? 0);
  const isFiltered = useFound((s) => s.found !== null);
  // A map of all frames beside a list of some would mislead.
  if (isFiltered || (!overview && losses.size === 0)) return null;
  const count = overview?.tints.length ?? PARTS;
  const onPointerMove = (event: PointerEvent): void => {
    const box = event.currentTarget.getBoundingClientRect();
    const title = picture.current?.querySelector('title');
    if (title && overview) title.textContent = describe(overview, (event.clientY - box.top) / box.height, text);
  };
  return (
    <svg ref={picture} className="minimap" data-testid="minimap" viewBox={`0 0 14 ${count}`} preserveAspectRatio="none" aria-hidden="true" onPointerMove={onPointerMove}>
      <title>{text('list.map')}</title>
      <rect className="map-ground" width={14} height={count} />
      {tints && overview && marksOf(overview).map(({ tint, y, height, width }) => <rect key={y} className={`map-${tint}`} x={13 - width} y={y} width={width} height={height} />)}
      {[...losses.keys()].map((frame) => (
        <rect key={frame} className="map-loss" data-testid="map-loss" x={1} y={Math.min(count - 1.5, ((frame - 1) / Math.max(1, frames)) * count)} width={12} height={1.5} />
      ))}
      {isDamaged && <rect className="map-damage" data-testid="map-damage" x={0} y={count * 0.993} width={14} height={count * 0.007} />}
    </svg>
  );
}
