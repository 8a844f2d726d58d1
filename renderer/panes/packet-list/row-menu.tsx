// The menu of a row: filters of the cell it was opened on, of the conversation, and what can be done with the frame.
import { useEffect, useState, type ReactNode } from 'react';
import type { DetailNode } from '../../../shared/ipc/contract';
import { useText, type Text } from '../../locales/text';
import { isStandard } from '../../state/columns';
import { cellFilterFrom, linesOf } from '../../state/filter-source';
import { rowMenu, type RowFilters } from '../../state/menus';
import { usePreferences } from '../../state/preferences';
import { PopupMenu, type MenuPlace } from '../../widgets/popup-menu';

export interface RowMenuPlace extends MenuPlace {
  readonly index: number;
  /** The cell's column; '' = opened by keys, for the whole row. */
  readonly column: string;
}

interface RowMenuProps {
  readonly menu: RowMenuPlace;
  readonly onClose: (why: 'chosen' | 'escape' | 'outside' | 'left' | 'right') => void;
}

export function RowMenu({ menu, onClose }: RowMenuProps): ReactNode {
  const text = useText();
  const { index } = menu;
  const [lines, setLines] = useState<readonly DetailNode[]>([]);
  useEffect(() => {
    let isOpen = true;
    void linesOf(index).then((found) => isOpen && setLines(found));
    return () => {
      isOpen = false;
    };
  }, [index]);
  return <PopupMenu label={text('list.label')} items={rowMenu(filtersOf(menu, lines, text), text)} place={menu} onClose={onClose} />;
}

function filtersOf({ index, column }: RowMenuPlace, lines: readonly DetailNode[], text: Text): RowFilters {
  const columns = usePreferences.getState().columns.filter(({ id }) => (column === '' ? id !== 'info' : id === column));
  const cells = columns.map(({ id, title }) => ({ title: isStandard(id) ? text(`column.${id}`) : title, filter: lines.length === 0 ? '' : cellFilterFrom(index, id, lines) }));
  return { cells, lines };
}
