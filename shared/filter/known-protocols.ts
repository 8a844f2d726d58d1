// Whether Wireshark knows a protocol or a field of that name.
import { MISSING_FIELD_NAMES } from './values/field-names';
import { PROTOCOL_NAMES } from './values/protocol-names';

let known: ReadonlySet<string> | undefined;

export function isKnownProtocol(name: string): boolean {
  known ??= new Set(PROTOCOL_NAMES.trim().split(/\s+/));
  return known.has(name);
}

let missing: ReadonlySet<string> | undefined;

/** A field of a protocol that Netloupe decodes, but one that it does not make. */
export function isMissingField(name: string): boolean {
  missing ??= new Set(MISSING_FIELD_NAMES.trim().split(/\s+/));
  return missing.has(name);
}
