// Which dialog is open.
import { create } from 'zustand';

export type DialogName = 'palette' | 'shortcuts' | 'goTo' | 'files' | 'fields' | 'about' | 'capture' | 'save' | 'exportFrames' | 'exportDissections' | 'editCapture' | 'importHex' | 'anonymise' | 'report' | 'leave' | 'captureOptions' | 'pasteCommand' | 'doctor' | 'health' | 'saveFilter' | 'savedFilters' | 'filterMacros' | 'decodeAs' | 'colourRules' | 'importWireshark' | 'exportRules' | 'exportFilters' | 'profiles' | 'comment' | 'captureComment' | 'comments' | 'saveStream' | 'saveObject' | 'saveDumpText';

interface Overlay {
  readonly dialog: DialogName | null;
}

export const useOverlay = create<Overlay>()(() => ({ dialog: null }));

export function openDialog(dialog: DialogName): void {
  useOverlay.setState({ dialog });
}

export function closeDialog(): void {
  useOverlay.setState({ dialog: null });
}

