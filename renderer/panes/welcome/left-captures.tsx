// Captures whose app ended before they were saved or declined: to be opened or deleted.
import { useState, type ReactNode } from 'react';
import type { LeftCapture } from '../../../shared/live/saved-capture';
import { useLanguage, useText } from '../../locales/text';
import { declineLeft, useInterfaces } from '../../state/interfaces';
import { openCapture } from '../../state/session';
import { formatBytes, formatCount } from '../../widgets/format-quantity';
import { Icon } from '../../widgets/icon';
import { openedWhen } from '../../widgets/opened-when';
import { visibleMarks } from '../../widgets/visible-marks';

export function LeftCaptures(): ReactNode {
  const text = useText();
  const left = useInterfaces((s) => s.left);
  const [all, setAll] = useState(false);
  const [newest, ...older] = left;
  if (!newest) return null;
  return (
    <div className="left-captures">
      <LeftLine key={newest.id} capture={newest} />
      {older.length > 0 && (
        <button type="button" className="link" aria-expanded={all} onClick={() => setAll(!all)}>
          {text(all ? 'left.fewer' : 'left.more', { count: older.length })}
        </button>
      )}
      {all && older.map((capture) => <LeftLine key={capture.id} capture={capture} />)}
    </div>
  );
}

function LeftLine({ capture }: { readonly capture: LeftCapture }): ReactNode {
  const text = useText();
  const language = useLanguage();
  const [asked, setAsked] = useState(false);
  const when = openedWhen(capture.startedMs, Date.now(), language);
  const time = when.day === 'yesterday' ? text('welcome.yesterday') : when.text;
  // It died before it had counted any.
  const what = capture.packets === 0 ? text('left.whatUncounted', { interfaces: capture.interfaces, time }) : text('left.what', { count: capture.packets, formatted: formatCount(capture.packets), interfaces: capture.interfaces, time });
  return (
    <div className="welcome-notice" role="status" data-testid="left-capture">
      <Icon name="clock" />
      <div className="grow">
        <b>{text('left.title')}</b>
        <p className="t2">
          {visibleMarks(what)} <span className="t3">{formatBytes(capture.size)}</span>
        </p>
      </div>
      <button type="button" className="button primary" onClick={() => void openCapture(capture.path)}>
        {text('left.open')}
      </button>
      <button type="button" className="button edge left-delete" onClick={() => (asked ? void declineLeft(capture.id) : setAsked(true))} onBlur={() => setAsked(false)}>
        {text(asked ? 'left.sure' : 'left.delete')}
      </button>
    </div>
  );
}
