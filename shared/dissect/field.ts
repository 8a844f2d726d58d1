// How a protocol declares the fields that it decodes: every view of a field derives from this one declaration.
import type { TimeNs } from '../frame/time';

/** Wireshark's field types (FT_…), as `tshark -G fields` names them, in lower case. */
export type FieldType =
  | 'none' | 'protocol' | 'bool' | 'char'
  | 'uint8' | 'uint16' | 'uint24' | 'uint32' | 'uint48' | 'uint64'
  | 'int8' | 'int16' | 'int32' | 'int64'
  | 'ether' | 'ipv4' | 'ipv6' | 'eui64' | 'guid' | 'oid' | 'bytes' | 'string'
  | 'absolute_time' | 'relative_time' | 'float' | 'double' | 'framenum';

/** `oui`: who an address was assigned to, shown as the octets; `ntp`: a moment of which 0 means that there is none; `netmask`: an address that nobody has; `pt_tcp`, `pt_udp`: a port with a name. */
export type Base = 'dec' | 'hex' | 'dec_hex' | 'hex_dec' | 'oct' | 'none' | 'oui' | 'ntp' | 'netmask' | 'pt_tcp' | 'pt_udp';

/** Names of values: a table, or ranges `[low, high, name]`, or a function for what is neither. */
export type ValueNames = ReadonlyMap<number, string> | readonly (readonly [number, number, string])[] | ((value: number) => string | undefined);

export interface FieldOptions {
  readonly base?: Base;
  readonly names?: ValueNames | Readonly<Record<number, string>>;
  /** What a boolean prints: [when true, when false]. Default True, False; flags: Set, Not set. */
  readonly truth?: readonly [string, string];
  /** Bits of the word that this field is; the value is shifted down to bit 0. */
  readonly mask?: number;
  /** How many bits the word is shown with (default: 8 × width). */
  readonly bits?: number;
  /** Written after the number: `bytes`, `seconds`. */
  readonly unit?: string;
  /** Further filter names that this field also answers to: `ip.addr`. */
  readonly alias?: string | readonly string[];
  /** Least significant byte first. */
  readonly le?: boolean;
  /** One line for people: what it means, unit, source. */
  readonly doc?: string;
  /** Never shown in the tree, only found by filters. */
  readonly hidden?: boolean;
  /** A password, a token, whatever opens a door: masked when somebody asks for it (export/masked-values). */
  readonly secret?: boolean;
}

export class Field<V = unknown> {
  /** Display-filter name. Filled in by protocol(): `<protocol id>.<key>`. */
  name = '';
  /** Index into the registry's field table. */
  id = -1;
  readonly mask: number;
  readonly shift: number;
  readonly base: Base;
  readonly names: ValueNames | undefined;
  readonly truth: readonly [string, string] | undefined;
  readonly bits: number;
  readonly unit: string;
  readonly alias: readonly string[];
  readonly le: boolean;
  readonly doc: string;
  readonly hidden: boolean;
  readonly secret: boolean;
  readonly signed: boolean;
  /** Type-level only. */
  declare readonly value: V;

  constructor(
    readonly type: FieldType,
    readonly label: string,
    /** Bytes on the wire; 0 when the length varies. */
    readonly width: number,
    o: FieldOptions,
  ) {
    this.mask = o.mask ?? 0;
    this.shift = this.mask === 0 ? 0 : 31 - Math.clz32(this.mask & -this.mask);
    this.base = o.base ?? 'dec';
    this.names = namesOf(o.names);
    this.truth = o.truth;
    this.bits = o.bits ?? width * 8;
    this.unit = o.unit ?? '';
    this.alias = o.alias === undefined ? [] : typeof o.alias === 'string' ? [o.alias] : o.alias;
    this.le = o.le ?? false;
    this.doc = o.doc ?? '';
    this.hidden = o.hidden ?? false;
    this.secret = o.secret ?? false;
    this.signed = type === 'int8' || type === 'int16' || type === 'int32';
  }

  /** The name of a value, if it has one. */
  nameOf(value: number): string | undefined {
    const names = this.names;
    if (names === undefined) return undefined;
    if (typeof names === 'function') return names(value);
    if (names instanceof Map) return (names as ReadonlyMap<number, string>).get(value);
    for (const [low, high, name] of names as readonly (readonly [number, number, string])[]) if (value >= low && value <= high) return name;
    return undefined;
  }
}

function namesOf(names: FieldOptions['names']): ValueNames | undefined {
  if (names === undefined || names instanceof Map || Array.isArray(names) || typeof names === 'function') return names as ValueNames | undefined;
  return new Map(Object.entries(names as Record<number, string>).map(([k, name]) => [Number(k), name]));
}

const make =
  <V>(type: FieldType, width: number) =>
  (label: string, o: FieldOptions = {}): Field<V> =>
    new Field<V>(type, label, width, o);

export const none = make<undefined>('none', 0);
export const char = make<number>('char', 1);
export const uint8 = make<number>('uint8', 1);
export const uint16 = make<number>('uint16', 2);
export const uint24 = make<number>('uint24', 3);
export const uint32 = make<number>('uint32', 4);
export const uint48 = make<number>('uint48', 6);
export const uint64 = make<bigint>('uint64', 8);
export const int8 = make<number>('int8', 1);
export const int16 = make<number>('int16', 2);
export const int32 = make<number>('int32', 4);
export const int64 = make<bigint>('int64', 8);
/** Six bytes. */
export const ether = make<Uint8Array>('ether', 6);
/** An unsigned 32-bit number. */
export const ipv4 = make<number>('ipv4', 4);
/** Sixteen bytes. */
export const ipv6 = make<Uint8Array>('ipv6', 16);
export const eui64 = make<bigint>('eui64', 8);
export const guid = make<Uint8Array>('guid', 16);
/** BER-encoded object identifier, without tag and length. */
export const oid = make<Uint8Array>('oid', 0);
export const bytes = make<Uint8Array>('bytes', 0);
export const text = make<string>('string', 0);
export const absoluteTime = make<TimeNs>('absolute_time', 0);
export const relativeTime = make<TimeNs>('relative_time', 0);
export const float = make<number>('float', 4);
export const double = make<number>('double', 8);
export const framenum = make<number>('framenum', 0);

/** A boolean that is a byte of its own, or worked out. */
export const bool = make<boolean>('bool', 1);
/** One bit of a word of `width` bytes, printed Set / Not set. */
export const flag = (label: string, width: number, mask: number, o: FieldOptions = {}): Field<boolean> =>
  new Field<boolean>('bool', label, width, { truth: SET, ...o, mask });
export const SET = ['Set', 'Not set'] as const;
