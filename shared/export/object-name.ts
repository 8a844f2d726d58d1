// What the file of an object is called: the last part of the path that was asked for, made harmless. Nothing in it leads out of a folder.
import { utf8Bytes, utf8Text } from '../bytes/text';

/** Not in names of files on some system, or not to be seen. */
// eslint-disable-next-line no-control-regex -- that is what is looked for
const REFUSED = /[\u0000-\u001f\u007f-\u009f"*/:<>?\\|\u2028-\u202e\u2066-\u2069]/gu;
/** File systems take 255; the number of a copy comes in addition. */
const MOST_OCTETS = 200;

export interface NamedObject {
  readonly frame: number;
  readonly path: string;
  readonly mediaType: string;
}

/** @param copy how many of the same name there are already */
export function objectName({ frame, path, mediaType }: NamedObject, copy = 0): string {
  const base = lastPart(path);
  const type = mediaType.split(';')[0]!.trim();
  const name = harmless(base === '' ? `object${frame}${type === '' ? '' : `.${type}`}` : base);
  return copy === 0 ? name : numbered(name, copy);
}

/** Of a path that is nothing but slashes: one of them. */
function lastPart(path: string): string {
  const trimmed = path.replace(/\/+$/u, '');
  if (trimmed === '') return path === '' ? '' : '/';
  return trimmed.slice(trimmed.lastIndexOf('/') + 1);
}

function harmless(name: string): string {
  const escape = (character: string): string => (character < '\u0080' ? `%${character.charCodeAt(0).toString(16).padStart(2, '0')}` : encodeURIComponent(character).toLowerCase());
  const safe = name.replaceAll(REFUSED, escape);
  // Names of nothing but dots are folders.
  return cut(/^\.+$/u.test(safe) ? safe.replaceAll('.', '%2e') : safe);
}

/** As many whole characters as have room. */
function cut(name: string): string {
  const octets = utf8Bytes(name);
  let end = Math.min(octets.length, MOST_OCTETS);
  // Not within a character: RFC 3629 section 3.
  while (end < octets.length && (octets[end]! & 0xc0) === 0x80) end--;
  return utf8Text(octets, 0, end);
}

/** `name(1).ext` */
function numbered(name: string, copy: number): string {
  const dot = name.lastIndexOf('.');
  return dot <= 0 ? `${name}(${copy})` : `${name.slice(0, dot)}(${copy})${name.slice(dot)}`;
}
