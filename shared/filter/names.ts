// Which fields a word of a filter names: as they are called, by a former name, or a protocol that Netloupe does not decode.
import type { Field } from '../dissect/field';
import type { FieldCatalogue } from './catalogue';
import { nearNames } from './near-names';
import { isKnownProtocol } from './known-protocols';

/** Names that protocols had before; fields too: `bootp.option` is `dhcp.option`. */
const FORMER: Readonly<Record<string, string>> = { bootp: 'dhcp', ssl: 'tls', bssgp: 'bssgp', wlan_mgt: 'wlan' };

export interface NamedFields {
  readonly fields: readonly Field[];
  /** What they are called now. */
  readonly name: string;
  readonly kind: 'field' | 'former' | 'not-decoded';
}

/** null: nothing is called so. */
export function fieldsNamed(text: string, catalogue: FieldCatalogue): NamedFields | null {
  const fields = catalogue.find(text);
  if (fields.length > 0) return { fields, name: text, kind: 'field' };
  const [head, ...rest] = text.split('.') as [string, ...string[]];
  const now = Object.hasOwn(FORMER, head) ? FORMER[head]! : '';
  if (now !== '') {
    const name = [now, ...rest].join('.');
    const found = catalogue.find(name);
    if (found.length > 0) return { fields: found, name, kind: 'former' };
  }
  return isKnownProtocol(text) ? { fields: [], name: text, kind: 'not-decoded' } : null;
}

/** The protocol of a field that nobody knows here, where Wireshark decodes it and Netloupe does not; '' else. */
export function undecodedProtocol(text: string, catalogue: FieldCatalogue): string {
  const parts = text.split('.');
  for (let n = parts.length - 1; n > 0; n--) {
    const id = parts.slice(0, n).join('.');
    // Of some only the framing is known.
    if (catalogue.find(id).length > 0) return isKnownProtocol(id) && !hasFields(id, catalogue) ? id : '';
    if (isKnownProtocol(id)) return id;
  }
  return '';
}

function hasFields(id: string, catalogue: FieldCatalogue): boolean {
  for (const name of catalogue.names()) if (name.startsWith(`${id}.`)) return true;
  return false;
}

/** Whether a word that names nothing looks as if it was meant to. */
export function looksLikeField(text: string): boolean {
  return /^[A-Za-z_][\w-]*(\.[A-Za-z_][\w-]*)*$/.test(text);
}

export function namesNear(text: string, catalogue: FieldCatalogue): string[] {
  return nearNames(text, catalogue.names());
}
