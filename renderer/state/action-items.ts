// Actions as lines of a menu.
import { shortcutOf } from '../keyboard';
import type { Text } from '../locales/text';
import type { MenuItem } from '../widgets/popup-menu';
import { actionOf, isEnabled, labelKeyOf, runAction, type ActionId } from './actions';

export type MenuEntry = ActionId | '-';

export function actionItem(id: ActionId, text: Text): MenuItem {
  const checked = actionOf(id).checked?.();
  return {
    kind: 'item',
    label: text(labelKeyOf(id)),
    shortcut: shortcutOf(id),
    disabled: !isEnabled(id),
    run: () => runAction(id),
    ...(checked === undefined ? {} : { checked }),
  };
}

export function actionItems(entries: readonly MenuEntry[], text: Text): MenuItem[] {
  return entries.map((entry) => (entry === '-' ? { kind: 'separator' } : actionItem(entry, text)));
}

/** Text for a control's tooltip: its words and its shortcut. */
export function hintOf(id: ActionId, text: Text): string {
  const shortcut = shortcutOf(id);
  return shortcut === '' ? text(labelKeyOf(id)) : `${text(labelKeyOf(id))}  ${shortcut}`;
}
