// At the right of the tab strip: the table that is shown, copied or saved as comma-separated values.
import type { ReactNode } from 'react';
import { useText } from '../locales/text';
import { runAction } from '../state/actions';
import { hintOf } from '../state/action-items';
import { Icon } from '../widgets/icon';

export function TableTools(): ReactNode {
  const text = useText();
  return (
    <>
      <button type="button" className="button small" title={hintOf('analyse.copyCsv', text)} onClick={() => runAction('analyse.copyCsv')}>
        <Icon name="copy" />
        <span>{text('conversations.csv')}</span>
      </button>
      <button type="button" className="button small" title={hintOf('analyse.saveCsv', text)} onClick={() => runAction('analyse.saveCsv')}>
        <Icon name="download" />
        <span>{text('conversations.saveCsv')}</span>
      </button>
    </>
  );
}
