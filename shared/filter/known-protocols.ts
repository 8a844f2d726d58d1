// Whether Wireshark knows a protocol of that name.
import { PROTOCOL_NAMES } from './values/protocol-names';

let known: ReadonlySet<string> | undefined;

export function isKnownProtocol(name: string): boolean {
  known ??= new Set(PROTOCOL_NAMES.trim().split(/\s+/));
  return known.has(name);
}
