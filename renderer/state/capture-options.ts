// The options of the next capture: those of each interface, when it ends, where it is written. Remembered by the capture that used them.
import { create } from 'zustand';
import { captureOptions, interfaceOptions, type AutoStop, type CaptureOptions, type InterfaceOptions, type RingFiles } from '../../shared/live/capture-options';
import { useInterfaces } from './interfaces';
import { chooseToCapture, startCapture } from './live';
import { setPreference, usePreferences } from './preferences';
import { interfaceKey } from './traffic-history';

export type InterfaceSettings = Omit<InterfaceOptions, 'name' | 'netns'>;

export interface CaptureDraft {
  /** Of an interface that has none of its own. */
  readonly base: InterfaceSettings;
  readonly own: Readonly<Record<string, InterfaceSettings>>;
  readonly stop: AutoStop;
  readonly ring: RingFiles;
  readonly file: string;
  readonly command: string;
}

function settingsIn({ filter, snaplen, promiscuous, monitor, bufferBytes, linktype, timestampType, timestampPrecision }: InterfaceOptions): InterfaceSettings {
  return { filter, snaplen, promiscuous, monitor, bufferBytes, linktype, timestampType, timestampPrecision };
}

export function draftOf(options: CaptureOptions | null): CaptureDraft {
  const { stop, ring, file, command, interfaces } = options ?? captureOptions([]);
  const own = Object.fromEntries(interfaces.map((item) => [interfaceKey(item), settingsIn(item)]));
  return { base: settingsIn(interfaces[0] ?? interfaceOptions('')), own, stop, ring, file, command };
}

export const useCaptureDraft = create<CaptureDraft>()(() => draftOf(usePreferences.getState().capture));

const set = useCaptureDraft.setState;

export function settingsOf(draft: CaptureDraft, key: string): InterfaceSettings {
  return draft.own[key] ?? draft.base;
}

/** The options with these interfaces. */
export function optionsFor(draft: CaptureDraft, keys: readonly string[]): CaptureOptions {
  const { stop, ring, file, command } = draft;
  const interfaces = keys.map((key) => {
    const [netns = '', ...name] = key.split('|');
    return interfaceOptions(name.join('|'), { netns, ...settingsOf(draft, key) });
  });
  return captureOptions(interfaces, { stop, ring, file, command });
}

/** The same draft with changes for these interfaces, and for those that will be chosen later. */
export function withSettings(draft: CaptureDraft, keys: readonly string[], changes: Partial<InterfaceSettings>, isForAll: boolean): CaptureDraft {
  const own = { ...draft.own, ...Object.fromEntries(keys.map((key) => [key, { ...settingsOf(draft, key), ...changes }])) };
  return { ...draft, own, base: isForAll ? { ...draft.base, ...changes } : draft.base };
}

export function changeSettings(keys: readonly string[], changes: Partial<InterfaceSettings>, isForAll: boolean): void {
  set(withSettings(useCaptureDraft.getState(), keys, changes, isForAll));
}

export function changeDraft(changes: Partial<Pick<CaptureDraft, 'stop' | 'ring' | 'file' | 'command'>>): void {
  set(changes);
}

export function chosenOptions(): CaptureOptions {
  return optionsFor(useCaptureDraft.getState(), useInterfaces.getState().choice.chosen);
}

export function canStart({ interfaces, command }: CaptureOptions): boolean {
  return interfaces.length > 0 || command !== '';
}

export async function startChosen(): Promise<void> {
  const options = chosenOptions();
  if (canStart(options)) await startCapture(options);
}

/** From the interfaces, whatever command stands in the options. */
export async function startInterfaces(): Promise<void> {
  set({ command: '' });
  await startChosen();
}

/** Kept for the next start of the app, without capturing. */
export function rememberOptions(): void {
  const options = chosenOptions();
  if (canStart(options)) setPreference('capture', options);
}

/** The draft follows what was captured last, and Start in the toolbar what is chosen here. */
export function keepOptions(): () => void {
  const tell = (): void => chooseToCapture(canStart(chosenOptions()) ? chosenOptions() : null);
  const stops = [
    usePreferences.subscribe((now, before) => {
      if (now.capture !== before.capture && now.capture) set(draftOf(now.capture));
    }),
    useInterfaces.subscribe((now, before) => {
      if (now.choice !== before.choice) tell();
    }),
    useCaptureDraft.subscribe(tell),
  ];
  set(draftOf(usePreferences.getState().capture));
  return () => stops.forEach((stop) => stop());
}
