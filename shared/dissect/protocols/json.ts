// JSON texts (RFC 8259), as Wireshark shows them: members with their paths.
import { utf8Text } from '../../bytes/text';
import { text } from '../field';
import type { Layer } from '../layer';
import { protocol } from '../protocol';
import { MediaKind } from '../tables';

const MAX_DEPTH = 32;
const MAX_VALUES = 20_000;
const SUMMARY = 200;

export const json = protocol({
  id: 'json', name: 'JavaScript Object Notation', column: '', spec: 'RFC 8259',
  over: { 'payload.json': [0], media: [MediaKind.Json] },
  fields: {
    member: text('Member'),
    key: text('Key'),
    'value.string': text('String value'),
    'value.number': text('Number value'),
    'value.false': text('False value'),
    'value.true': text('True value'),
    'value.null': text('Null value'),
    path: text('Path', { doc: 'Names of the members around, and its own: /result/[]/Url' }),
    path_with_value: text('Path with value'),
    member_with_value: text('Member with value'),
  },
  dissect(p, f) {
    const start = p.at;
    const end = start + Math.max(0, Math.min(p.left, p.captured));
    const inMedia = p.handed !== '';
    if (inMedia) {
      if (p.columnText !== '') p.column(`${p.columnText}/JSON`);
      p.appendInfo(() => `, JavaScript Object Notation (${p.handed})`);
      p.title(() => `: ${p.handed}`);
    }
    if (p.emits || (p.inRow && !inMedia)) {
      const reader: Reader = { end, left: MAX_VALUES, path: '' };
      const says = value(p, f, reader, 0, '');
      if (!inMedia && says !== null) p.appendInfo(() => ` ${says}`);
    }
    p.at = end;
  },
  examples: [
    {
      what: 'an object with a list',
      hex: '7b2261223a312c2262223a5b747275652c6e756c6c2c2278225d7d',
      info: ' {a:1,b:[true,null,"x"]}',
      fields: { 'json.member': 'a,b', 'json.value.number': '1', 'json.value.string': 'x', 'json.path': '/a,/b/[],/b/[],/b/[],/b' },
    },
  ],
});

type F = typeof json.fields;
interface Reader {
  readonly end: number;
  left: number;
  path: string;
}

function blanks(p: Layer, r: Reader): void {
  const b = p.view.bytes;
  while (p.at < r.end && (b[p.at] === 0x20 || (b[p.at]! >= 0x09 && b[p.at]! <= 0x0d))) p.at++;
}

/** One value; its text, or null where the text is damaged: then decoding stops. `member`: the name it belongs to. */
function value(p: Layer, f: F, r: Reader, depth: number, member: string): string | null {
  blanks(p, r);
  if (depth > MAX_DEPTH || --r.left < 0 || p.at >= r.end) return null;
  const c = p.view.bytes[p.at]!;
  if (c === 0x7b) return object(p, f, r, depth);
  if (c === 0x5b) return array(p, f, r, depth, member);
  const start = p.at;
  if (c === 0x22) {
    const said = string(p, r);
    if (said === null) return null;
    scalar(p, f, r, f['value.string'], said, start, member);
    return JSON.stringify(said);
  }
  while (p.at < r.end && /[-+.\w]/.test(String.fromCharCode(p.view.bytes[p.at]!))) p.at++;
  const word = utf8Text(p.view.bytes, start, p.at - start);
  const field = word === 'true' ? f['value.true'] : word === 'false' ? f['value.false'] : word === 'null' ? f['value.null'] : /^-?\d/.test(word) ? f['value.number'] : null;
  if (!field) return null;
  scalar(p, f, r, field, word, start, member);
  return word;
}

function scalar(p: Layer, f: F, r: Reader, field: F['path'], said: string, start: number, member: string): void {
  const length = p.at - start;
  if (member !== '') {
    p.generated(f.path_with_value, `${r.path}:${said}`, start, length);
    p.generated(f.member_with_value, `${member}:${said}`, start, length);
  }
  const named = field === f['value.string'] || field === f['value.number'];
  p.put(field, named ? said : '', start, length);
  if (p.inTree && !named) p.last.text = field.label;
  if (member === '[]') p.generated(f.path, r.path, start, length);
}

/** Text between quotes; the cursor goes behind the second. */
function string(p: Layer, r: Reader): string | null {
  const b = p.view.bytes;
  const start = p.at + 1;
  let end = start;
  while (end < r.end && b[end] !== 0x22) end += b[end] === 0x5c ? 2 : 1;
  if (end >= r.end) return null;
  p.at = end + 1;
  const raw = utf8Text(b, start, end - start);
  return raw.includes('\\') ? unescaped(raw) : raw;
}

const ESCAPES: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };
function unescaped(raw: string): string {
  return raw.replace(/\\(u[0-9a-fA-F]{4}|.)/gs, (_, e: string) => (e.length === 5 ? String.fromCharCode(parseInt(e.slice(1), 16)) : (ESCAPES[e] ?? e)));
}

function object(p: Layer, f: F, r: Reader, depth: number): string | null {
  p.group('Object');
  p.at++;
  let says = '';
  for (let count = 0; ; count++) {
    blanks(p, r);
    if (p.view.bytes[p.at] === 0x7d && p.at < r.end) break;
    if (count > 0 && !comma(p, r)) return null;
    blanks(p, r);
    const said = p.view.bytes[p.at] === 0x22 && p.at < r.end ? memberOf(p, f, r, depth) : null;
    if (said === null) return null;
    if (says.length < SUMMARY) says += (count > 0 ? ',' : '') + said;
  }
  p.at++;
  p.close();
  return `{${says.length < SUMMARY ? says : `${says.slice(0, SUMMARY)}…`}}`;
}

function memberOf(p: Layer, f: F, r: Reader, depth: number): string | null {
  const start = p.at;
  const key = string(p, r);
  if (key === null) return null;
  const keyEnd = p.at;
  p.put(f.member, key, start, -1);
  p.open();
  blanks(p, r);
  if (p.view.bytes[p.at] !== 0x3a || p.at >= r.end) return null;
  p.at++;
  const outer = r.path;
  r.path += `/${key}`;
  const said = value(p, f, r, depth + 1, key);
  if (said === null) return null;
  p.put(f.key, key, start, keyEnd - start);
  p.generated(f.path, r.path, start, p.at - start);
  r.path = outer;
  p.close();
  return `${key}:${said}`;
}

function array(p: Layer, f: F, r: Reader, depth: number, member: string): string | null {
  p.group('Array');
  p.at++;
  const outer = r.path;
  r.path += '/[]';
  let says = '';
  for (let count = 0; ; count++) {
    blanks(p, r);
    if (p.view.bytes[p.at] === 0x5d && p.at < r.end) break;
    if (count > 0 && !comma(p, r)) return null;
    const said = value(p, f, r, depth + 1, member === '' ? '' : '[]');
    if (said === null) return null;
    if (says.length < SUMMARY) says += (count > 0 ? ',' : '') + said;
  }
  p.at++;
  r.path = outer;
  p.close();
  return `[${says.length < SUMMARY ? says : `${says.slice(0, SUMMARY)}…`}]`;
}

function comma(p: Layer, r: Reader): boolean {
  blanks(p, r);
  if (p.view.bytes[p.at] !== 0x2c || p.at >= r.end) return false;
  p.at++;
  return true;
}
