// What the display filter language knows of fields: asked of whoever has the registry, so that the language works without one.
import type { Field } from '../dissect/field';

export interface FieldCatalogue {
  /** The fields that a name stands for, several where they share an alias (`ip.addr`); none where there is no such name. Names are as typed: `sip.Method`. */
  find(name: string): readonly Field[];
  /** Every name, aliases too. */
  names(): Iterable<string>;
}
