// A field's value as text: as `tshark -T fields` prints it, as the tree shows it, and as a display filter.
import { hexText } from '../bytes/text';
import { ipv4Text, ipv6Text, macText } from '../frame/address';
import { secondsText, type TimeNs } from '../frame/time';
import type { Field } from './field';
import type { TreeNode } from './tree-node';

/** Wireshark cuts a tree line at this many characters (ITEM_LABEL_LENGTH − 1). */
const LINE_LIMIT = 239;

/** As `tshark -T fields -e …` prints it. */
export function fieldValue(f: Field, value: unknown): string {
  switch (f.type) {
    // What stopped a dissection is a protocol of its own there, and prints its line.
    case 'none': return typeof value === 'string' ? value : f.name.startsWith('_ws.') ? f.name : '1';
    case 'protocol': return typeof value === 'function' ? (value as () => string)() : typeof value === 'string' ? value : f.name;
    case 'bool': return value ? '1' : '0';
    case 'ether': return macText(value as Uint8Array);
    case 'ipv4': return ipv4Text(value as number);
    case 'ipv6': return ipv6Text(value as Uint8Array);
    case 'eui64': return (value as bigint).toString(16).padStart(16, '0').replace(/..(?!$)/g, '$&:');
    case 'bytes': return (value as Uint8Array).length === 0 ? '<MISSING>' : hexText(value as Uint8Array);
    case 'guid': return guidText(value as Uint8Array);
    case 'oid': return oidText(value as Uint8Array);
    case 'string': return printed(value as string);
    case 'absolute_time': return f.base === 'ntp' && (value as TimeNs).seconds === 0 && (value as TimeNs).nanos === 0 ? 'NULL' : absoluteText(value as TimeNs);
    case 'relative_time': return secondsText(value as TimeNs);
    case 'float':
    case 'double': return String(value);
    case 'char': return hexNumber(value as number, 8);
    case 'framenum': return String(value);
    default: return numberText(f, value as number | bigint, 8 * typeWidth(f));
  }
}

const FILTER_BYTES = 1024;

/** As a display filter that selects frames with this value: `ip.ttl == 64`; the bare name where a value makes no sense. */
export function fieldFilter(f: Field, value: unknown): string {
  switch (f.type) {
    case 'none':
    case 'protocol': return f.name;
    case 'bytes': return bytesFilter(f.name, value as Uint8Array);
    case 'guid': return (value as Uint8Array).length === 0 ? f.name : `${f.name} == ${guidText(value as Uint8Array)}`;
    case 'string': return `${f.name} == ${JSON.stringify(value).replace(/\\u00/g, '\\x')}`;
    case 'absolute_time': return `${f.name} == "${absoluteText(value as TimeNs)}"`;
    case 'bool':
    case 'ether':
    case 'ipv4':
    case 'ipv6':
    case 'eui64':
    case 'oid':
    case 'relative_time':
    case 'float':
    case 'double':
    case 'char':
    case 'framenum': return `${f.name} == ${fieldValue(f, value)}`;
    default: return `${f.name} == ${filterNumber(f, value as number | bigint)}`;
  }
}

/** Of very many bytes the first ones say enough: a filter as long as the packet could not be read, nor typed. */
function bytesFilter(name: string, value: Uint8Array): string {
  if (value.length === 0) return name;
  const slice = value.length > FILTER_BYTES ? `[0:${FILTER_BYTES}]` : '';
  return `${name}${slice} == ${hexText(value.subarray(0, FILTER_BYTES), 0, undefined, ':')}`;
}

function filterNumber(f: Field, value: number | bigint): string {
  const name = f.base === 'none' ? f.nameOf(Number(value)) : undefined;
  return name === undefined ? numberText(f, value, shownBits(f)) : JSON.stringify(name);
}

/** The whole line of the tree, without the brackets of generated ones. What was added to a line is cut without a word, as tshark does. */
export function lineText(node: TreeNode): string {
  const own = node.text !== '' ? node.text : fieldLine(node);
  if (own.length <= LINE_LIMIT) return (own + node.append).slice(0, LINE_LIMIT);
  const label = node.text === '' ? `${node.field!.label}: ` : '';
  if (label !== '' && own.startsWith(label)) return `${label.slice(0, -2)} [truncated]${own.slice(label.length - 2)}`.slice(0, LINE_LIMIT - 1);
  return ` [truncated]${own}`.slice(0, LINE_LIMIT - 1);
}

/** As `tshark -V` prints it. */
export function printedLine(node: TreeNode): string {
  return node.generated ? `[${lineText(node)}]` : lineText(node);
}

function fieldLine(node: TreeNode): string {
  const f = node.field;
  if (!f) return '';
  if (f.type === 'none' || f.type === 'protocol') return node.valueText === '' ? f.label : `${f.label}: ${node.valueText}`;
  return `${bitsText(f, node.value)}${f.label}: ${node.valueText !== '' ? node.valueText : shownValue(f, node.value)}`;
}

/** Wireshark shows 36 bytes. */
function shortHex(b: Uint8Array): string {
  return b.length <= 36 ? hexText(b) : `${hexText(b, 0, 36)}…`;
}

/** The part of a tree line behind `Label: `. */
export function shownValue(f: Field, value: unknown): string {
  switch (f.type) {
    case 'bool': return (f.truth ?? ['True', 'False'])[value ? 0 : 1];
    case 'string': return visible(value as string);
    case 'bytes': return (value as Uint8Array).length === 0 ? '<MISSING>' : shortHex(value as Uint8Array);
    case 'relative_time': return `${secondsText(value as TimeNs)} seconds`;
    case 'eui64': return `${fieldValue(f, value)} (${fieldValue(f, value)})`;
    case 'char': return `'${String.fromCharCode(value as number)}' (${value as number})`;
    case 'absolute_time':
    case 'ether':
    case 'ipv4':
    case 'ipv6':
    case 'guid':
    case 'oid':
    case 'float':
    case 'double': return fieldValue(f, value) + unitText(f, Number(value));
    default: return namedNumber(f, value as number | bigint);
  }
}

function namedNumber(f: Field, value: number | bigint): string {
  if (f.base === 'oui') return Number(value).toString(16).padStart(6, '0').replace(/..(?!$)/g, '$&:');
  const number = numberText(f, value, shownBits(f));
  if (f.names === undefined) return withBoth(f, value, number) + unitText(f, Number(value));
  const name = f.nameOf(Number(value)) ?? 'Unknown';
  return f.base === 'none' ? name : `${name} (${number})`;
}

function unitText(f: Field, value: number): string {
  if (f.unit === '') return '';
  return ` ${value === 1 && f.unit.endsWith('s') ? f.unit.slice(0, -1) : f.unit}`;
}

function withBoth(f: Field, value: number | bigint, number: string): string {
  if (f.base === 'hex_dec') return `${number} (${value})`;
  if (f.base === 'dec_hex') return `${number} (${hexNumber(value, shownBits(f))})`;
  return number;
}

function numberText(f: Field, value: number | bigint, bits: number): string {
  if (f.base === 'hex' || f.base === 'hex_dec') return hexNumber(value, bits);
  if (f.base === 'oct') return '0' + value.toString(8);
  return value.toString();
}

/** The tree and filters show as many digits as the mask has, `-T fields` as the type has. */
function shownBits(f: Field): number {
  return f.mask !== 0 ? 32 - Math.clz32(f.mask >>> f.shift) : 8 * typeWidth(f);
}

function hexNumber(value: number | bigint, bits: number): string {
  return '0x' + value.toString(16).padStart(Math.ceil(bits / 4), '0');
}

function typeWidth(f: Field): number {
  return f.width !== 0 ? f.width : 4;
}

/** `.... 0101 = ` before a masked field. */
function bitsText(f: Field, value: unknown): string {
  if (f.mask === 0) return '';
  const word = ((typeof value === 'boolean' ? (value ? f.mask : 0) : (value as number) << f.shift) & f.mask) >>> 0;
  let text = '';
  for (let bit = f.bits - 1; bit >= 0; bit--) {
    text += (f.mask >>> bit) & 1 ? String((word >>> bit) & 1) : '.';
    if (bit % 4 === 0 && bit !== 0) text += ' ';
  }
  return `${text} = `;
}

function guidText(b: Uint8Array): string {
  const h = hexText(b, 0, 16);
  return `${h.slice(0, 8)}-${h.slice(8, 12)}-${h.slice(12, 16)}-${h.slice(16, 20)}-${h.slice(20)}`;
}

/** X.690 section 8.19. */
export function oidText(b: Uint8Array): string {
  const arcs: number[] = [];
  let arc = 0;
  for (const byte of b) {
    arc = arc * 128 + (byte & 0x7f);
    if (byte & 0x80) continue;
    if (arcs.length === 0) arcs.push(Math.min(2, Math.floor(arc / 40)), arc - 40 * Math.min(2, Math.floor(arc / 40)));
    else arcs.push(arc);
    arc = 0;
  }
  return arcs.join('.');
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const two = (n: number): string => String(n).padStart(2, '0');

/** `Jun 14, 2016 21:18:29.108116000 UTC`. */
export function absoluteText(t: TimeNs): string {
  const d = new Date(t.seconds * 1000);
  const day = String(d.getUTCDate()).padStart(2, ' ');
  return `${MONTHS[d.getUTCMonth()]} ${day}, ${d.getUTCFullYear()} ${two(d.getUTCHours())}:${two(d.getUTCMinutes())}:${two(d.getUTCSeconds())}.${String(t.nanos).padStart(9, '0')} UTC`;
}

const ESCAPES: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '\f': '\\f', '\v': '\\v', '\b': '\\b', '\x07': '\\a' };

/** As `tshark -T fields` prints text: only these control characters become escapes. */
function printed(text: string): string {
  return text.replace(/[\b\t\n\f\r]/g, (c) => ESCAPES[c]!);
}

/** Control characters as escapes, as the tree of Wireshark shows them. */
export function visible(text: string): string {
  // eslint-disable-next-line no-control-regex -- control characters are what this is about
  return text.replace(/[\x00-\x1f\x7f]/g, (c) => ESCAPES[c] ?? `\\${c.charCodeAt(0).toString(8).padStart(3, '0')}`);
}
