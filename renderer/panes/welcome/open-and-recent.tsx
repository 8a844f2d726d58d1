// Beside the interfaces: recent files, and the other ways to packets.
import type { ReactNode } from 'react';
import { shortcutOf } from '../../keyboard';
import { useLanguage, useText } from '../../locales/text';
import { runAction } from '../../state/actions';
import { openCapture, useSession } from '../../state/session';
import { formatBytes, formatCount } from '../../widgets/format-quantity';
import { Icon, type IconName } from '../../widgets/icon';
import { openedWhen } from '../../widgets/opened-when';
import { visibleMarks } from '../../widgets/visible-marks';
import { WiresharkOffer } from './wireshark-offer';
import type { RecentFile } from '../../../shared/ipc/contract';

export function OpenAndRecent(): ReactNode {
  const text = useText();
  const sample = useSession((s) => s.app?.sample ?? '');
  return (
    <aside className="recent">
      <RecentFiles />
      <div className="welcome-head second">
        <h2>{text('welcome.openTitle')}</h2>
      </div>
      <div className="choices">
        <Choice icon="open" title={text('welcome.open')} hint={text('welcome.openHint')} shortcut={shortcutOf('file.open')} onChoose={() => runAction('file.open')} />
        {sample !== '' && <Choice icon="flask" title={text('welcome.sample')} hint={text('welcome.sampleHint')} shortcut="" onChoose={() => runAction('file.sample')} />}
        <Choice icon="terminal" title={text('paste.title')} hint={text('paste.hint')} shortcut="" onChoose={() => runAction('capture.paste')} />
      </div>
      <WiresharkOffer />
    </aside>
  );
}

interface ChoiceProps {
  readonly icon: IconName;
  readonly title: string;
  readonly hint: string;
  readonly shortcut: string;
  readonly onChoose: () => void;
}

function Choice({ icon, title, hint, shortcut, onChoose }: ChoiceProps): ReactNode {
  return (
    <button type="button" className="choice" onClick={onChoose}>
      <Icon name={icon} />
      <span className="grow">
        <span className="choice-title">{title}</span>
        <span className="choice-hint">{hint}</span>
      </span>
      {shortcut !== '' && <kbd>{shortcut}</kbd>}
    </button>
  );
}

function RecentFiles(): ReactNode {
  const text = useText();
  const recent = useSession((s) => s.recent);
  return (
    <section aria-label={text('welcome.recent')}>
      <div className="welcome-head">
        <h2>{text('welcome.recent')}</h2>
        <span className="grow" />
        {recent.length > 0 && (
          <button type="button" className="button small" title={text('action.file.clearRecent')} onClick={() => runAction('file.clearRecent')}>
            {text('welcome.clear')}
          </button>
        )}
      </div>
      <div className="choices">
        {recent.length === 0 && <p className="recent-none">{text('welcome.noRecent')}</p>}
        {recent.slice(0, 6).map((file) => (
          <RecentLine key={file.path} file={file} />
        ))}
      </div>
    </section>
  );
}

function RecentLine({ file }: { readonly file: RecentFile }): ReactNode {
  const text = useText();
  const language = useLanguage();
  const when = openedWhen(file.openedMs, Date.now(), language);
  return (
    <button type="button" className="choice recent-file" title={visibleMarks(file.path)} onClick={() => void openCapture(file.path)}>
      <Icon name="file" />
      <span className="grow">
        <span className="choice-title cut">{visibleMarks(file.name)}</span>
        <span className="choice-hint">
          {file.frames > 0 && `${text('status.frames', { count: file.frames, formatted: formatCount(file.frames) })} · `}
          {formatBytes(file.size)}
        </span>
      </span>
      <span className="choice-hint">{when.day === 'today' ? text('welcome.today', { time: when.text }) : when.day === 'yesterday' ? text('welcome.yesterday') : when.text}</span>
    </button>
  );
}
