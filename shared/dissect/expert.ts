// Expert information and the two ways of running out of bytes, as fields that a filter can name.
import { none, text, uint32 } from './field';
import { protocol } from './protocol';
import type { Severity } from './tree-node';

/** Wireshark's severity numbers (PI_COMMENT …). */
export const SEVERITY_VALUES: Readonly<Record<Severity, number>> = {
  comment: 0x00100000, chat: 0x00200000, note: 0x00400000, warn: 0x00600000, error: 0x00800000,
};
const SEVERITY_NAMES = { 0x00100000: 'Comment', 0x00200000: 'Chat', 0x00400000: 'Note', 0x00600000: 'Warning', 0x00800000: 'Error' };

/** Longer messages of findings are cut, as Wireshark's labels are. */
export const MESSAGE_LIMIT = 239;

export type ExpertGroup =
  | 'Checksum' | 'Sequence' | 'Response' | 'Request' | 'Undecoded' | 'Reassemble' | 'Malformed' | 'Debug' | 'Protocol'
  | 'Security' | 'Comment' | 'Decryption' | 'Assumption' | 'Deprecated' | 'Receive' | 'Interface';
const GROUPS: readonly ExpertGroup[] = ['Checksum', 'Sequence', 'Response', 'Request', 'Undecoded', 'Reassemble', 'Malformed', 'Debug', 'Protocol',
  'Security', 'Comment', 'Decryption', 'Assumption', 'Deprecated', 'Receive', 'Interface'];
export const groupValue = (group: ExpertGroup): number => (GROUPS.indexOf(group) + 1) * 0x01000000;

export const expert = protocol({
  id: '_ws.expert', name: 'Expert Info', column: '', spec: 'Wireshark user guide 7.4', over: {},
  fields: {
    message: text('Message', { hidden: true }),
    severity: uint32('Severity level', { base: 'none', names: SEVERITY_NAMES }),
    group: uint32('Group', { base: 'none', names: new Map(GROUPS.map((group) => [groupValue(group), group])) }),
    '._ws.expert': none('Expert Info', { hidden: true, doc: 'Something deserves a word: see severity, group and message' }),
    '._ws.malformed': none('Malformed Packet', { doc: 'A header promises more than its enclosing header allows, or a value cannot be' }),
    '._ws.short': none('Packet size limited during capture', { doc: 'The snaplen cut the packet here' }),
    '._ws.unreassembled': none('Unreassembled Fragment', { doc: 'The rest is in other frames' }),
  },
  dissect: () => undefined,
});
