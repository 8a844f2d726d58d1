// SSH as tcpdump writes it: the line with the version, as long as it is plain text.
import type { Printer } from './printout';

const CR = 0x0d;
const LF = 0x0a;
const BEGINS = 'SSH-';

export const ssh: Printer = (out, at, length) => {
  out.protocol = 'ssh';
  for (let i = 0; i < BEGINS.length; i++) if (out.u8(at + i) !== BEGINS.charCodeAt(i)) return;
  let text = '';
  for (let next = at; next < at + length; next++) {
    const c = out.u8(next);
    if (c === LF || (c === CR && next + 1 < at + length && out.u8(next + 1) === LF)) return out.print(`: SSH: ${text}`);
    if (c < 0x20 || c > 0x7e) return;
    text += String.fromCharCode(c);
  }
};
