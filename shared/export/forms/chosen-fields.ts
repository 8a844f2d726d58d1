// The values of fields that were asked for by name, for documents that hold these alone.
import type { FrameBytes } from '../../dissect/dissector';
import { builtInColumn } from '../../session/column';
import { valuesOf } from '../../session/frame-view';
import type { Session } from '../../session/session';
import type { FormSettings } from './frame-form';

export class ChosenFields {
  private readonly wanted: Uint8Array;
  private readonly isRow: boolean;

  constructor(private readonly session: Session, private readonly settings: FormSettings, private readonly names: readonly string[]) {
    this.wanted = new Uint8Array(session.registry.fields.length);
    for (const name of names) for (const field of session.registry.named(name)) this.wanted[field.id] = 1;
    this.isRow = names.some((name) => builtInColumn(name) !== undefined);
  }

  /** In the order in which they were asked for; those that the frame does not have are left out. */
  of(number: number, source: FrameBytes): [string, readonly string[]][] {
    const { view } = this.session;
    const seen = view.match(number, source, this.wanted, this.settings.dissect, this.isRow);
    return this.names.flatMap((name): [string, readonly string[]][] => {
      const column = builtInColumn(name);
      const values = column === undefined ? valuesOf(seen, name) : [view.column(number, column, this.settings.time)];
      return values.length === 0 ? [] : [[name, values]];
    });
  }
}
