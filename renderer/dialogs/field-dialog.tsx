// Adds any field as a column: search over all fields that the engine knows.
import { useEffect, useState, type ReactNode } from 'react';
import { engine } from '../engine';
import { useText } from '../locales/text';
import { addColumn } from '../state/actions';
import { closeDialog } from '../state/overlay';
import { usePreferences } from '../state/preferences';
import { report } from '../state/session';
import { DialogBox } from '../widgets/dialog-box';
import { PickList } from '../widgets/pick-list';
import { visibleMarks } from '../widgets/visible-marks';
import type { FieldInfo } from '../../shared/ipc/contract';

/** Fields for the newest query; answers to older ones are dropped. */
function useFields(query: string): readonly FieldInfo[] {
  const [fields, setFields] = useState<readonly FieldInfo[]>([]);
  useEffect(() => {
    let newest = true;
    engine.call('fields.search', { text: query.trim().slice(0, 120), limit: 100 }).then(
      (found) => newest && setFields(found),
      (error: unknown) => newest && report(error),
    );
    return () => {
      newest = false;
    };
  }, [query]);
  return fields;
}

export function FieldDialog(): ReactNode {
  const text = useText();
  const [query, setQuery] = useState('');
  const fields = useFields(query);
  const columns = usePreferences((p) => p.columns);
  const isShown = (field: FieldInfo): boolean => columns.some((c) => c.id === field.field);
  return (
    <DialogBox title={text('fields.title')} closeLabel={text('dialog.close')} onClose={closeDialog} className="palette top">
      <PickList
        placeholder={text('fields.placeholder')}
        query={query}
        onQuery={setQuery}
        choices={fields}
        keyOf={(field) => field.field}
        none={text('fields.none')}
        isDisabled={isShown}
        onChoose={(field) => {
          addColumn(field.field, field.name || field.field);
          closeDialog();
        }}
        renderChoice={(field) => (
          <>
            <span className="mono field-name">{visibleMarks(field.field)}</span>
            <span className="grow cut" title={field.doc}>
              {visibleMarks(field.name)}
            </span>
            <span className="t3 cut">{isShown(field) ? text('fields.shown') : visibleMarks(field.protocol)}</span>
          </>
        )}
      />
    </DialogBox>
  );
}
