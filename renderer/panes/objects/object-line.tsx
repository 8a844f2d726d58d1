// One object in the list: the frame that completes it, who was asked for what, what it is, how large.
import type { ReactNode } from 'react';
import { useText } from '../../locales/text';
import { objectLines, selectObject, useObjects } from '../../state/objects';
import { goToConversation } from '../../state/statistics-actions';
import { formatCount } from '../../widgets/format-quantity';
import { visibleMarks } from '../../widgets/visible-marks';

export const OBJECT_COLUMNS = ['frame', 'host', 'type', 'size', 'name'] as const;

export function ObjectLine({ index, top }: { readonly index: number; readonly top: number }): ReactNode {
  const text = useText();
  useObjects((s) => s.version);
  const isSelected = useObjects((s) => s.selected === index);
  const object = objectLines.at(index);
  if (!object) return <div className="sorted-row" role="row" style={{ top }} />;
  const encoding = object.encoding === '' ? '' : text('objects.encoded', { encoding: visibleMarks(object.encoding) });
  return (
    <div className={`sorted-row ${isSelected ? 'selected' : ''}`} role="row" aria-selected={isSelected} aria-rowindex={index + 2} style={{ top }} data-object={index} onPointerDown={() => void selectObject(index)}>
      <span role="gridcell" className="right">
        <button type="button" className="statistics-press" title={text('expert.go')} onClick={() => goToConversation(object)}>
          {object.frame}
        </button>
      </span>
      <span role="gridcell">{visibleMarks(object.host)}</span>
      <span role="gridcell">{visibleMarks(object.mediaType)}</span>
      <span role="gridcell" className="right">{formatCount(object.size)}</span>
      <span role="gridcell" title={visibleMarks(object.path)}>
        {visibleMarks(object.name)} {encoding !== '' && <span className="flag-chip error">{encoding}</span>}
      </span>
    </div>
  );
}
