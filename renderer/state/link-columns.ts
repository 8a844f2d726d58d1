// The link-level columns, which say what `tcpdump -e` prints: shown and taken away as one.
import { currentText } from '../locales/text';
import { hasColumns, linkFields, toggleColumns, withoutLinkFields, type Column } from './columns';
import { setColumns, usePreferences } from './preferences';

/** @param linktype of the capture, whose fields they are; '' = not known, as Ethernet */
export function hasLinkColumns(linktype: string): boolean {
  return hasColumns(usePreferences.getState().columns, linkFields(linktype).map(([id]) => id));
}

function linkColumns(linktype: string): readonly Column[] {
  return linkFields(linktype).map(([id, title]) => ({ id, title: currentText()(title), width: null, align: 'left' }));
}

export function toggleLinkColumns(linktype: string): void {
  setColumns(toggleColumns(usePreferences.getState().columns, linkColumns(linktype)));
}

/** Those of another link type make room. */
export function showLinkColumns(linktype: string): void {
  if (!hasLinkColumns(linktype)) setColumns(toggleColumns(withoutLinkFields(usePreferences.getState().columns), linkColumns(linktype)));
}
