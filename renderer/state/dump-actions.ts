// Actions on tcpdump's text; spread into the table of actions.
import type { Action } from './actions';
import { frameCount } from './displayed';
import { copyDumpText, useDumpText } from './dump-text';
import { openDialog } from './overlay';
import { openTab, useTabs } from './tabs';

const isShown = (): boolean => useTabs.getState().shown === 'dumpText' && useDumpText.getState().total > 0;

export const DUMP_ACTIONS = {
  'view.dumpText': { run: () => openTab('dumpText'), enabled: () => frameCount() > 0 },
  'view.copyDumpText': { run: () => void copyDumpText(), enabled: isShown },
  'view.saveDumpText': { run: () => openDialog('saveDumpText'), enabled: isShown },
} as const satisfies Record<string, Action>;
