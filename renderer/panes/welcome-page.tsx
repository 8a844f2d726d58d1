// Welcome page: open, try a sample, recent files, and the command line in two lines.
import type { ReactNode } from 'react';
import { shortcutOf } from '../keyboard';
import { useLanguage, useText } from '../locales/text';
import { runAction } from '../state/actions';
import { copyText } from '../state/clipboard';
import { openCapture, useSession } from '../state/session';
import { formatBytes, formatCount } from '../widgets/format-quantity';
import { Icon, type IconName } from '../widgets/icon';
import { openedWhen } from '../widgets/opened-when';
import { visibleMarks } from '../widgets/visible-marks';
import type { RecentFile } from '../../shared/ipc/contract';

const COMMANDS = ['npm start -- capture.pcapng', 'out/netloupe read -r capture.pcapng -V'] as const;

export function WelcomePage(): ReactNode {
  const text = useText();
  const sample = useSession((s) => s.app?.sample ?? '');
  return (
    <div className="welcome" data-testid="welcome">
      <div className="welcome-inside">
        <section className="welcome-main">
          <div className="welcome-head">
            <h1>{text('welcome.title')}</h1>
            <span className="t3">{text('welcome.lead')}</span>
          </div>
          <div className="choices">
            <Choice icon="open" title={text('welcome.open')} hint={text('welcome.openHint')} shortcut={shortcutOf('file.open')} onChoose={() => runAction('file.open')} />
            {sample !== '' && <Choice icon="flask" title={text('welcome.sample')} hint={text('welcome.sampleHint')} shortcut="" onChoose={() => runAction('file.sample')} />}
          </div>
          <CommandLines />
          <Hints />
        </section>
        <RecentFiles />
      </div>
    </div>
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

function CommandLines(): ReactNode {
  const text = useText();
  return (
    <>
      <div className="welcome-head second">
        <h2>{text('welcome.command')}</h2>
        <span className="t3">{text('welcome.commandHint')}</span>
      </div>
      {COMMANDS.map((command) => (
        <div key={command} className="command-line">
          <code className="code cut">{command}</code>
          <button type="button" className="button edge" onClick={() => void copyText(command)}>
            <Icon name="copy" />
            {text('welcome.copy')}
          </button>
        </div>
      ))}
    </>
  );
}

function Hints(): ReactNode {
  const text = useText();
  return (
    <>
      <div className="welcome-head second">
        <h2>{text('welcome.keys')}</h2>
      </div>
      <ul className="hints">
        <li>
          <kbd>{shortcutOf('help.palette')}</kbd> {text('welcome.keyPalette')}
        </li>
        <li>
          <kbd>{shortcutOf('help.shortcuts')}</kbd> {text('welcome.keyShortcuts')}
        </li>
        <li>{text('welcome.keyTheme')}</li>
      </ul>
    </>
  );
}

function RecentFiles(): ReactNode {
  const text = useText();
  const recent = useSession((s) => s.recent);
  return (
    <aside className="recent" aria-label={text('welcome.recent')}>
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
        {recent.slice(0, 10).map((file) => (
          <RecentLine key={file.path} file={file} />
        ))}
      </div>
    </aside>
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
