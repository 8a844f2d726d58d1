// The octets of each frame as arrays of C, one for each of its byte sources.
import { visible } from '../../dissect/field-text';
import type { Session } from '../../session/session';
import type { FormSettings, FrameForm, TextSink } from './frame-form';

const ROW = 8;

export function cArraysForm(session: Session, out: TextSink, settings: FormSettings): FrameForm {
  return {
    begin: () => undefined,
    end: () => undefined,
    frame(number, source) {
      session.view.tree(number, source, settings.dissect);
      const frame = source.bytes.subarray(source.at, source.at + source.caplen);
      for (const [i, { name, bytes }] of [{ name: 'Frame', bytes: frame }, ...session.view.dissector.layer.sources].entries()) {
        out.write(`/* ${inComment(name)} (${bytes.length} byte${bytes.length === 1 ? '' : 's'}) */\nstatic const unsigned char pkt${number}${i === 0 ? '' : `_${i}`}[${bytes.length}] = {\n`);
        for (let at = 0; at < bytes.length; at += ROW) out.write(row(bytes.subarray(at, at + ROW), at + ROW >= bytes.length));
        out.write('};\n\n');
      }
    },
  };
}

const inComment = (text: string): string => visible(text).replaceAll('*/', '* /');

function row(bytes: Uint8Array, isLast: boolean): string {
  const octets = Array.from(bytes, (octet) => `0x${octet.toString(16).padStart(2, '0')}`).join(', ');
  const shown = Array.from(bytes, (octet) => (octet >= 0x20 && octet < 0x7f ? String.fromCharCode(octet) : '.')).join('');
  return `${`${octets}${isLast ? ' ' : ','}`.padEnd(ROW * 6)} /* ${shown.replaceAll('*/', '*.').replaceAll('/*', '/.')} */\n`;
}
