// What stands beside the packet list: at most one tab of a kind, which of them is shown, and what its title says.
import { create } from 'zustand';
import { useSession } from './session';

export const TAB_KINDS = [
  'comparison',
  'sequence',
  'conversations',
  'graphs',
  'stream',
  'hierarchy',
  'expert',
  'lengths',
  'objects',
  'dumpText',
] as const;
export type TabKind = (typeof TAB_KINDS)[number];
/** What the words of a tab's title (`tabs.<kind>`) are filled with. */
type TitleValues = Readonly<Record<string, string | number>>;

interface Tabs {
  /** In the order in which they were opened. */
  readonly open: readonly { readonly kind: TabKind; readonly values: TitleValues }[];
  readonly shown: TabKind | 'packets';
}

const NONE: Tabs = { open: [], shown: 'packets' };

export const useTabs = create<Tabs>()(() => NONE);

/** Opens and shows a tab; one that is open stays where it is. */
export function openTab(kind: TabKind, values: TitleValues = {}): void {
  const { open } = useTabs.getState();
  const at = placeOf(kind);
  const tab = { kind, values };
  useTabs.setState({ open: at < 0 ? [...open, tab] : open.with(at, tab), shown: kind });
}

/** Where among the open tabs; -1 = it is not open. */
function placeOf(kind: TabKind | 'packets'): number {
  const kinds: readonly string[] = useTabs.getState().open.map((tab) => tab.kind);
  return kinds.indexOf(kind);
}

export const isOpen = (kind: TabKind): boolean => placeOf(kind) >= 0;

export function showTab(kind: TabKind | 'packets'): void {
  if (kind === 'packets' || isOpen(kind)) useTabs.setState({ shown: kind });
}

/** Closes a tab; when it was shown, the one before it is. */
export function closeTab(kind: TabKind | 'packets'): void {
  const { open, shown } = useTabs.getState();
  const at = placeOf(kind);
  if (at < 0) return;
  useTabs.setState({ open: open.toSpliced(at, 1), shown: shown === kind ? (open[at - 1]?.kind ?? 'packets') : shown });
}

/** Shows the next (1) or previous (-1) tab, round and round. */
export function stepTab(step: 1 | -1): void {
  const { open, shown } = useTabs.getState();
  const all = ['packets', ...open.map((t) => t.kind)] as const;
  showTab(all.at((all.indexOf(shown) + step) % all.length) ?? 'packets');
}

useSession.subscribe((now, before) => {
  if (now.serial !== before.serial) useTabs.setState(NONE);
});
