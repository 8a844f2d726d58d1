// Menus that make filters: of a field or a cell, of a conversation, of filters used before.
import { clausesOf, JOINS, joinFilters, type Join } from '../../shared/filter/join-filters';
import { CONVERSATIONS, conversationFilters, type FilterLine } from '../../shared/filter/from-field';
import type { Text } from '../locales/text';
import type { MenuItem } from '../widgets/popup-menu';
import { visibleMarks } from '../widgets/visible-marks';
import { actionItems } from './action-items';
import { copyText } from './clipboard';
import { addFilter, applyFilter, useFilterBar } from './filter-bar';
import { clearRecentFilters, forgetFilter, isSaved } from './filter-lists';
import { captureWith } from './filter-exchange';
import { asCaptureFilter } from './filter-source';
import { usePreferences } from './preferences';

const shortened = (text: string, most = 60): string => (text.length > most ? `${text.slice(0, most)}…` : text);
/** Beside the words of a menu's line. */
const DETAIL = 36;

function joinItems(filter: string, apply: boolean, text: Text): MenuItem[] {
  const { draft } = useFilterBar.getState();
  const items = JOINS.map((join: Join): MenuItem => ({
    kind: 'item',
    label: text(`join.${join}`),
    disabled: filter === '' || (draft.trim() === '' && join !== 'selected' && join !== 'notSelected'),
    run: () => addFilter(filter, join, apply),
  }));
  return filter === '' ? items : [{ kind: 'heading', label: visibleMarks(shortened(joinFilters('', 'selected', filter))) }, ...items];
}

/** Apply and Prepare as filter, six ways each; '' = nothing can be filtered by it. */
export function fieldFilterMenu(filter: string, text: Text): MenuItem[] {
  return [
    { kind: 'submenu', label: text('filterMenu.apply'), items: joinItems(filter, true, text) },
    { kind: 'submenu', label: text('filterMenu.prepare'), items: joinItems(filter, false, text) },
  ];
}

export function copyFilterItems(filter: string, text: Text): MenuItem[] {
  const capture = asCaptureFilter(filter);
  return [
    { kind: 'item', label: text('action.edit.copyFilter'), disabled: filter === '', run: () => void copyText(filter) },
    { kind: 'item', label: text('action.edit.copyCaptureFilter'), disabled: capture === '', ...(capture === '' ? {} : { detail: shortened(capture, DETAIL) }), run: () => void copyText(capture) },
    captureItem(capture, text),
  ];
}

function captureItem(capture: string, text: Text): MenuItem {
  return { kind: 'item', label: text('action.capture.useFilter'), disabled: capture === '', run: () => void captureWith(capture) };
}

/** The conversations that the frame belongs to, as filters. */
export function conversationMenu(lines: readonly FilterLine[], text: Text): MenuItem {
  const found = conversationFilters(lines);
  const items = CONVERSATIONS.filter((kind) => found[kind] !== undefined).map((kind): MenuItem => ({ kind: 'item', label: text(`conversation.${kind}`), detail: sidesText(found[kind]!), run: () => applyFilter(found[kind]!) }));
  const innermost = CONVERSATIONS.map((kind) => found[kind]).find((filter) => filter !== undefined);
  const capture = asCaptureFilter(innermost ?? '');
  const copy: MenuItem[] = capture === '' ? [] : [{ kind: 'separator' }, { kind: 'item', label: text('action.edit.copyCaptureFilter'), detail: shortened(capture, DETAIL), run: () => void copyText(capture) }, captureItem(capture, text)];
  return { kind: 'submenu', label: text('filterMenu.conversation'), items: items.length === 0 ? [{ kind: 'item', label: text('filterMenu.noConversation'), disabled: true, run: () => undefined }] : [...items, ...copy] };
}

/** The values alone: `10.0.0.1, 10.0.0.2, 80, 40000`. */
function sidesText(filter: string): string {
  return shortened(clausesOf(filter).clauses.map((clause) => clause.split(' == ')[1] ?? '').join(', '));
}

/** Saved filters and recent ones; the one in the bar can be saved, or forgotten. */
export function filtersMenu(text: Text): MenuItem[] {
  const { draft } = useFilterBar.getState();
  const { savedFilters, recentFilters } = usePreferences.getState();
  const kept: MenuItem[] = isSaved(draft) ? [{ kind: 'item', label: text('displayFilter.forget'), run: () => forgetFilter(draft) }] : actionItems(['filter.save'], text);
  const saved = savedFilters.map(({ name, text: filter }): MenuItem => ({ kind: 'item', label: visibleMarks(shortened(name)), ...(name === filter ? {} : { detail: visibleMarks(shortened(filter)) }), run: () => applyFilter(filter) }));
  const recent = recentFilters.slice(0, 12).map((filter): MenuItem => ({ kind: 'item', label: visibleMarks(shortened(filter)), run: () => applyFilter(filter) }));
  return [
    ...kept,
    ...actionItems(['filter.manage', 'filter.macros'], text),
    ...(asCaptureFilter(draft.trim()) === '' ? [] : [captureItem(asCaptureFilter(draft.trim()), text)]),
    ...(saved.length === 0 ? [] : [{ kind: 'separator' } as const, { kind: 'heading', label: text('displayFilter.saved') } as const, ...saved]),
    ...(recent.length === 0 ? [] : [{ kind: 'separator' } as const, { kind: 'heading', label: text('displayFilter.recent') } as const, ...recent, { kind: 'separator' } as const, { kind: 'item', label: text('displayFilter.clearRecent'), run: clearRecentFilters } as const]),
  ];
}
