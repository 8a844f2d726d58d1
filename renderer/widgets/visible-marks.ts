// Text from packets, made safe to read: characters that hide, reorder or control are shown as visible marks.

/** C0, DEL, C1, soft hyphen, and everything that is invisible or changes the direction of its neighbours. */
const HIDDEN =
  // eslint-disable-next-line no-control-regex -- these are exactly the characters meant
  /[\u0000-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb]|[\u{e0000}-\u{e0fff}]|\p{Surrogate}/gu;

const CONTROLS = 'NUL SOH STX ETX EOT ENQ ACK BEL BS TAB LF VT FF CR SO SI DLE DC1 DC2 DC3 DC4 NAK SYN ETB CAN EM SUB ESC FS GS RS US'.split(' ');

const NAMES: Readonly<Record<number, string>> = {
  0x7f: 'DEL', 0xad: 'SHY', 0x061c: 'ALM', 0x200b: 'ZWSP', 0x200c: 'ZWNJ', 0x200d: 'ZWJ', 0x200e: 'LRM', 0x200f: 'RLM', 0x2028: 'LS',
  0x2029: 'PS', 0x202a: 'LRE', 0x202b: 'RLE', 0x202c: 'PDF', 0x202d: 'LRO', 0x202e: 'RLO', 0x2060: 'WJ', 0x2066: 'LRI', 0x2067: 'RLI',
  0x2068: 'FSI', 0x2069: 'PDI', 0xfeff: 'BOM',
};

/** Names in brackets, and not the one-character pictures of controls: those cannot be told apart at the size of data. */
function markOf(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code >= 0xd800 && code <= 0xdfff) return '\ufffd';
  return `\u27e8${CONTROLS[code] ?? NAMES[code] ?? code.toString(16).toUpperCase().padStart(2, '0')}\u27e9`;
}

/** The same text with every hidden character replaced by a mark: ⟨LF⟩, ⟨ESC⟩, ⟨85⟩, ⟨RLO⟩. Plain text comes back unchanged. */
export function visibleMarks(text: string): string {
  return text.replace(HIDDEN, markOf);
}
