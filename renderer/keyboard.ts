// Every shortcut once. Menus, tooltips, the palette and Help → Keyboard shortcuts read this table, and keys are matched against it.
import type { TextKey } from './locales/en';
import type { ActionId } from './state/actions';

/** `Mod` is Ctrl, or ⌘ on a Mac. The first shortcut of an action is the one that is shown. */
export const SHORTCUTS: Readonly<Partial<Record<ActionId, readonly string[]>>> = {
  'file.open': ['Mod+O'],
  'file.reload': ['Mod+R'],
  'file.save': ['Mod+S'],
  'file.saveAs': ['Mod+Shift+S', 'Mod+S'],
  'file.properties': ['Mod+Alt+Shift+C', 'Mod+I'],
  'file.close': ['Mod+W'],
  'edit.copySummary': ['Mod+Shift+Y'],
  'edit.copyLine': ['Mod+Shift+D'],
  'edit.copyName': ['Mod+Shift+F'],
  'edit.copyValue': ['Mod+Shift+V'],
  'edit.copyFilter': ['Mod+Shift+C'],
  'edit.copyHex': ['Mod+Shift+H'],
  'edit.applyColumn': ['Mod+Shift+I'],
  'edit.compare': ['Mod+Alt+Shift+M'],
  'edit.find': ['Mod+F'],
  'edit.findNext': ['Mod+N', 'F3'],
  'edit.findPrevious': ['Mod+B', 'Shift+F3'],
  'edit.undo': ['Mod+Z'],
  'edit.redo': ['Mod+Shift+Z', 'Mod+Y'],
  'edit.mark': ['Mod+M'],
  'filter.focus': ['Mod+/', '/'],
  'edit.markAll': ['Mod+Shift+M'],
  'edit.unmarkAll': ['Mod+Alt+M'],
  'edit.nextMark': ['Mod+Shift+N'],
  'edit.previousMark': ['Mod+Shift+B'],
  'edit.ignore': ['Mod+D'],
  'edit.timeReference': ['Mod+T'],
  'edit.unreferenceAll': ['Mod+Alt+T'],
  'edit.nextReference': ['Mod+Alt+N'],
  'edit.previousReference': ['Mod+Alt+B'],
  'edit.comment': ['Mod+Alt+C'],
  'analyse.followStream': ['Mod+Alt+Shift+T'],
  'analyse.nextStream': ['Mod+Alt+Right'],
  'analyse.previousStream': ['Mod+Alt+Left'],
  'view.closeTab': ['Escape', 'Mod+F4'],
  'view.nextTab': ['Mod+PageDown'],
  'view.previousTab': ['Mod+PageUp'],
  'view.explain': ['E'],
  'view.timeLocalDate': ['Mod+Alt+1'],
  'view.timeLocal': ['Mod+Alt+2'],
  'view.timeEpoch': ['Mod+Alt+3'],
  'view.timeRelative': ['Mod+Alt+4'],
  'view.timeDelta': ['Mod+Alt+5'],
  'view.timeDeltaDisplayed': ['Mod+Alt+6'],
  'view.timeUtcDate': ['Mod+Alt+7'],
  'view.timeUtc': ['Mod+Alt+8'],
  'view.expandSubtree': ['Shift+Right'],
  'view.collapseSubtree': ['Shift+Left'],
  'view.expandAll': ['Mod+Right'],
  'view.collapseAll': ['Mod+Left'],
  'view.fitColumns': ['Mod+Shift+R'],
  'view.colour1': ['Mod+1'],
  'view.colour2': ['Mod+2'],
  'view.colour3': ['Mod+3'],
  'view.colour4': ['Mod+4'],
  'view.colour5': ['Mod+5'],
  'view.colour6': ['Mod+6'],
  'view.colour7': ['Mod+7'],
  'view.colour8': ['Mod+8'],
  'view.colour9': ['Mod+9'],
  'view.resetColours': ['Mod+Space'],
  'view.zoomIn': ['Mod+=', 'Mod++', 'Mod+Shift+='],
  'view.zoomOut': ['Mod+-'],
  'view.zoomReset': ['Mod+0'],
  'view.colour10': ['Mod+0'],
  'go.frame': ['Mod+G'],
  'go.first': ['Mod+Home'],
  'go.last': ['Mod+End'],
  'go.next': ['Mod+Down', 'F8'],
  'go.previous': ['Mod+Up', 'F7'],
  'go.nextInConversation': ['Mod+.'],
  'go.previousInConversation': ['Mod+,'],
  'go.back': ['Alt+Left'],
  'go.forward': ['Alt+Right'],
  'go.nextPane': ['F6'],
  'go.previousPane': ['Shift+F6'],
  'capture.start': ['Mod+E'],
  'capture.stop': ['Mod+E'],
  'capture.restart': ['Mod+R'],
  'capture.follow': ['Mod+Alt+End'],
  'capture.pause': ['Mod+Shift+P'],
  'capture.options': ['Mod+Alt+O'],
  'capture.paste': ['Mod+Alt+V'],
  'capture.refresh': ['Mod+Alt+R'],
  'capture.doctor': ['Mod+Alt+D'],
  'capture.health': ['Mod+Alt+H'],
  'help.palette': ['Mod+K'],
  'help.shortcuts': ['?', 'F1'],
};

/** Keys that mean something only where the focus is; told in Help, handled by the pane itself. */
export const PANE_KEYS: readonly { readonly title: TextKey; readonly keys: readonly (readonly [keys: string, meaning: TextKey])[] }[] = [
  {
    title: 'shortcuts.filter',
    keys: [
      ['Enter', 'keys.filter.apply'],
      ['Escape', 'keys.filter.restore'],
      ['Tab', 'keys.filter.insert'],
      ['Up|Down', 'keys.filter.choose'],
      ['F1', 'keys.filter.help'],
    ],
  },
  {
    title: 'shortcuts.list',
    keys: [
      ['Up|Down', 'keys.list.move'],
      ['PageUp|PageDown', 'keys.list.page'],
      ['Home|End', 'keys.list.ends'],
      ['Left|Right', 'keys.list.across'],
      ['Mod+C', 'keys.list.copy'],
      ['Shift+F10', 'keys.list.row'],
      ['Enter', 'keys.list.menu'],
    ],
  },
  {
    title: 'shortcuts.tree',
    keys: [
      ['Up|Down', 'keys.tree.move'],
      ['Left|Right', 'keys.tree.fold'],
      ['Backspace', 'keys.tree.parent'],
      ['Enter|Space', 'keys.tree.toggle'],
      ['A … Z', 'keys.tree.type'],
      ['Shift+F10', 'keys.tree.menu'],
      ['Mod+C', 'keys.tree.copy'],
    ],
  },
  {
    title: 'shortcuts.sequence',
    keys: [
      ['Up|Down', 'keys.sequence.move'],
      ['Home|End', 'keys.sequence.ends'],
      ['Enter', 'keys.sequence.show'],
      ['+|-|0', 'keys.sequence.zoom'],
    ],
  },
  {
    title: 'shortcuts.bytes',
    keys: [
      ['Left|Right|Up|Down', 'keys.bytes.move'],
      ['Home|End', 'keys.bytes.ends'],
      ['Mod+C', 'keys.bytes.copy'],
      ['Left|Right|Up|Down', 'keys.splitter'],
    ],
  },
];

export const isMac = (): boolean => /Mac|iPhone|iPad/.test(navigator.userAgent);

const KEY_NAMES: Readonly<Record<string, string>> = { ArrowUp: 'Up', ArrowDown: 'Down', ArrowLeft: 'Left', ArrowRight: 'Right', ' ': 'Space' };

interface KeyPress {
  readonly key: string;
  readonly code?: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
}

/** The press as the table writes it: `Mod+Shift+O`, `F8`, `?`. */
export function nameOfPress(event: KeyPress, mac: boolean): string {
  // With Alt, layouts print other characters: the digit that was pressed is in the code.
  const digit = event.altKey ? /^Digit(\d)$/.exec(event.code ?? '')?.[1] : undefined;
  const plain = digit ?? KEY_NAMES[event.key] ?? (event.key.length === 1 ? event.key.toUpperCase() : event.key);
  // Shift is part of a character such as ?, but not of a letter or a named key.
  const shift = event.shiftKey && (plain.length > 1 || /[A-Z=]/.test(plain));
  const mod = mac ? event.metaKey : event.ctrlKey;
  return `${mod ? 'Mod+' : ''}${event.altKey ? 'Alt+' : ''}${shift ? 'Shift+' : ''}${plain}`;
}

const byPress = new Map<string, ActionId[]>();
for (const [id, presses] of Object.entries(SHORTCUTS)) for (const press of presses) byPress.set(press, [...(byPress.get(press) ?? []), id as ActionId]);

/** What a press asks for: the first of these that is possible, such as start or stop. */
export function actionsForPress(event: KeyPress, mac: boolean): readonly ActionId[] {
  return byPress.get(nameOfPress(event, mac)) ?? [];
}

const MAC_SIGNS: Readonly<Record<string, string>> = { Mod: '⌘', Alt: '⌥', Shift: '⇧' };
const ARROWS: Readonly<Record<string, string>> = { Up: '↑', Down: '↓', Left: '←', Right: '→', PageUp: 'PgUp', PageDown: 'PgDn' };

/** `Ctrl+Shift+O`, or ⌘⇧O on a Mac. */
export function formatPress(press: string, mac: boolean): string {
  const parts = press.split(/\+(?=.)/).map((part) => ARROWS[part] ?? (mac ? (MAC_SIGNS[part] ?? part) : part === 'Mod' ? 'Ctrl' : part));
  return parts.join(mac ? '' : '+');
}

/** The shortcut to show for an action; '' = none. */
export function shortcutOf(id: ActionId): string {
  const press = SHORTCUTS[id]?.[0];
  return press === undefined ? '' : formatPress(press, isMac());
}
