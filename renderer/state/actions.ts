// The one table of actions: menus, toolbar, palette and keyboard all take them from here.
import type { NameLevel, TimeFormat } from '../../shared/ipc/contract';
import { maskedText } from '../../shared/bytes/text';
import { engine } from '../engine';
import { currentText } from '../locales/text';
import type { TextKey } from '../locales/en';
import { copyText } from './clipboard';
import { COPY_ACTIONS } from './copy-actions';
import { colourAction, resetColours } from './colour-actions';
import { canCompare, compareFrames } from './comparison';
import { DEFAULT_COLUMNS, insertColumn } from './columns';
import { endOfSubtree, layerOf } from './detail-tree';
import { cancelDisplayFilter, isFiltering, useDisplayFilter } from './display-filter';
import { clearFilter, focusFilterBar, useFilterBar } from './filter-bar';
import { captureWith } from './filter-exchange';
import { asCaptureFilter } from './filter-source';
import { focusPane } from './focus';
import { hasLinkColumns, toggleLinkColumns } from './link-columns';
import { isRunning, optionsToStart, restartCapture, setFollowing, setPaused, startCapture, stopCapture, useLive } from './live';
import { loadInterfaces } from './interfaces';
import { EDIT_ACTIONS } from './editing';
import { SHARE_ACTIONS } from './sharing';
import { IMPORT_ACTIONS } from './importing';
import { EXPLAIN_ACTIONS } from './explain-actions';
import { OBJECT_ACTIONS } from './object-actions';
import { GRAPH_ACTIONS } from './graph-actions';
import { NOTE_ACTIONS } from './note-actions';
import { SEQUENCE_ACTIONS } from './sequence-actions';
import { openDialog } from './overlay';
import { setColumns, setPreference, setView, usePreferences, type Preferences } from './preferences';
import { currentView, numberAt } from './rows';
import { saveAs } from './saving';
import { rowCount } from './displayed';
import { canGo, goThroughHistory, selectFrame, selectNumber, setExpanded, useSelection } from './selection';
import { DUMP_ACTIONS } from './dump-actions';
import { STATISTICS_ACTIONS } from './statistics-actions';
import { STREAM_ACTIONS } from './stream-actions';
import { closeTab, showTab, stepTab, useTabs } from './tabs';
import { announce, cancelReading, clearRecent, closeCapture, isReading, openCapture, report, useSession } from './session';

export interface Action {
  readonly run: () => void;
  /** Always possible where not given. */
  readonly enabled?: () => boolean;
  /** A switch or one of several choices: whether it is on. */
  readonly checked?: () => boolean;
}

const hasCapture = (): boolean => useSession.getState().capture !== null;
const isConnected = (): boolean => useSession.getState().connection === 'open';
const hasFrames = (): boolean => rowCount() > 0;
const isLive = (): boolean => Boolean(useSession.getState().capture?.live);
const isCapturing = (): boolean => isRunning(useLive.getState());
const hasTabs = (): boolean => useTabs.getState().open.length > 0;
const hasFrame = (): boolean => useSelection.getState().index >= 0;
const hasTree = (): boolean => useSelection.getState().tree !== null;
const selectedNode = () => useSelection.getState().tree?.detail.nodes[useSelection.getState().node];
const hasNode = (): boolean => selectedNode() !== undefined;

async function chooseFile(): Promise<void> {
  if (!useSession.getState().app?.fileDialog) return openDialog('files');
  try {
    const { path } = await engine.call('files.choose', {});
    if (path !== '') await openCapture(path);
  } catch (error) {
    report(error);
  }
}

/** The selected line's layer as a type of a programming language. */
function structAction(language: 'c' | 'go' | 'rust' | 'typescript'): Action {
  const run = async (): Promise<void> => {
    const { tree, node } = useSelection.getState();
    if (!tree) return;
    try {
      const { text } = await engine.call('frames.struct', { number: tree.detail.number, node: layerOf(tree.detail.nodes, node), language, view: currentView() });
      await copyText(text);
    } catch (error) {
      report(error);
    }
  };
  return { run: () => void run(), enabled: () => hasNode() && layerOf(useSelection.getState().tree?.detail.nodes ?? [], useSelection.getState().node) > 0 };
}

function copyNode(part: 'label' | 'field' | 'value' | 'filter'): Action {
  return {
    run: () => void copyText(selectedNode()?.[part] ?? ''),
    enabled: () => (selectedNode()?.[part] ?? '') !== '',
  };
}

export function addColumn(field: string, name: string): void {
  setColumns(insertColumn(usePreferences.getState().columns, { id: field, title: name, width: null, align: 'left' }));
  announce(currentText()('status.columnAdded', { name }));
}

const linktype = (): string => useSession.getState().capture?.interfaces[0]?.linktype ?? '';

function expandTree(open: boolean, all: boolean): void {
  const { tree, node } = useSelection.getState();
  if (!tree) return;
  const { nodes } = tree.detail;
  const first = all || node < 0 ? 0 : node;
  const end = all || node < 0 ? nodes.length : endOfSubtree(nodes, node);
  setExpanded(Array.from({ length: end - first }, (_, i) => first + i), open);
}

function choice<K extends keyof Preferences>(key: K, value: Preferences[K]): Action {
  return { run: () => setPreference(key, value), checked: () => usePreferences.getState()[key] === value };
}

function time(format: TimeFormat): Action {
  return { run: () => setView({ time: format }), checked: () => usePreferences.getState().view.time === format };
}

function digits(count: -1 | 0 | 3 | 6 | 9): Action {
  return { run: () => setView({ timeDigits: count }), checked: () => usePreferences.getState().view.timeDigits === count };
}

function names(level: NameLevel): Action {
  return { run: () => setView({ names: level }), checked: () => usePreferences.getState().view.names === level };
}

/** The open capture keeps its own. */
function pduLimit(mebibytes: Preferences['mostPduMiB']): Action {
  const run = (): void => {
    setPreference('mostPduMiB', mebibytes);
    announce(currentText()('status.pduLimit', { mebibytes }));
  };
  return { run, checked: () => usePreferences.getState().mostPduMiB === mebibytes };
}

function viewSwitch(key: 'relativeSequence' | 'verifyChecksums'): Action {
  return { run: () => setView({ [key]: !usePreferences.getState().view[key] }), checked: () => usePreferences.getState().view[key] };
}

function startLast(): void {
  const options = optionsToStart();
  if (options) void startCapture(options);
}

/** The last frame; a list that grows is followed from there. */
export function goToNewest(): void {
  selectFrame(rowCount() - 1);
  if (isCapturing()) setFollowing(true);
}

function toggleFollowing(): void {
  const { following, paused } = useLive.getState();
  if (paused) setPaused(false);
  setFollowing(!following || paused !== null);
}

const ZOOMS = [80, 90, 100, 110, 125, 150, 175, 200] as const;

function zoom(step: 1 | -1 | 0): void {
  const now = usePreferences.getState().zoom;
  const next = step === 0 ? 100 : step > 0 ? ZOOMS.find((z) => z > now) : ZOOMS.findLast((z) => z < now);
  if (next === undefined) return;
  setPreference('zoom', next);
  announce(currentText()('status.zoom', { percent: next }));
}

const isTcpdump = (): boolean => usePreferences.getState().view.flagStyle === 'tcpdump';
const reloadPath = (): string => useSession.getState().capture?.path ?? '';
const move = (by: number): Action => ({ run: () => selectFrame(useSelection.getState().index + by), enabled: hasFrames });

async function moveInConversation(step: 1 | -1): Promise<void> {
  try {
    const { number } = await engine.call('frames.inConversation', { number: numberAt(useSelection.getState().index), step });
    if (number > 0) await selectNumber(number);
    else announce(currentText()(step > 0 ? 'status.noNextInConversation' : 'status.noPreviousInConversation'));
  } catch (error) {
    report(error);
  }
}

export const ACTIONS = {
  'file.open': { run: () => void chooseFile() },
  'file.sample': { run: () => void openCapture(useSession.getState().app?.sample ?? ''), enabled: () => Boolean(useSession.getState().app?.sample) },
  'file.reload': { run: () => void openCapture(reloadPath()), enabled: () => hasCapture() && (!isLive() || useLive.getState().saved) },
  'file.cancel': { run: cancelReading, enabled: () => hasCapture() && !isLive() && isReading(useSession.getState().progress) },
  'file.properties': { run: () => openDialog('capture'), enabled: hasCapture },
  'file.save': { run: () => void saveAs(), enabled: () => hasFrames() && isLive() && !useLive.getState().saved },
  'file.saveAs': { run: () => void saveAs(), enabled: hasFrames },
  'file.exportFrames': { run: () => openDialog('exportFrames'), enabled: hasFrames },
  'file.exportDissections': { run: () => openDialog('exportDissections'), enabled: hasFrames },
  'file.close': { run: () => void closeCapture(), enabled: hasCapture },
  'file.importWireshark': { run: () => openDialog('importWireshark'), enabled: isConnected },
  'file.exportRules': { run: () => openDialog('exportRules'), enabled: isConnected },
  'file.exportFilters': { run: () => openDialog('exportFilters'), enabled: isConnected },
  'file.clearRecent': { run: () => void clearRecent(), enabled: () => useSession.getState().recent.length > 0 },
  ...COPY_ACTIONS,
  'edit.copyLine': copyNode('label'),
  'edit.copyName': copyNode('field'),
  'edit.copyValue': copyNode('value'),
  'edit.copyMasked': { run: () => void copyText(maskedText(selectedNode()?.value ?? '')), enabled: () => selectedNode()?.secret === true && selectedNode()?.value !== '' },
  'edit.copyFilter': copyNode('filter'),
  'edit.structC': structAction('c'),
  'edit.structGo': structAction('go'),
  'edit.structRust': structAction('rust'),
  'edit.structTypescript': structAction('typescript'),
  'edit.applyColumn': {
    run: () => addColumn(selectedNode()?.field ?? '', selectedNode()?.name || selectedNode()?.field || ''),
    enabled: () => (selectedNode()?.field ?? '') !== '',
  },
  ...EDIT_ACTIONS,
  ...IMPORT_ACTIONS,
  ...SHARE_ACTIONS,
  ...NOTE_ACTIONS,
  ...SEQUENCE_ACTIONS,
  ...DUMP_ACTIONS,
  ...STATISTICS_ACTIONS,
  ...EXPLAIN_ACTIONS,
  ...GRAPH_ACTIONS,
  ...OBJECT_ACTIONS,
  ...STREAM_ACTIONS,
  'edit.compare': { run: () => void compareFrames(), enabled: canCompare },
  'edit.copyCaptureFilter': { run: () => void copyText(asCaptureFilter(selectedNode()?.filter ?? '')), enabled: () => asCaptureFilter(selectedNode()?.filter ?? '') !== '' },
  'capture.useFilter': { run: () => void captureWith(asCaptureFilter(selectedNode()?.filter ?? '')), enabled: () => asCaptureFilter(selectedNode()?.filter ?? '') !== '' },
  'filter.focus': { run: focusFilterBar, enabled: hasCapture },
  'filter.clear': { run: clearFilter, enabled: () => useFilterBar.getState().draft !== '' || useDisplayFilter.getState().applied !== '' },
  'filter.save': { run: () => openDialog('saveFilter'), enabled: () => useFilterBar.getState().draft.trim() !== '' },
  'filter.stop': { run: cancelDisplayFilter, enabled: () => isFiltering(useDisplayFilter.getState()) },
  'view.packets': { run: () => showTab('packets'), enabled: hasCapture },
  'view.closeTab': { run: () => closeTab(useTabs.getState().shown), enabled: () => useTabs.getState().shown !== 'packets' },
  'view.nextTab': { run: () => stepTab(1), enabled: hasTabs },
  'view.previousTab': { run: () => stepTab(-1), enabled: hasTabs },
  'view.layoutBeside': choice('layout', 'beside'),
  'view.layoutStacked': choice('layout', 'stacked'),
  'view.layoutNoBytes': choice('layout', 'noBytes'),
  'view.tints': { run: () => setPreference('tints', !usePreferences.getState().tints), checked: () => usePreferences.getState().tints },
  'filter.manage': { run: () => openDialog('savedFilters'), enabled: isConnected },
  'analyse.decodeAs': { run: () => openDialog('decodeAs'), enabled: isConnected },
  'filter.macros': { run: () => openDialog('filterMacros'), enabled: isConnected },
  'view.colourRules': { run: () => openDialog('colourRules'), enabled: isConnected },
  'view.colour1': colourAction(1),
  'view.colour2': colourAction(2),
  'view.colour3': colourAction(3),
  'view.colour4': colourAction(4),
  'view.colour5': colourAction(5),
  'view.colour6': colourAction(6),
  'view.colour7': colourAction(7),
  'view.colour8': colourAction(8),
  'view.colour9': colourAction(9),
  'view.colour10': colourAction(10),
  'view.resetColours': resetColours,
  'view.profiles': { run: () => openDialog('profiles'), enabled: isConnected },
  'view.timeRelative': time('relative'),
  'view.timeDelta': time('delta'),
  'view.timeDeltaDisplayed': time('deltaDisplayed'),
  'view.timeEpoch': time('epoch'),
  'view.timeLocal': time('local'),
  'view.timeLocalDate': time('localDate'),
  'view.timeUtc': time('utc'),
  'view.timeUtcDate': time('utcDate'),
  'view.digitsFile': digits(-1),
  'view.digits0': digits(0),
  'view.digits3': digits(3),
  'view.digits6': digits(6),
  'view.digits9': digits(9),
  'view.relativeSequence': viewSwitch('relativeSequence'),
  'view.verifyChecksums': viewSwitch('verifyChecksums'),
  'view.namesNone': names(0),
  'view.namesPorts': names(1),
  'view.namesShort': names(2),
  'view.namesFull': names(3),
  'view.pdu16': pduLimit(16),
  'view.pdu64': pduLimit(64),
  'view.pdu256': pduLimit(256),
  'view.pdu1024': pduLimit(1024),
  'view.flagStyle': { run: () => setView({ flagStyle: isTcpdump() ? 'wireshark' : 'tcpdump' }), checked: isTcpdump },
  'view.bytesHex': choice('bytesMode', 'hex'),
  'view.bytesBits': choice('bytesMode', 'bits'),
  'view.bytesHeader': choice('bytesMode', 'header'),
  'view.expandSubtree': { run: () => expandTree(true, false), enabled: hasNode },
  'view.collapseSubtree': { run: () => expandTree(false, false), enabled: hasNode },
  'view.expandAll': { run: () => expandTree(true, true), enabled: hasTree },
  'view.collapseAll': { run: () => expandTree(false, true), enabled: hasTree },
  'view.addColumn': { run: () => openDialog('fields'), enabled: () => useSession.getState().connection === 'open' },
  'view.linkColumns': { run: () => toggleLinkColumns(linktype()), enabled: hasCapture, checked: () => hasLinkColumns(linktype()) },
  'view.resetColumns': { run: () => setColumns(DEFAULT_COLUMNS) },
  'view.fitColumns': { run: () => setColumns(usePreferences.getState().columns.map((c) => ({ ...c, width: null }))) },
  'view.themeSystem': choice('theme', 'system'),
  'view.themeLight': choice('theme', 'light'),
  'view.themeDark': choice('theme', 'dark'),
  'view.languageSystem': choice('language', 'system'),
  'view.languageEn': choice('language', 'en'),
  'view.languageZh': choice('language', 'zh-CN'),
  'view.zoomIn': { run: () => zoom(1) },
  'view.zoomOut': { run: () => zoom(-1) },
  'view.zoomReset': { run: () => zoom(0), enabled: () => usePreferences.getState().zoom !== 100 },
  'go.frame': { run: () => openDialog('goTo'), enabled: hasFrames },
  'go.first': { run: () => selectFrame(0), enabled: hasFrames },
  'go.last': { run: goToNewest, enabled: hasFrames },
  'go.next': move(1),
  'go.previous': move(-1),
  'go.nextInConversation': { run: () => void moveInConversation(1), enabled: hasFrame },
  'go.previousInConversation': { run: () => void moveInConversation(-1), enabled: hasFrame },
  'go.back': { run: () => goThroughHistory('back'), enabled: () => canGo('back') },
  'go.forward': { run: () => goThroughHistory('forward'), enabled: () => canGo('forward') },
  'go.nextPane': { run: () => focusPane(1), enabled: hasCapture },
  'go.previousPane': { run: () => focusPane(-1), enabled: hasCapture },
  'capture.start': { run: startLast, enabled: () => !isCapturing() && useSession.getState().connection === 'open' && optionsToStart() !== null },
  'capture.stop': { run: () => void stopCapture(), enabled: () => isCapturing() && !useLive.getState().starting },
  'capture.restart': { run: () => void restartCapture(), enabled: () => isLive() && !useLive.getState().starting },
  'capture.follow': { run: toggleFollowing, enabled: () => isLive() && hasFrames(), checked: () => useLive.getState().following },
  'capture.pause': { run: () => setPaused(useLive.getState().paused === null), enabled: () => isLive() && (isCapturing() || useLive.getState().paused !== null), checked: () => useLive.getState().paused !== null },
  'capture.options': { run: () => openDialog('captureOptions'), enabled: isConnected },
  'capture.paste': { run: () => openDialog('pasteCommand'), enabled: isConnected },
  'capture.refresh': { run: () => void loadInterfaces(), enabled: isConnected },
  'capture.doctor': { run: () => openDialog('doctor'), enabled: isConnected },
  'capture.health': { run: () => openDialog('health'), enabled: isConnected },
  'help.palette': { run: () => openDialog('palette') },
  'help.shortcuts': { run: () => openDialog('shortcuts') },
  'help.about': { run: () => openDialog('about') },
} as const satisfies Record<string, Action>;

export type ActionId = keyof typeof ACTIONS;

export function actionOf(id: ActionId): Action {
  return ACTIONS[id];
}

export function labelKeyOf(id: ActionId): TextKey {
  return `action.${id}`;
}

export function isEnabled(id: ActionId): boolean {
  return actionOf(id).enabled?.() ?? true;
}

export function runAction(id: ActionId): void {
  if (isEnabled(id)) actionOf(id).run();
}
