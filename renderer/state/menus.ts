// What stands in which menu.
import type { Text } from '../locales/text';
import type { FilterLine } from '../../shared/filter/from-field';
import type { TextKey } from '../locales/en';
import { formatBytes } from '../widgets/format-quantity';
import type { MenuItem } from '../widgets/popup-menu';
import { visibleMarks } from '../widgets/visible-marks';
import { actionItems, type MenuEntry } from './action-items';
import { isEnabled } from './actions';
import { isStandard, moveColumn, standardColumn, STANDARD_COLUMNS } from './columns';
import { colourFilterMenu } from './colour-actions';
import { layerOf } from './detail-tree';
import { addFilter } from './filter-bar';
import { conversationMenu, copyFilterItems, fieldFilterMenu, filtersMenu } from './filter-menus';
import { setColumns, usePreferences } from './preferences';
import { useSelection } from './selection';
import { openCapture, useSession } from './session';

export const MENU_NAMES = ['file', 'edit', 'view', 'go', 'capture', 'analyse', 'help'] as const;
export type MenuName = (typeof MENU_NAMES)[number];

export const COPY_BYTES: readonly MenuEntry[] = ['edit.copyHex', 'edit.copyHexDump', 'edit.copyEscaped', 'edit.copyBase64', '-', 'edit.copyCArray', 'edit.copyGoArray', 'edit.copyPython', 'edit.copyRustArray'];
export const COPY_FRAME: readonly MenuEntry[] = ['edit.copySummary', 'edit.copyCsv', 'edit.copyYaml', '-', 'edit.copyTree', '-', 'edit.copyScapy', 'edit.copyGopacket'];
export const COPY_LINE: readonly MenuEntry[] = ['edit.copyValue', 'edit.copyName', 'edit.copyLine', 'edit.copyFilter', 'edit.copyCaptureFilter', 'capture.useFilter'];
export const COPY_STRUCT: readonly MenuEntry[] = ['edit.structC', 'edit.structGo', 'edit.structRust', 'edit.structTypescript'];
export const CAPTURE_ACTIONS: readonly MenuEntry[] = [
  'capture.start', 'capture.stop', 'capture.restart', '-', 'capture.follow', 'capture.pause', '-',
  'capture.options', 'capture.paste', 'capture.refresh', '-', 'capture.doctor', 'capture.health',
];
export const TIME_ACTIONS: readonly MenuEntry[] = [
  'view.timeLocalDate',
  'view.timeLocal',
  'view.timeEpoch',
  'view.timeRelative',
  'view.timeDelta',
  'view.timeDeltaDisplayed',
  'view.timeUtcDate',
  'view.timeUtc',
];
export const DIGIT_ACTIONS: readonly MenuEntry[] = ['view.digitsFile', 'view.digits0', 'view.digits3', 'view.digits6', 'view.digits9'];
export const NAME_ACTIONS: readonly MenuEntry[] = ['view.namesNone', 'view.namesPorts', 'view.namesShort', 'view.namesFull'];
export const COLOUR_ACTIONS: readonly MenuEntry[] = [
  'view.colour1', 'view.colour2', 'view.colour3', 'view.colour4', 'view.colour5', 'view.colour6', 'view.colour7', 'view.colour8', 'view.colour9', 'view.colour10', '-', 'view.resetColours',
];
export const LAYOUT_ACTIONS: readonly MenuEntry[] = ['view.layoutBeside', 'view.layoutStacked', 'view.layoutNoBytes'];

const selectedLine = () => useSelection.getState().tree?.detail.nodes[useSelection.getState().node];

function submenu(label: TextKey, entries: readonly MenuEntry[], text: Text): MenuItem {
  return { kind: 'submenu', label: text(label), items: actionItems(entries, text) };
}

function recentItems(text: Text): readonly MenuItem[] {
  const { recent } = useSession.getState();
  if (recent.length === 0) return [];
  const files: MenuItem[] = recent
    .slice(0, 12)
    .map((file) => ({ kind: 'item', label: visibleMarks(file.name), detail: formatBytes(file.size), run: () => void openCapture(file.path) }));
  return [{ kind: 'submenu', label: text('menu.recent'), items: [...files, ...actionItems(['-', 'file.clearRecent'], text)] }];
}

/** Where the format of the selected line's layer is defined, and which file of tcpdump prints it. */
function definition(text: Text): MenuItem[] {
  const { tree, node } = useSelection.getState();
  const layer = tree?.detail.nodes[layerOf(tree.detail.nodes, node)];
  const places = [layer?.spec ?? '', layer?.tcpdump ?? ''].filter((place) => place !== '');
  return places.length === 0 ? [] : [{ kind: 'separator' }, { kind: 'heading', label: text('details.defined', { places: places.join(' · ') }) }];
}

/** The line menu of the detail tree: what can be done with the selected line. */
export function lineMenu(text: Text): MenuItem[] {
  return [
    ...fieldFilterMenu(selectedLine()?.filter ?? '', text),
    conversationMenu(useSelection.getState().tree?.detail.nodes ?? [], text),
    { kind: 'separator' },
    ...actionItems([...COPY_LINE, ...(isEnabled('edit.copyMasked') ? (['edit.copyMasked'] as const) : []), 'edit.copyHex'], text),
    submenu('menu.copyBytes', COPY_BYTES, text),
    submenu('menu.copyStruct', COPY_STRUCT, text),
    colourFilterMenu(selectedLine()?.filter ?? '', text),
    ...actionItems(['-', 'edit.applyColumn', '-', 'view.expandSubtree', 'view.collapseSubtree', 'view.expandAll', 'view.collapseAll'], text),
    ...definition(text),
  ];
}

/** What a row's menu is opened for: the filter of the cell that was pressed, or of each cell, and the lines of its frame. */
export interface RowFilters {
  readonly cells: readonly { readonly title: string; readonly filter: string }[];
  readonly lines: readonly FilterLine[];
}

/** Filters of one cell six ways each; opened by keys, when no cell is meant, of each cell one. */
function cellFilters({ cells }: RowFilters, text: Text): MenuItem[] {
  if (cells.length <= 1) return [...fieldFilterMenu(cells[0]?.filter ?? '', text), ...copyFilterItems(cells[0]?.filter ?? '', text)];
  const each = (run: (filter: string) => void): MenuItem[] => cells.map(({ title, filter }) => ({ kind: 'item', label: title, detail: filter, disabled: filter === '', run: () => run(filter) }));
  return [
    { kind: 'submenu', label: text('filterMenu.apply'), items: each((filter) => addFilter(filter, 'selected', true)) },
    { kind: 'submenu', label: text('filterMenu.prepare'), items: each((filter) => addFilter(filter, 'and', false)) },
  ];
}

/** The menu of a row of the packet list. */
export function rowMenu(filters: RowFilters, text: Text): MenuItem[] {
  return [...cellFilters(filters, text), conversationMenu(filters.lines, text), { kind: 'separator' }, ...rowActions(text)];
}

function rowActions(text: Text): MenuItem[] {
  return [...actionItems(['edit.mark', 'edit.ignore', 'edit.timeReference', 'edit.comment', '-', 'edit.compare', 'analyse.followStream', 'analyse.sequence', 'analyse.decodeAs', '-'], text), submenu('menu.colourConversation', COLOUR_ACTIONS, text), { kind: 'separator' }, submenu('menu.copyFrame', COPY_FRAME, text)];
}

const MARK_ACTIONS: readonly MenuEntry[] = ['edit.markAll', 'edit.unmarkAll', '-', 'edit.nextMark', 'edit.previousMark', '-', 'edit.compare'];
const IGNORE_ACTIONS: readonly MenuEntry[] = ['edit.ignoreAll', 'edit.unignoreAll'];
const REFERENCE_ACTIONS: readonly MenuEntry[] = ['edit.unreferenceAll', '-', 'edit.nextReference', 'edit.previousReference'];

/** What can be noted on frames. */
function noteItems(text: Text): MenuItem[] {
  return [
    ...actionItems(['edit.mark'], text),
    submenu('menu.marks', MARK_ACTIONS, text),
    ...actionItems(['edit.ignore'], text),
    submenu('menu.ignored', IGNORE_ACTIONS, text),
    ...actionItems(['edit.timeReference'], text),
    submenu('menu.references', REFERENCE_ACTIONS, text),
    ...actionItems(['-', 'edit.comment', 'edit.captureComment', 'edit.comments'], text),
  ];
}

/** Standard columns that were removed, to have them back. */
export function columnsMenu(text: Text): MenuItem[] {
  const { columns } = usePreferences.getState();
  const gone = STANDARD_COLUMNS.filter((id) => isStandard(id) && !columns.some((c) => c.id === id));
  const restore: MenuItem[] = gone.map((id) => ({
    kind: 'item',
    label: text('column.restore', { name: text(`column.${id}`) }),
    run: () => setColumns(moveColumn([...columns, standardColumn(id)], id, STANDARD_COLUMNS.indexOf(id))),
  }));
  return [...actionItems(['view.addColumn', 'view.linkColumns'], text), ...restore, ...actionItems(['-', 'view.fitColumns', 'view.resetColumns'], text)];
}

/** The levels of name resolution, and where names come from. */
function namesMenu(text: Text): MenuItem[] {
  return [...actionItems([...NAME_ACTIONS, '-'], text), { kind: 'heading', label: text('names.sources') }, { kind: 'heading', label: text('names.never') }];
}

function viewMenu(text: Text): MenuItem[] {
  return [
    submenu('menu.layout', LAYOUT_ACTIONS, text),
    { kind: 'submenu', label: text('menu.columns'), items: columnsMenu(text) },
    ...actionItems(['view.explain', 'view.tints', 'view.colourRules'], text),
    submenu('menu.colourConversation', COLOUR_ACTIONS, text),
    ...actionItems(['view.profiles', '-'], text),
    submenu('menu.time', TIME_ACTIONS, text),
    submenu('menu.digits', DIGIT_ACTIONS, text),
    { kind: 'submenu', label: text('menu.names'), items: namesMenu(text) },
    submenu('menu.pduLimit', ['view.pdu16', 'view.pdu64', 'view.pdu256', 'view.pdu1024'], text),
    ...actionItems(['-', 'view.relativeSequence', 'view.verifyChecksums', 'view.flagStyle', '-'], text),
    ...actionItems(['view.bytesHex', 'view.bytesBits', 'view.bytesHeader', '-', 'view.expandAll', 'view.collapseAll', '-'], text),
    ...actionItems(['view.zoomIn', 'view.zoomOut', 'view.zoomReset', '-'], text),
    submenu('menu.theme', ['view.themeSystem', 'view.themeLight', 'view.themeDark'], text),
    submenu('menu.language', ['view.languageSystem', 'view.languageEn', 'view.languageZh'], text),
  ];
}

export function menuItems(name: MenuName, text: Text): MenuItem[] {
  switch (name) {
    case 'file':
      return [
        ...actionItems(['file.open'], text),
        ...recentItems(text),
        ...actionItems(['file.importHex', 'file.sample', '-', 'file.reload', 'file.cancel', '-', 'file.save', 'file.saveAs', 'file.writeComments', '-', 'file.exportFrames', 'file.exportDissections', 'file.merge', 'file.editCapture', '-', 'file.anonymise', 'file.report', '-', 'file.properties', '-', 'file.importWireshark', 'file.exportRules', 'file.exportFilters', '-', 'file.close'], text),
      ];
    case 'edit':
      return [
        ...actionItems(['edit.undo', 'edit.redo', '-', ...COPY_LINE], text),
        submenu('menu.copyFrame', COPY_FRAME, text),
        submenu('menu.copyBytes', COPY_BYTES, text),
        submenu('menu.copyStruct', COPY_STRUCT, text),
        ...actionItems(['-', 'edit.find', 'edit.findNext', 'edit.findPrevious', '-', 'edit.applyColumn', '-'], text),
        ...noteItems(text),
      ];
    case 'view':
      return viewMenu(text);
    case 'go':
      return actionItems(['go.frame', '-', 'go.next', 'go.previous', 'go.first', 'go.last', '-', 'go.nextInConversation', 'go.previousInConversation', '-', 'go.back', 'go.forward', '-', 'go.nextPane', 'go.previousPane', '-', 'view.nextTab', 'view.previousTab', 'view.closeTab'], text);
    case 'capture':
      return actionItems(CAPTURE_ACTIONS, text);
    case 'analyse':
      return [
        ...fieldFilterMenu(selectedLine()?.filter ?? '', text),
        conversationMenu(useSelection.getState().tree?.detail.nodes ?? [], text),
        { kind: 'separator' },
        ...actionItems(['analyse.followStream', 'analyse.nextStream', 'analyse.previousStream', 'analyse.showStreamOnly', 'analyse.saveStream', '-', 'analyse.sequence', 'analyse.flowGraph'], text),
        submenu('menu.graphs', ['graph.io', '-', 'graph.sequence', 'graph.roundTrip', 'graph.throughput', 'graph.window'], text),
        ...actionItems(['-', 'analyse.conversations', 'analyse.endpoints', 'analyse.hierarchy', 'analyse.lengths', 'analyse.expert', 'analyse.objects', '-', 'view.dumpText', 'analyse.decodeAs', '-'], text),
        { kind: 'submenu', label: text('displayFilter.lists'), items: filtersMenu(text) },
        ...actionItems(['filter.focus', 'filter.clear', 'filter.stop'], text),
      ];
    case 'help':
      return actionItems(['help.palette', 'help.shortcuts', '-', 'help.about'], text);
  }
}
