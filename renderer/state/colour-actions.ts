// Actions on colours: of the conversation that the selected frame belongs to, of a line's filter, of the rules.
import { CONVERSATION_COLOURS } from '../../shared/profile/colour-rule';
import { CONVERSATIONS, conversationFilters } from '../../shared/filter/from-field';
import { currentText, type Text } from '../locales/text';
import type { MenuItem } from '../widgets/popup-menu';
import { colourConversation, uncolourConversations, useColouring } from './colouring';
import { useSelection } from './selection';
import { announce } from './session';
import { makeRuleOf } from './wished-rule';

/** The innermost conversation of the selected frame as a display filter; '' = none. */
function conversationFilter(): string {
  const found = conversationFilters(useSelection.getState().tree?.detail.nodes ?? []);
  return CONVERSATIONS.map((kind) => found[kind]).find((filter) => filter !== undefined) ?? '';
}

function colour(filter: string, number: number): void {
  if (filter === '') return announce(currentText()('rules.noConversation'));
  colourConversation(filter, number);
  announce(currentText()('rules.conversationColoured', { colour: number, filter }));
}

export function colourAction(number: number) {
  return { run: () => colour(conversationFilter(), number), enabled: () => useSelection.getState().tree !== null };
}

export const resetColours = {
  run: () => {
    uncolourConversations();
    announce(currentText()('rules.coloursGone'));
  },
  enabled: () => useColouring.getState().conversations.some((filter) => filter !== ''),
};

/** Colours everything that a filter selects for now, or makes a rule of it. */
export function colourFilterMenu(filter: string, text: Text): MenuItem {
  const items = Array.from({ length: CONVERSATION_COLOURS }, (_, at): MenuItem => ({ kind: 'item', label: text('rules.colour', { number: at + 1 }), disabled: filter === '', run: () => colour(filter, at + 1) }));
  return { kind: 'submenu', label: text('menu.colourFilter'), items: [...items, { kind: 'separator' }, { kind: 'item', label: text('action.view.newColourRule'), disabled: filter === '', run: () => makeRuleOf(filter) }] };
}
