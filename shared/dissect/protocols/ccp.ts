// PPP Compression Control Protocol.
import { bytes, flag, uint32, uint8, type Field } from '../field';
import type { Layer } from '../layer';
import { protocol } from '../protocol';
import { controlFields, controlHeader, controlOptions, type ControlOption } from './ppp-control';

const NAMES: ReadonlyMap<number, string> = new Map([
  [0, 'OUI'], [1, 'Predictor type 1'], [2, 'Predictor type 2'], [3, 'Puddle Jumper'], [16, 'Hewlett-Packard PPC'], [17, 'Stac Electronics LZS'],
  [18, 'Microsoft PPE/PPC'], [19, 'Gandalf FZA'], [20, 'V.42bis compression'], [21, 'BSD LZW Compress'], [23, 'LZS-DCP'], [24, 'MVRCA (Magnalink)'],
  [26, 'Deflate'], [27, 'V.44/LZJH compression'],
]);
const SUPPORTED = { truth: ['Desired', 'NOT Desired'] } as const;

export const ccp = protocol({
  id: 'ccp', name: 'PPP Compression Control Protocol', column: 'PPP CCP', spec: 'RFC 1962, RFC 1977, RFC 1979, RFC 2118',
  over: { 'ppp.protocol': [0x80fd] },
  fields: {
    ...controlFields(),
    'opt.type': uint8('Type', { names: NAMES }),
    'opt.length': uint8('Length'),
    'opt.mppe': bytes('Microsoft PPE/PPC'),
    'opt.bsdcomp': bytes('BSD LZW Compress'),
    'opt.mvrca': bytes('MVRCA (Magnalink)'),
    'opt.deflate': bytes('Deflate'),
    'opt.supported_bits': uint32('Supported Bits', { base: 'hex' }),
    'opt.supported_bits.h': flag('H', 4, 0x01000000, SUPPORTED),
    'opt.supported_bits.m': flag('M', 4, 0x80, SUPPORTED),
    'opt.supported_bits.s': flag('S', 4, 0x40, SUPPORTED),
    'opt.supported_bits.l': flag('L', 4, 0x20, SUPPORTED),
    'opt.supported_bits.d': flag('D', 4, 0x10, SUPPORTED),
    'opt.supported_bits.c': flag('C', 4, 0x01, SUPPORTED),
    'opt.vd': uint8('Vers/Dict', { base: 'hex' }),
    'opt.vd.vers': uint8('Vers', { mask: 0xe0 }),
    'opt.vd.dict': uint8('Dict', { mask: 0x1f }),
    'opt.fe': uint8('Features', { mask: 0xc0 }),
    'opt.p': flag('Packet by Packet flag', 1, 0x20, { truth: ['Enabled', 'Disabled'] }),
    'opt.History': uint8('History', { mask: 0x1f }),
    'opt.contexts': uint8('# Contexts'),
    'opt.window': uint8('Window', { mask: 0xf0, doc: 'The window is two to the power of 8 more than this' }),
    'opt.method': uint8('Method', { mask: 0x0f, names: { 8: 'zlib compression' } }),
    'opt.mbz': uint8('MBZ', { mask: 0xfc }),
    'opt.chk': uint8('Chk', { mask: 0x03, names: { 0: 'sequence number check method' } }),
  },
  dissect(p, f) {
    const { code, end } = controlHeader(p, f);
    if (code >= 1 && code <= 4) controlOptions(p, end, f['opt.type'], f['opt.length'], optionsOf(f));
    else if (end > p.at) p.take(f['.ppp.data'], end - p.at);
  },
  examples: [
    { what: 'Deflate and BSD Compress', info: 'Configuration Request', hex: '0101000b 1a047800 15032f', fields: { 'ccp.opt.type': '26,21', 'ccp.opt.window': '7', 'ccp.opt.method': '8', 'ccp.opt.vd': '0x2f' } },
    { what: 'end', info: 'Termination Ack', hex: '06040004', fields: { 'ppp.code': '6' } },
  ],
});

type F = typeof ccp.fields;
let known: ReadonlyMap<number, ControlOption> | null = null;

function optionsOf(f: F): ReadonlyMap<number, ControlOption> {
  const option = (kind: number, field: Field<Uint8Array>, value: (p: Layer) => void): [number, ControlOption] => [kind, { field, name: NAMES.get(kind)!, value }];
  return (known ??= new Map<number, ControlOption>([
    option(18, f['opt.mppe'], (p) => mppe(p, f)),
    option(21, f['opt.bsdcomp'], (p) => bsdCompress(p, f)),
    option(24, f['opt.mvrca'], (p) => magnalink(p, f)),
    option(26, f['opt.deflate'], (p) => deflate(p, f)),
  ]));
}

function mppe(p: Layer, f: F): void {
  const at = p.at;
  const bits = p.read(f['opt.supported_bits']);
  p.open();
  p.flags(bits, [f['opt.supported_bits.h'], f['opt.supported_bits.m'], f['opt.supported_bits.s'], f['opt.supported_bits.l'], f['opt.supported_bits.d'], f['opt.supported_bits.c']], at, 4);
  p.close();
}

function bsdCompress(p: Layer, f: F): void {
  const at = p.at;
  p.read(f['opt.vd']);
  p.open();
  p.peek(f['opt.vd.vers'], at);
  p.peek(f['opt.vd.dict'], at);
  p.close();
}

function magnalink(p: Layer, f: F): void {
  p.peek(f['opt.fe']);
  p.flags(p.view.uint8(p.at), [f['opt.p']], p.at, 1);
  p.read(f['opt.History']);
  p.read(f['opt.contexts']);
}

function deflate(p: Layer, f: F): void {
  const window = p.peek(f['opt.window']);
  if (p.inTree) p.last.valueText = String(2 ** (window + 8));
  p.read(f['opt.method']);
  p.peek(f['opt.mbz']);
  p.read(f['opt.chk']);
}
