// Actions of followed streams.
import { applyFilter } from './filter-bar';
import { openDialog } from './overlay';
import { canStepStream, followFrame, selectedFrame, stepStream, useStream } from './stream';
import { showTab, useTabs } from './tabs';

const isShown = (): boolean => useTabs.getState().shown === 'stream' && useStream.getState().name !== null;

/** The display filter of the followed stream alone. */
function showOnly(): void {
  const { name } = useStream.getState();
  if (name === null) return;
  applyFilter(`${name.transport}.stream == ${name.number}`);
  showTab('packets');
}

export const STREAM_ACTIONS = {
  'analyse.followStream': { run: () => void followFrame(selectedFrame()), enabled: () => selectedFrame() > 0 },
  'analyse.nextStream': { run: () => stepStream(1), enabled: () => canStepStream(1) },
  'analyse.previousStream': { run: () => stepStream(-1), enabled: () => canStepStream(-1) },
  'analyse.showStreamOnly': { run: showOnly, enabled: isShown },
  'analyse.saveStream': { run: () => openDialog('saveStream'), enabled: isShown },
} as const;
