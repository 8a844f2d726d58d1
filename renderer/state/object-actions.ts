// Actions on the objects that HTTP carried.
import { frameCount } from './displayed';
import { setObjectSaving, useObjects } from './objects';
import { openDialog } from './overlay';
import { openTab, useTabs } from './tabs';

const isShown = (): boolean => useTabs.getState().shown === 'objects';

function save(index: number): void {
  setObjectSaving(index);
  openDialog('saveObject');
}

export const OBJECT_ACTIONS = {
  'analyse.objects': { run: () => openTab('objects'), enabled: () => frameCount() > 0 },
  'analyse.saveObject': { run: () => save(useObjects.getState().selected), enabled: () => isShown() && useObjects.getState().selected >= 0 },
  'analyse.saveObjects': { run: () => save(-1), enabled: () => isShown() && useObjects.getState().total > 0 },
} as const;
