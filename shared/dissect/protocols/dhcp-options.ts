// DHCP options (RFC 2132 and others): type, length, value.
import { MALFORMED } from '../../bytes/byte-view';
import { durationText } from '../../frame/duration';
import { ipv4BytesText } from '../../frame/address';
import type { Field } from '../field';
import type { Layer } from '../layer';
import type { DhcpFields } from './dhcp-fields';
import type { DhcpMessage } from './dhcp-message';
import { SPECIAL_OPTIONS } from './dhcp-special-options';
import { complain } from './dhcp-suboptions';
import { takeAscii } from './dns-name';
import { OPTION_FORMATS, OPTION_NAMES, type OptionFormat } from './values/dhcp-options';

const PADDING = 0;
const OVERLOAD = 52;
const MESSAGE_TYPE = 53;
const END = 255;

/** Reads options from the cursor to `end`; true when the End option was met. */
export function dissectOptions(p: Layer, f: DhcpFields, m: DhcpMessage, end: number): boolean {
  while (p.at < end) {
    const code = p.view.uint8(p.at);
    if (code === END) {
      single(p, f, END);
      p.open();
      p.read(f['option.end']);
      p.close();
      return true;
    }
    if (code === PADDING) padding(p, f, end);
    else option(p, f, m, code);
  }
  return false;
}

/** Pad and End: no length. Their type is 0 to filters, as with Wireshark. */
function single(p: Layer, f: DhcpFields, code: number): void {
  p.put(f['option.type'], 0, p.at, 1);
  if (p.inTree) p.last.valueText = optionText(code);
}

export function optionText(code: number): string {
  return `(${code}) ${OPTION_NAMES[code] ?? 'Unassigned'}`;
}

/** Many in a row are one line. */
function padding(p: Layer, f: DhcpFields, end: number): void {
  const limit = Math.min(end, p.view.capturedEnd);
  let after = p.at + 1;
  while (after < limit && p.view.bytes[after] === PADDING) after++;
  single(p, f, PADDING);
  p.open();
  p.take(f['option.padding'], after - p.at);
  p.close();
}

function option(p: Layer, f: DhcpFields, m: DhcpMessage, code: number): void {
  const start = p.at;
  const length = p.view.uint8(start + 1);
  const data = start + 2;
  p.put(f['option.type'], code, start, 2 + length);
  if (p.inTree) p.last.valueText = optionText(code);
  p.open();
  p.skip(1);
  p.read(f['option.length']);
  const end = data + length;
  if (code === MESSAGE_TYPE) {
    if (length === 0) throw MALFORMED;
    hiddenValue(p, f, length);
    messageType(p, f, m);
  } else {
    p.view.need(data, length);
    if (length === 0) p.take(f['option.value'], 0);
    value(p, f, m, code, length);
  }
  p.at = end;
  p.close();
}

function messageType(p: Layer, f: DhcpFields, m: DhcpMessage): void {
  p.read(f['option.dhcp']);
  p.title(() => ` (${m.typeName})`);
  if (!p.inTree) return;
  p.close();
  p.last.append = ` (${m.typeName})`;
  p.open();
}

function value(p: Layer, f: DhcpFields, m: DhcpMessage, code: number, length: number): void {
  const format = OPTION_FORMATS[code];
  if (format) {
    FORMATS[format[0]](p, f, f[format[1]], length);
    return;
  }
  if (length === 0) return;
  const special = SPECIAL_OPTIONS.get(code);
  if (special) {
    hiddenValue(p, f, length);
    special(p, f, m, p.at + length);
  } else p.take(f['option.value'], length);
  if (code === OVERLOAD) overload(p, f, m);
}

/** RFC 2132 section 9.3: the header's two texts hold more options. */
function overload(p: Layer, f: DhcpFields, m: DhcpMessage): void {
  if (m.overload === 2 || m.overload === 3) {
    part(p, f, m, m.start + 44, 64, 'Server host name option overload', f['option.option_overload.sname_end_missing'], 'sname overload end option missing');
  }
  if (m.overload === 1 || m.overload === 3) {
    part(p, f, m, m.start + 108, 128, 'Boot file name option overload', f['option.option_overload.file_end_missing'], 'file overload end option missing');
  }
}

function part(p: Layer, f: DhcpFields, m: DhcpMessage, at: number, length: number, text: string, missing: Field<undefined>, message: string): void {
  const back = p.at;
  p.at = at;
  p.group(text, at, length);
  // An overload option inside would send us round in circles.
  const inner = m.overload;
  m.overload = 0;
  const ended = dissectOptions(p, f, m, at + length);
  m.overload = inner;
  if (!ended) complain(p, missing, message);
  p.close();
  p.at = back;
}

type Format = (p: Layer, f: DhcpFields, field: Field, length: number) => void;

/** Filters find every option's bytes, also where the tree shows what they mean. */
function hiddenValue(p: Layer, f: DhcpFields, length: number): void {
  p.view.need(p.at, length);
  if (p.emits) p.put(f['.dhcp.option.value'], p.view.bytes.subarray(p.at, p.at + length), p.at, length);
}

/** A value of one length only; others are shown as bytes. */
const fixed =
  (size: number, read: Format): Format =>
  (p, f, field, length) => {
    if (length === size) {
      hiddenValue(p, f, length);
      read(p, f, field, length);
      return;
    }
    if (length > 0) p.take(f['option.value'], length);
    complain(p, f.bad_length, `length isn't ${size}`);
  };

/** Values one behind the other. */
const several =
  (size: number): Format =>
  (p, f, field, length) => {
    if (length >= size) hiddenValue(p, f, length);
    else if (length > 0) p.take(f['option.value'], length);
    for (let rest = length; rest >= size; rest -= size) p.read(field as Field<number>);
    if (length % size !== 0) complain(p, f.bad_length, `Option length isn't a multiple of ${size}`);
  };

const number: Format = (p, _f, field) => void p.read(field as Field<number>);

const address: Format = (p, _f, field) => {
  const at = p.at;
  p.read(field as Field<number>);
  if (!p.inTree) return;
  p.close();
  p.last.append = ` (${ipv4BytesText(p.view.bytes, at)})`;
  p.open();
};

const seconds: Format = (p, _f, field) => {
  const value = p.read(field as Field<number>);
  if (!p.inTree) return;
  const text = value < 0 ? `-${durationText(-value)}` : value === 0xffff_ffff ? 'infinity' : durationText(value);
  p.last.valueText = `(${value}s) ${text}`;
};

const FORMATS: Readonly<Record<OptionFormat, Format>> = {
  address: fixed(4, address),
  addresses: several(4),
  text: (p, f, field, length) => {
    if (length > 0) hiddenValue(p, f, length);
    takeAscii(p, field as Field<string>, length);
  },
  uint8: fixed(1, number),
  uint16: fixed(2, number),
  uint16s: several(2),
  bool: fixed(1, (p, _f, field) => void p.readBool(field as Field<boolean>)),
  seconds: fixed(4, seconds),
};
