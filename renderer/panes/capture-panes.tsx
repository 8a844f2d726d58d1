// The three panes in the layout that is set, with the bars between them.
import type { ReactNode } from 'react';
import { useText } from '../locales/text';
import { setPreference, usePreferences } from '../state/preferences';
import { Splitter } from '../widgets/splitter';

interface CapturePanesProps {
  readonly list: ReactNode;
  readonly details: ReactNode;
  readonly bytes: ReactNode;
  /** The list alone: nothing is selected, and it needs the room. */
  readonly listOnly: boolean;
}

const LIST_SHARE = 0.58;
const DETAIL_SHARE = 0.565;

export function CapturePanes({ list, details, bytes, listOnly }: CapturePanesProps): ReactNode {
  const text = useText();
  const layout = usePreferences((p) => p.layout);
  const listShare = usePreferences((p) => p.listShare);
  const detailShare = usePreferences((p) => p.detailShare);
  const stacked = layout === 'stacked';
  return (
    <main className="panes">
      <div className="share" style={{ flexGrow: listOnly ? 1 : listShare }}>
        {list}
      </div>
      {!listOnly && <Splitter moves="up-down" label={text('list.label')} share={listShare} initial={LIST_SHARE} onChange={(share) => setPreference('listShare', share)} />}
      {!listOnly && <div className={`share lower ${stacked ? 'stacked' : ''}`} style={{ flexGrow: 1 - listShare }}>
        <div className="share" style={{ flexGrow: layout === 'noBytes' ? 1 : detailShare }}>
          {details}
        </div>
        {layout !== 'noBytes' && (
          <>
            <Splitter moves={stacked ? 'up-down' : 'left-right'} label={text('details.title')} share={detailShare} initial={DETAIL_SHARE} onChange={(share) => setPreference('detailShare', share)} />
            <div className="share" style={{ flexGrow: 1 - detailShare }}>
              {bytes}
            </div>
          </>
        )}
      </div>}
    </main>
  );
}
