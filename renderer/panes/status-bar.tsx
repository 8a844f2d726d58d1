// Status bar: file, selected field, what was just done; problems, frames, selection and duration at the right.
import type { ReactNode } from 'react';
import { useText } from '../locales/text';
import { useInterfaces, visibleKeys } from '../state/interfaces';
import { ProfileButton } from './profile-button';
import { LiveFigures, LiveStatus } from './live/live-status';
import { isFiltering, useDisplayFilter } from '../state/display-filter';
import { numberAt, useRowsVersion } from '../state/rows';
import { useSelection } from '../state/selection';
import { expectedFrames, isReading, useSession } from '../state/session';
import { formatCount } from '../widgets/format-quantity';
import { Icon } from '../widgets/icon';
import { visibleMarks } from '../widgets/visible-marks';

export function StatusBar(): ReactNode {
  const text = useText();
  const capture = useSession((s) => s.capture);
  const announcement = useSession((s) => s.announcement);
  const serial = useSession((s) => s.serial);
  return (
    <footer className="status-bar" aria-label={text('status.label')}>
      {capture?.live ? (
        <LiveStatus />
      ) : (
        <span className={capture ? 'status-file' : 'status-hint'}>
          <Icon name={capture ? 'file' : 'info'} />
          <span className="cut">{capture ? visibleMarks(capture.name) : text('status.counters')}</span>
        </span>
      )}
      <FieldOf />
      <span key={serial} className="grow status-said cut" role="status" aria-live="polite" data-testid="announcement">
        {visibleMarks(announcement)}
      </span>
      {capture && <Displayed />}
      {capture ? capture.live ? <LiveFigures /> : <Figures /> : <HostFigures />}
      <ProfileButton />
    </footer>
  );
}

/** Of this host, while nothing is open: the interfaces that are listed, and what they are captured by. */
function HostFigures(): ReactNode {
  const text = useText();
  const count = useInterfaces((s) => visibleKeys(s).length);
  const libpcap = useInterfaces((s) => libpcapName(s.list?.libpcap ?? ''));
  return (
    <>
      {count > 0 && <span data-testid="status-interfaces">{text('status.interfaces', { count })}</span>}
      {libpcap !== '' && <span data-testid="status-libpcap">{libpcap}</span>}
    </>
  );
}

/** Without its build: `libpcap version 1.10.3 (with TPACKET_V3)` → `libpcap 1.10.3`. */
function libpcapName(version: string): string {
  return version.replace(/^(\w+) version (\S+).*$/, '$1 $2');
}

/** The line under the pointer, or else the selected one. */
function FieldOf(): ReactNode {
  const text = useText();
  const tree = useSelection((s) => s.tree);
  const node = useSelection((s) => tree?.detail.nodes[s.hover >= 0 ? s.hover : s.node]);
  if (!node || node.field === '') return null;
  return (
    <span className="status-field" data-testid="status-field">
      <span className="mono field-name">{node.field}</span>
      <span className="cut">
        {visibleMarks(node.name)}
        {node.length > 0 && `, ${text('status.field', { count: node.length, formatted: formatCount(node.length) })}`}
      </span>
    </span>
  );
}

/** What the display filter has found, and how far it has looked. */
function Displayed(): ReactNode {
  const text = useText();
  const filter = useDisplayFilter();
  const frames = useSession((s) => s.progress?.frames ?? 0);
  if (filter.applied === '' || !filter.progress) return null;
  const { displayed, examined, phase } = filter.progress;
  const share = (part: number): number => (100 * part) / Math.max(1, phase === 'cancelled' ? examined : frames);
  return (
    <>
      {isFiltering(filter) && <progress className="status-filtering" max={frames} value={examined} aria-label={text('status.filtering', { percent: Math.floor(share(examined)) })} />}
      <span data-testid="displayed-count">{text('status.displayed', { formatted: formatCount(displayed), percent: share(displayed).toFixed(1) })}</span>
    </>
  );
}

function Figures(): ReactNode {
  const text = useText();
  const { progress, capture } = useSession();
  const index = useSelection((s) => s.index);
  useRowsVersion((s) => s.version);
  const number = index < 0 ? 0 : numberAt(index);
  const frames = progress?.frames ?? 0;
  const percent = Math.floor(((progress?.bytesRead ?? 0) / Math.max(1, capture?.size ?? 1)) * 100);
  const offset = progress?.problem?.values.offset;
  return (
    <>
      {progress?.problem && (
        <span className="error-text" title={visibleMarks(progress.problem.message)}>
          <Icon name="error" />
          {offset === undefined ? text('status.problemPlain') : text('status.problem', { offset })} · {progress.problem.code}
        </span>
      )}
      {progress?.phase === 'cancelled' && <span className="warn-text">{text('status.stopped', { percent })}</span>}
      {!isReading(progress) && progress && progress.duration !== '' && <span className="wide mono">{progress.duration} s</span>}
      {isReading(progress) && <span className="status-reading">{text('status.reading', { percent })}</span>}
      {number > 0 && <span className="wide">{text('status.selected', { number: formatCount(number) })}</span>}
      <span data-testid="frame-count" style={{ minWidth: `calc(${text('status.frames', { count: 2, formatted: formatCount(expectedFrames(progress)) }).length}ch + 16px)` }}>
        {text('status.frames', { count: frames, formatted: formatCount(frames) })}
      </span>
    </>
  );
}
