// Bodies by media type that need little: text by lines, forms, XML and pictures by name, and what nobody knows.
import { latin1Text, utf8Text } from '../../bytes/text';
import { bytes, text, uint16 } from '../field';
import { visible } from '../field-text';
import type { Layer } from '../layer';
import { protocol } from '../protocol';
import { MediaKind } from '../tables';
import { lineEnd } from './http-line';

/** Lines of a text that the tree shows. */
const MAX_LINES = 20_000;

/** How much of the body is there: these protocols never run out of bytes. */
const there = (p: Layer): number => Math.max(0, Math.min(p.left, p.captured));

export const textLines = protocol({
  id: 'data-text-lines', name: 'Line-based text data', column: '', spec: 'RFC 2046 section 4.1', over: { media: [MediaKind.Text] },
  fields: {},
  dissect(p) {
    p.appendInfo(() => ` (${p.handed})`);
    const [end, b] = [p.at + there(p), p.view.bytes];
    let lines = 0;
    for (let at = p.at; p.emits && at < end && lines < MAX_LINES; lines++) {
      const next = lineEnd(b, at, end);
      if (p.inTree) p.label(visible(utf8Text(b, at, next - at)), at, next - at);
      at = next;
    }
    p.title(() => `: ${p.handed} (${lines} lines)`);
    p.at = end;
  },
});

export const media = protocol({
  id: 'media', name: 'Media Type', column: '', spec: 'RFC 6838', over: { media: [MediaKind.Other] },
  fields: { type: bytes('Media type') },
  dissect(p, f) {
    p.appendInfo(() => ` (${p.handed})`);
    const length = there(p);
    p.take(f.type, length);
    if (p.inTree) p.last.valueText = `${p.handed} (${length} byte${length === 1 ? '' : 's'})`;
  },
});

export const form = protocol({
  id: 'urlencoded-form', name: 'HTML Form URL Encoded', column: '', spec: 'https://url.spec.whatwg.org/#application/x-www-form-urlencoded', over: { media: [MediaKind.Form] },
  fields: { key: text('Key'), value: text('Value') },
  dissect(p, f) {
    p.appendInfo(() => ` (${p.handed})`);
    p.title(() => `: ${p.handed}`);
    const end = p.at + there(p);
    if (!p.inTree && !p.wants(f.key) && !p.wants(f.value)) {
      p.at = end;
      return;
    }
    const b = p.view.bytes;
    while (p.at < end) {
      const start = p.at;
      let next = start;
      while (next < end && b[next] !== 0x26) next++;
      const item = latin1Text(b, start, next - start);
      const mark = item.indexOf('=');
      const key = decoded(mark < 0 ? item : item.slice(0, mark));
      const value = mark < 0 ? '' : decoded(item.slice(mark + 1));
      p.group(`Form item: "${visible(key)}" = "${visible(value)}"`, start, Math.min(next + 1, end) - start);
      p.put(f.key, key, start, mark < 0 ? next - start : mark);
      p.put(f.value, value, mark < 0 ? -1 : start + mark + 1, mark < 0 ? 0 : next - start - mark - 1);
      p.close();
      p.at = Math.min(next + 1, end);
    }
  },
});

/** `+` and `%41`; what is no escape stays. */
function decoded(item: string): string {
  const plain = item.replaceAll('+', ' ').replace(/%([0-9a-fA-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  return utf8Text(Uint8Array.from(plain, (c) => c.charCodeAt(0)));
}

export const xml = protocol({
  id: 'xml', name: 'eXtensible Markup Language', column: '', spec: 'https://www.w3.org/TR/xml/', over: { media: [MediaKind.Xml] },
  fields: {},
  dissect(p) {
    if (p.columnText !== '' && p.handed !== '') p.column(`${p.columnText}/XML`);
    const end = p.at + there(p);
    if (p.inTree) {
      const b = p.view.bytes;
      for (let at = p.at, lines = 0; at < end && lines < MAX_LINES; lines++) {
        const next = lineEnd(b, at, end);
        p.label(visible(utf8Text(b, at, next - at)), at, next - at);
        at = next;
      }
    }
    p.at = end;
  },
});

export const gif = protocol({
  id: 'image-gif', name: 'Compuserve GIF', column: '', spec: 'GIF89a', over: { media: [MediaKind.Gif] },
  fields: {
    version: text('Version'),
    'screen.width': uint16('Screen width', { le: true }),
    'screen.height': uint16('Screen height', { le: true }),
  },
  dissect(p, f) {
    const version = latin1Text(p.view.bytes, p.at, Math.min(6, there(p)));
    p.appendInfo(() => ` (${version})`);
    p.title(() => `, Version: ${version}`);
    const end = p.at + there(p);
    if (there(p) >= 10) {
      p.takeText(f.version, 6);
      p.read(f['screen.width']);
      p.read(f['screen.height']);
    }
    p.at = end;
  },
});

const picture = (id: string, name: string, says: string, kind: MediaKind, spec: string) =>
  protocol({
    id, name, column: '', spec, over: { media: [kind] }, fields: {},
    dissect(p) {
      p.appendInfo(() => ` (${says})`);
      p.at += there(p);
    },
  });
export const png = picture('png', 'Portable Network Graphics', 'PNG', MediaKind.Png, 'https://www.w3.org/TR/png/');
export const jpeg = picture('image-jfif', 'JPEG File Interchange Format', 'JPEG JFIF image', MediaKind.Jpeg, 'ITU-T T.871');
