// Options of the next capture: per interface what is taken, when it ends and where it is written, and the command that does the same.
import { useState, type ReactNode } from 'react';
import { shortcutOf } from '../keyboard';
import { useText } from '../locales/text';
import type { TextKey } from '../locales/en';
import { canStart, optionsFor, rememberOptions, startChosen, useCaptureDraft } from '../state/capture-options';
import { useInterfaces } from '../state/interfaces';
import { closeDialog, openDialog } from '../state/overlay';
import { DialogBox, FOCUS_FIRST } from '../widgets/dialog-box';
import { Icon } from '../widgets/icon';
import { EqualCommands } from './capture-options/equal-commands';
import { InterfaceSettingsPage } from './capture-options/interface-settings';
import { StoppingAndFiles } from './capture-options/stopping-and-files';

const PAGES = {
  input: { title: 'options.input', draw: InterfaceSettingsPage },
  output: { title: 'options.output', draw: StoppingAndFiles },
  equal: { title: 'options.equal', draw: EqualCommands },
} as const satisfies Record<string, { title: TextKey; draw: () => ReactNode }>;
type PageName = keyof typeof PAGES;
const NAMES = Object.keys(PAGES) as PageName[];

export function CaptureOptionsDialog(): ReactNode {
  const text = useText();
  const [page, setPage] = useState<PageName>('input');
  const Page = PAGES[page].draw;
  const close = (): void => {
    rememberOptions();
    closeDialog();
  };
  return (
    <DialogBox title={text('options.title')} closeLabel={text('dialog.close')} onClose={close} className="wide-box options-box" footer={<Footer />}>
      <div className="option-tabs" role="tablist" aria-label={text('options.title')}>
        {NAMES.map((name, i) => (
          <button
            key={name}
            type="button"
            role="tab"
            id={`options-tab-${name}`}
            aria-selected={page === name}
            aria-controls="options-page"
            className={`tab ${page === name ? 'on' : ''}`}
            tabIndex={page === name ? 0 : -1}
            {...(i === 0 ? { [FOCUS_FIRST]: true } : {})}
            onClick={() => setPage(name)}
            onKeyDown={(event) => {
              const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
              if (step === 0) return;
              const next = NAMES.at((NAMES.indexOf(page) + step) % NAMES.length) ?? page;
              setPage(next);
              document.getElementById(`options-tab-${next}`)?.focus();
            }}
          >
            {text(PAGES[name].title)}
          </button>
        ))}
      </div>
      <div id="options-page" className="options-page" role="tabpanel" aria-labelledby={`options-tab-${page}`}>
        <Page />
      </div>
    </DialogBox>
  );
}

function Footer(): ReactNode {
  const text = useText();
  const chosen = useInterfaces((s) => s.choice.chosen);
  const draft = useCaptureDraft((s) => s);
  const options = optionsFor(draft, chosen);
  const start = (): void => {
    closeDialog();
    void startChosen();
  };
  return (
    <>
      <button type="button" className="button edge" title={shortcutOf('capture.health')} onClick={() => openDialog('health')}>
        {text('options.health')}
      </button>
      <span className="grow" />
      <button type="button" className="button primary" disabled={!canStart(options)} onClick={start}>
        <Icon name="start" />
        {text('filter.start')}
      </button>
    </>
  );
}
