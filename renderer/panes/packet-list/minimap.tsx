// The minimap behind the list's scrollbar: what is where in the whole capture, as one mark a part, and where the file is damaged.
import { useEffect, useRef, useState, type PointerEvent, type ReactNode } from 'react';
import type { Overview, Row } from '../../../shared/ipc/contract';
import { engine } from '../../engine';
import { useText, type Text } from '../../locales/text';
import { usePreferences } from '../../state/preferences';
import { isReading, report, useSession } from '../../state/session';
import { formatCount } from '../../widgets/format-quantity';

const PARTS = 240;

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

interface Mark {
  readonly tint: Row['tint'];
  readonly first: number;
  /** Parts that follow each other and look alike are one mark. */
  parts: number;
  readonly share: number;
}

function marksOf({ tints, shares }: Overview): Mark[] {
  const marks: Mark[] = [];
  tints.forEach((tint, first) => {
    // Four widths: a mark of a few frames is still seen.
    const share = Math.ceil((shares[first] ?? 0) * 4) / 4;
    const last = marks.at(-1);
    if (last?.tint === tint && last.share === share) last.parts++;
    else marks.push({ tint, first, parts: 1, share });
  });
  return marks.filter(({ tint }) => tint !== '');
}

function describe({ frames, tints, shares }: Overview, at: number, text: Text): string {
  const part = Math.max(0, Math.min(tints.length - 1, Math.floor(at * tints.length)));
  const first = formatCount(Math.floor((part * frames) / tints.length) + 1);
  const last = formatCount(Math.floor(((part + 1) * frames) / tints.length));
  const tint = tints[part] ?? '';
  if (tint === '') return text('list.mapPlain', { first, last });
  return text('list.mapPart', { first, last, what: text(`tint.${tint}`), percent: Math.round((shares[part] ?? 0) * 100) });
}

export function Minimap(): ReactNode {
  const text = useText();
  const overview = useOverview();
  const tints = usePreferences((p) => p.tints);
  const isDamaged = useSession((s) => s.progress?.problem !== null && s.progress?.problem !== undefined);
  const picture = useRef<SVGSVGElement>(null);
  if (!overview) return null;
  const count = overview.tints.length;
  const onPointerMove = (event: PointerEvent): void => {
    const box = event.currentTarget.getBoundingClientRect();
    const title = picture.current?.querySelector('title');
    if (title) title.textContent = describe(overview, (event.clientY - box.top) / box.height, text);
  };
  return (
    <svg ref={picture} className="minimap" data-testid="minimap" viewBox={`0 0 4 ${count}`} preserveAspectRatio="none" aria-hidden="true" onPointerMove={onPointerMove}>
      <title>{text('list.map')}</title>
      <rect className="map-ground" width={4} height={count} />
      {tints && marksOf(overview).map(({ tint, first, parts, share }) => <rect key={first} className={`map-${tint}`} x={4 - share * 3} y={first} width={share * 3} height={parts} />)}
      {isDamaged && <rect className="map-damage" data-testid="map-damage" x={0} y={count * 0.993} width={4} height={count * 0.007} />}
    </svg>
  );
}
