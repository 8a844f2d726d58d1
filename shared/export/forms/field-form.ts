// Chosen fields of each frame, a line each, as `tshark -T fields` prints them.
import { builtInColumn } from '../../session/column';
import { valuesOf } from '../../session/frame-view';
import type { Session } from '../../session/session';
import { plainLines } from '../rows/plain-lines';
import type { FormSettings, FrameForm, TextSink } from './frame-form';

export interface FieldChoice {
  readonly names: readonly string[];
  readonly separator: string;
  readonly aggregator: string;
  readonly occurrence: 'a' | 'f' | 'l';
  readonly quote: string;
  readonly header: boolean;
  /** A UTF-8 byte-order mark in front of everything. */
  readonly bom: boolean;
}

export function fieldForm(session: Session, out: TextSink, settings: FormSettings, fields: FieldChoice): FrameForm {
  const { registry } = session;
  const wanted = new Uint8Array(registry.fields.length);
  for (const name of fields.names) for (const field of registry.named(name)) wanted[field.id] = 1;
  const columns = fields.names.map(builtInColumn);
  const row = columns.some((c) => c !== undefined);
  const pick = (values: string[]): string[] => (fields.occurrence === 'a' ? values : fields.occurrence === 'f' ? values.slice(0, 1) : values.slice(-1));
  const plain = plainLines(session, out, settings, fields.names, (i) => ({ before: i === 0 ? '' : fields.separator, side: 'left', width: 0, quote: fields.quote, separator: '' }));
  return {
    begin: () => {
      if (fields.bom) out.write('\ufeff');
      if (fields.header) out.write(`${fields.names.join(fields.separator)}\n`);
    },
    end: () => undefined,
    frame(number, source) {
      if (plain?.(number, source) === true) return;
      const seen = session.view.match(number, source, wanted, settings.dissect, row);
      const cells = fields.names.map((name, i) => {
        const id = columns[i];
        const values = id !== undefined ? [session.view.column(number, id, settings.time)] : pick(valuesOf(seen, name));
        const text = values.join(fields.aggregator);
        return fields.quote !== '' && (values.length > 0 || id !== undefined) ? fields.quote + text + fields.quote : text;
      });
      out.write(`${cells.join(fields.separator)}\n`);
    },
  };
}
