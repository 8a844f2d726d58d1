// Which frames the packet list has: all that are read, or as many as the display filter has found.
import { create } from 'zustand';
import { useSession } from './session';

/** `found`: frames that the applied display filter has found so far; null = none is applied. */
export const useFound = create<{ readonly found: number | null }>()(() => ({ found: null }));

/** Another capture begins with all its frames, before anybody asks how many those are. */
useSession.subscribe((now, before) => {
  if (now.serial !== before.serial) useFound.setState({ found: null });
});

/** Frames that are read. */
export function frameCount(): number {
  return useSession.getState().progress?.frames ?? 0;
}

/** Rows of the packet list. */
export function rowCount(): number {
  return useFound.getState().found ?? frameCount();
}

export function useRowCount(): number {
  const frames = useSession((s) => s.progress?.frames ?? 0);
  return useFound((s) => s.found) ?? frames;
}

export const isFiltered = (): boolean => useFound.getState().found !== null;
