// What each instruction of a compiled capture filter does, in words: worked out from where it loads and from what was asked before it.
import { BIT_FIELDS, IPV6_HEADER, KERNEL_OFFSET, kernelField, LINK_LAYOUTS, NETWORK_FIELDS, NETWORK_OF, TRANSPORT_FIELDS, bpfValue, hex, type BpfField, type FieldName, type LinkLayout } from './bpf-fields';
import type { Instruction } from './bpf-program';
import { joined, type BpfState, type Held, type Tags } from './bpf-state';
import { say, type Phrase } from './phrase';

const [LD, LDX, ST, STX, ALU, JMP, RET] = [0, 1, 2, 3, 4, 5, 6] as const;
const [IMM, IND, MEM, LEN, MSH] = [0, 0x40, 0x60, 0x80, 0xa0] as const;
const [JA, JEQ, JGT, JGE, JSET] = [0, 0x10, 0x20, 0x30, 0x40] as const;
const BY_X = 8;
const TXA = 0x80;
const AND = 0x50;
const ADD_K = 0x04;
const CELLS = 16;
const NO_TAGS: Tags = { bytes: 0, inner: 'none', tag: 'none' };
const UNKNOWN_LINK: LinkLayout = { fields: [], network: Number.NaN };
const LARGEST_LENGTH = 0x5dc;
const FRAGMENT_OFFSET = 0x1fff;
const WHOLE = -1;

/** One phrase for each instruction. @param linktype DLT name; '' = EN10MB */
export function instructionWords(program: readonly Instruction[], linktype: string): Phrase[] {
  const link = LINK_LAYOUTS[linktype || 'EN10MB'] ?? UNKNOWN_LINK;
  const states: (BpfState | undefined)[] = [{ a: null, x: null, cells: Array<Held>(CELLS).fill({ is: 'number', number: 0 }), tags: NO_TAGS, networks: link.always ? [link.always] : null, transports: null }];
  return program.map((instruction, at) => {
    const state = states[at] ?? { a: null, x: null, cells: Array<Held>(CELLS).fill(null), tags: null, networks: null, transports: null };
    for (const [to, next] of nextStates(instruction, at, state, link)) states[to] = joined(states[to], next);
    return words(instruction, at, state, link, program);
  });
}

/** Where an instruction leads, and what is known there. */
function nextStates([code, jt, jf, k]: Instruction, at: number, state: BpfState, link: LinkLayout): [number, BpfState][] {
  const kind = code & 7;
  if (kind === RET) return [];
  if (kind !== JMP) return [[at + 1, after([code, jt, jf, k], state, link)]];
  if ((code & 0xf0) === JA) return [[at + 1 + k, state]];
  return [[at + 1 + jt, holding(code, k >>> 0, state, true)], [at + 1 + jf, holding(code, k >>> 0, state, false)]];
}

function after([code, , , k]: Instruction, state: BpfState, link: LinkLayout): BpfState {
  switch (code & 7) {
    case LD: return { ...state, a: loaded(code, k >>> 0, state, link) };
    case LDX: return { ...state, x: loaded(code, k >>> 0, state, link) };
    case ST: return { ...state, cells: stored(state, k, state.a) };
    case STX: return { ...state, cells: stored(state, k, state.x) };
    case ALU: return { ...state, a: computed(code, k >>> 0, state) };
    default: return (code & 0xf8) === TXA ? { ...state, a: state.x } : { ...state, x: state.a };
  }
}

function stored({ cells }: BpfState, cell: number, value: Held): Held[] {
  return cells.map((before, i) => (i === cell ? value : before));
}

function loaded(code: number, k: number, state: BpfState, link: LinkLayout): Held {
  const length = (code & 0x18) === 0 ? 4 : (code & 0x18) === 8 ? 2 : 1;
  switch (code & 0xe0) {
    case IMM: return { is: 'number', number: k };
    case MEM: return state.cells[k] ?? null;
    case LEN: return { is: 'length' };
    case MSH: return state.tags !== null && k === link.network + state.tags.bytes && only(state, 'ipv4') ? { is: 'header-length', at: k } : null;
    case IND: return state.x?.is === 'number' ? fieldAt((k + state.x.number) >>> 0, length, state, link) : state.x?.is === 'header-length' ? transportAt(k - state.x.at, length, state) : null;
    default: return fieldAt(k, length, state, link);
  }
}

function only({ networks }: BpfState, name: 'ipv4' | 'ipv6'): boolean {
  return networks?.length === 1 && networks[0] === name;
}

function fieldAt(offset: number, length: number, state: BpfState, link: LinkLayout): Held {
  if (offset >= KERNEL_OFFSET) {
    const known = kernelField(offset);
    return known && { is: 'field', field: known, from: 0, length: known.length, mask: WHOLE };
  }
  if (state.tags === null || offset < link.network) return part(link.fields, offset, length) ?? (state.tags === null ? null : inNetwork(offset, length, state, state.tags, link));
  return inNetwork(offset, length, state, state.tags, link) ?? part(link.fields, offset, length);
}

function inNetwork(offset: number, length: number, state: BpfState, tags: Tags, link: LinkLayout): Held {
  const start = link.network + tags.bytes;
  const inTag = part(tagFields(tags), offset - start, length);
  if (inTag || state.networks === null) return inTag;
  if (only(state, 'ipv6') && offset >= start + IPV6_HEADER) return transportAt(offset - start - IPV6_HEADER, length, state);
  return agreed(state.networks.map((name) => part(NETWORK_FIELDS[name], offset - start, length)));
}

/** Offsets from the network layer back. */
function tagFields({ inner, tag }: Tags): BpfField[] {
  const kinds = { etherType: 'etherType', ppp: 'ppp' } as const;
  const behind: BpfField[] = inner === 'none' ? [] : inner === 'version' ? [{ name: 'version', at: 0, length: 1, kind: 'version' }] : [{ name: inner, at: -2, length: 2, kind: kinds[inner] }];
  const own: BpfField[] = tag === 'none' ? [] : [{ name: tag, at: tag === 'pppoe' ? -8 : -4, length: tag === 'vlan' ? 2 : 4, kind: 'bits' }];
  return [...behind, ...own];
}

function transportAt(offset: number, length: number, { transports }: BpfState): Held {
  return transports === null ? null : agreed(transports.map((number) => part(TRANSPORT_FIELDS[number] ?? [], offset, length)));
}

/** The same in all that it may be. */
function agreed(all: readonly Held[]): Held {
  const [first = null] = all;
  return all.every((one) => JSON.stringify(one) === JSON.stringify(first)) ? first : null;
}

function part(fields: readonly BpfField[], offset: number, length: number): Held {
  const whole = fields.find((one) => one.at === offset && one.length === length);
  const found = whole ?? fields.find((one) => one.at <= offset && offset + length <= one.at + one.length);
  return found ? { is: 'field', field: found, from: offset - found.at, length, mask: WHOLE } : null;
}

function computed(code: number, k: number, { a }: BpfState): Held {
  if (code === ADD_K && a?.is === 'number') return { is: 'number', number: (a.number + k) >>> 0 };
  if ((code & 0xf0) === AND && (code & BY_X) === 0 && a?.is === 'field') return { ...a, mask: a.mask === WHOLE ? k : (a.mask & k) >>> 0 };
  return null;
}

/** What is known where A was compared with k and the comparison held, or not. */
function holding(code: number, k: number, state: BpfState, held: boolean): BpfState {
  const { a } = state;
  if (a?.is !== 'field' || a.from !== 0 || (code & BY_X) !== 0) return state;
  const { kind, name } = a.field;
  if ((code & 0xf0) === JGT && kind === 'etherType' && k === LARGEST_LENGTH && !held) return { ...state, networks: ['llc'] };
  if ((code & 0xf0) !== JEQ || !held || (a.mask !== WHOLE && !(kind === 'version' && a.mask === 0xf0))) return state;
  if (kind === 'protocol') return { ...state, transports: name === 'fragmentNext' ? null : [k] };
  const tags = kind === 'etherType' && state.tags !== null ? tagged(k, state.tags) : null;
  if (tags) return { ...state, tags, networks: null, transports: null };
  const network = NETWORK_OF[kind]?.[k];
  return network === undefined ? state : { ...state, networks: [network] };
}

function tagged(etherType: number, { bytes }: Tags): Tags | null {
  switch (etherType) {
    case 0x8100: case 0x88a8: case 0x9100: return { bytes: bytes + 4, inner: 'etherType', tag: 'vlan' };
    case 0x8847: case 0x8848: return { bytes: bytes + 4, inner: 'version', tag: 'mpls' };
    case 0x8864: return { bytes: bytes + 8, inner: 'ppp', tag: 'pppoe' };
    default: return null;
  }
}

function words(instruction: Instruction, at: number, state: BpfState, link: LinkLayout, program: readonly Instruction[]): Phrase {
  const [code, , , k] = instruction;
  switch (code & 7) {
    case LD: return say('bpf.load', { what: loadWords(instruction, state, link) });
    case LDX: return say('bpf.setX', { what: loadWords(instruction, state, link) });
    case ST: return say('bpf.store', { what: what(state.a), cell: k });
    case STX: return say('bpf.store', { what: state.x === null ? say('bpf.x') : what(state.x), cell: k });
    case ALU: return aluWords(instruction, state);
    case JMP: return jumpWords(instruction, at, state, program);
    case RET: return (code & 0x18) !== 0 ? say('bpf.keepValue', { what: (code & 0x18) === BY_X ? say('bpf.x') : what(state.a) }) : k === 0 ? say('bpf.rejectPacket') : say('bpf.keepPacket', { count: k >>> 0 });
    default: return (code & 0xf8) === TXA ? state.x === null ? say('bpf.fromX') : say('bpf.fromXKnown', { what: what(state.x) }) : say('bpf.toX', { what: what(state.a) });
  }
}

function what(held: Held): Phrase {
  if (held === null) return say('bpf.it');
  if (held.is === 'number') return String(held.number);
  if (held.is === 'length') return say('bpf.is.length');
  if (held.is === 'header-length') return say('bpf.is.headerLength');
  const { field, from, length, mask } = held;
  const name: FieldName = field.name;
  const whole = say(`bpf.is.${name}`);
  const piece = length >= field.length ? whole : length === 1 ? say('bpf.byteOf', { from: from + 1, field: whole }) : say('bpf.bytesOf', { from: from + 1, to: from + length, field: whole });
  const bits = bitField(held);
  return bits ? say(`bpf.is.${bits.name}`) : mask === WHOLE ? piece : say('bpf.masked', { what: piece, mask: maskText(held, mask) });
}

type HeldField = Exclude<Held, null> & { readonly is: 'field' };

function bitField({ field, from, mask }: HeldField): (typeof BIT_FIELDS)[number] | undefined {
  return BIT_FIELDS.find((one) => one.of === field.name && one.mask === mask && (one.from ?? 0) === from);
}

function valueText(held: HeldField, value: number): string {
  const bits = bitField(held);
  return bits ? bpfValue({ ...held.field, kind: bits.kind }, held.length, value >>> bits.shift, held.mask) : bpfValue(held.field, held.length, value, held.mask);
}

function maskText({ field, length }: HeldField, mask: number): string {
  return field.kind === 'ipv4' || field.kind === 'flags' ? bpfValue(field, length, mask, WHOLE) : hex(mask, length);
}

function loadWords(instruction: Instruction, state: BpfState, link: LinkLayout): Phrase {
  const [code, , , signed] = instruction;
  const k = signed >>> 0;
  const mode = code & 0xe0;
  const held = loaded(code, k, state, link);
  if (mode === IMM) return say('bpf.number', { number: k });
  if (mode === MEM) return held === null ? say('bpf.cell', { cell: k }) : say('bpf.cellKnown', { what: what(held), cell: k });
  if (held !== null) return what(held);
  if (mode === MSH) return say('bpf.headerLengthAt', { at: k });
  const at = mode === IND ? `X + ${k}` : k >= KERNEL_OFFSET ? hex(k, 4) : String(k);
  const count = (code & 0x18) === 0 ? 4 : (code & 0x18) === 8 ? 2 : 1;
  return count === 1 ? say('bpf.byteAt', { at }) : say('bpf.bytesAt', { count, at });
}

const ALU_KEYS = {
  0x00: 'bpf.add', 0x10: 'bpf.subtract', 0x20: 'bpf.multiply', 0x30: 'bpf.divide', 0x40: 'bpf.or', 0x50: 'bpf.and', 0x60: 'bpf.left', 0x70: 'bpf.right', 0x90: 'bpf.remainder', 0xa0: 'bpf.xor',
} as const;
const BITWISE = new Set([0x40, 0x50, 0xa0]);

function aluWords([code, , , k]: Instruction, state: BpfState): Phrase {
  const { a, x } = state;
  const operation = code & 0xf0;
  if (operation === 0x80) return say('bpf.negate', { what: what(a) });
  const key = ALU_KEYS[operation as keyof typeof ALU_KEYS] as (typeof ALU_KEYS)[keyof typeof ALU_KEYS] | undefined;
  if (key === undefined) return say('bpf.unknown');
  const result = computed(code, k >>> 0, state);
  if (result?.is === 'field' && bitField(result)) return say('bpf.andGives', { what: what(a), result: what(result) });
  const number = BITWISE.has(operation) ? (a?.is === 'field' ? maskText(a, k >>> 0) : `0x${(k >>> 0).toString(16)}`) : String(k >>> 0);
  return say(key, { what: what(a), operand: (code & BY_X) !== 0 ? (x === null ? say('bpf.x') : what(x)) : number });
}

function jumpWords([code, jt, jf, k]: Instruction, at: number, state: BpfState, program: readonly Instruction[]): Phrase {
  const to = (skip: number): Phrase => destination(at + 1 + skip, program);
  if ((code & 0xf0) === JA || jt === jf) return say('bpf.always', { to: to((code & 0xf0) === JA ? k : jt) });
  const question = questionWords(code, k >>> 0, state);
  // The next instruction needs no name, unless it ends the program.
  const goesOn = (skip: number): boolean => skip === 0 && ((program[at + 1]?.[0] ?? RET) & 7) !== RET;
  const branches = goesOn(jt) ? say('bpf.otherwise', { no: to(jf) }) : goesOn(jf) ? say('bpf.ifSo', { yes: to(jt) }) : say('bpf.both', { yes: to(jt), no: to(jf) });
  return say('bpf.jump', { question, branches });
}

function destination(at: number, program: readonly Instruction[]): Phrase {
  const [code = JMP, , , k = 0] = program[at] ?? [];
  if ((code & 7) !== RET || (code & 0x18) !== 0) return say('bpf.goTo', { at: String(at).padStart(3, '0') });
  return k === 0 ? say('bpf.reject') : say('bpf.keep');
}

function questionWords(code: number, k: number, { a, x }: BpfState): Phrase {
  const operation = code & 0xf0;
  const byX = (code & BY_X) !== 0;
  const field = a?.is === 'field' ? a : null;
  const named = operation === JSET ? field?.field.kind === 'flags' : operation === JEQ || field?.field.kind === 'ipv4' || field?.field.kind === 'mac';
  const value = byX ? (x === null ? say('bpf.x') : what(x)) : field && named ? valueText(field, k) : operation === JSET ? `0x${k.toString(16)}` : String(k);
  if (operation === JSET && !byX && field?.field.name === 'fragment' && k === FRAGMENT_OFFSET) return say('bpf.laterFragment');
  if (operation === JGT && !byX && field?.field.kind === 'etherType' && k === LARGEST_LENGTH) return say('bpf.isLength', { what: what(a), value });
  switch (operation) {
    case JEQ: return say('bpf.equal', { what: what(a), value });
    case JGT: return say('bpf.greater', { what: what(a), value });
    case JGE: return say('bpf.atLeast', { what: what(a), value });
    default: return say(isOneBit(k) && !byX && named ? 'bpf.flag' : 'bpf.anyBit', { what: what(a), value });
  }
}

function isOneBit(k: number): boolean {
  return k !== 0 && (k & (k - 1)) === 0;
}
