// Display filters made at random and mutated: nothing crashes, nothing hangs, every problem lies within the text and has its words.
import { expect, it } from 'vitest';
import { TSHARK_OPTIONS } from '../dissect/frame-context';
import { Dissector } from '../dissect/dissector';
import { NO_CONTEXT } from '../dissect/frame-context';
import { checkFilter } from './check';
import { compileFilter } from './evaluate';
import { explained } from './expression-text';
import { applyFix } from './filter-problem';
import { tokens } from './lexer';
import { problemSentence } from './problem-sentence';
import { catalogue, registry } from './testing/corpus-captures';

const COUNT = Number(process.env['NETLOUPE_FUZZ'] ?? 100_000);
const SEED = Number(process.env['NETLOUPE_FUZZ_SEED'] ?? 1);

let state = SEED * 2654435761;
function random(below: number): number {
  state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9) | 0;
  const mixed = Math.imul(state ^ (state >>> 13), 0x297a2d39);
  return ((mixed ^ (mixed >>> 16)) >>> 0) % below;
}
const pick = <T>(list: readonly T[]): T => list[random(list.length)]!;

const names = [...catalogue.names()];
const PIECES = [
  'tcp', 'udp', 'ip.addr', 'tcp.port', 'http.host', 'frame', 'frame.time', 'eth.src', 'sip', 'sip.Method', 'tcp.flags.syn', 'dns.qry.name', 'ipv6.addr', '_ws.expert.severity',
  '==', '!=', '===', '!==', '~=', '<', '<=', '>', '>=', 'eq', 'ne', 'and', 'or', 'xor', 'not', '&&', '||', '^^', '!', 'in', 'contains', 'matches', '~', 'any', 'all', '&', '+', '-', '*', '/', '%', '=', '|',
  '(', ')', '{', '}', '[', ']', '[0:3]', '[-4:]', '[1-2,5]', '[:2]', '[99999999999]', '[]', ',', '..', '...', '#', '#2', '#[-1]', '#[1-2]', '@', '$', '${tcp.port}', '${x}', '${ip.src#1}', '$x(1)', ':', '.', '..', "'", '"', 'r"', '\\',
  '80', '0x50', '0b101', '077', '-1', '99999999999999999999', '1.5', '10.0.0.1', '10.0.0.0/8', '10.0.0.0/33', '::1', 'fe80::/10', '00:11:22:33:44:55', 'aa.bb', ':ff', '"GET"', "'x'", '"\\x41"', '"\\q"', 'r"\\d+"', '"(a|b)*c"', '"("', '"a{1000}"', '"(?=a)"', '"[[:alpha:]]"', '"2020-01-01 10:00:00"', '"Jan 1, 2020 10:00"', 'True', 'false',
  'len(', 'count(', 'string(', 'upper(', 'min(', 'max(', 'abs(', 'vals(', 'nosuch(', 'host', 'port', 'src', '主机', '\u201c', '\ud800', '\u0000', '\u{1f600}', '\n', '\t', ' ',
];

/** Words side by side, some of them damaged, some repeated very often. */
function madeFilter(): string {
  let text = '';
  const length = 1 + random(12);
  for (let i = 0; i < length; i++) {
    const piece = random(8) === 0 ? pick(names) : pick(PIECES);
    text += (random(200) === 0 ? piece.repeat(random(400)) : piece) + (random(4) === 0 ? '' : ' ');
  }
  for (let n = random(3) === 0 ? random(4) : 0; n > 0; n--) {
    const at = random(text.length + 1);
    text = text.slice(0, at) + (random(2) === 0 ? String.fromCharCode(random(128)) : '') + text.slice(at + random(3));
  }
  return text;
}

/** A frame with values of many kinds: DNS over UDP, and TCP with a request. */
const FRAMES = [
  '001122334455 66778899aabb 0800 4500003900010000401100000a0000010a000002 0035c0000025 0000 1234 0100 0001 0000 0000 0000 03777777076578616d706c6503636f6d00 0001 0001',
  '001122334455 66778899aabb 0800 4500003c00014000400600000a0000010a000002 c0000050 00000001 00000001 5018 ffff 0000 0000 474554202f20485454502f312e310d0a486f73743a20610d0a0d0a',
].map((hex) => Uint8Array.from(hex.replaceAll(' ', '').match(/../g)!, (pair) => parseInt(pair, 16)));
const dissector = new Dissector(registry);
const everything = new Uint8Array(registry.fields.length).fill(1);
const seen = FRAMES.map((bytes) => [...dissector.match({ bytes, at: 0, caplen: bytes.length, len: bytes.length, linktype: 1 }, NO_CONTEXT, TSHARK_OPTIONS, everything)]);

function tryOne(text: string): 'valid' | 'invalid' | 'empty' {
  const found = tokens(text);
  expect(found.at(-1)?.kind).toBe('end');
  const check = checkFilter(text, catalogue);
  if (check.state === 'valid') {
    explained(check.expression);
    const shows = compileFilter(check.expression);
    for (const values of seen) if (typeof shows(values) !== 'boolean') throw new Error('no yes or no');
  } else if (check.state === 'invalid') {
    const { from, to, fixes } = check.problem;
    if (!(from >= 0 && from <= to && to <= Math.max(1, text.length))) throw new Error(`place ${from}-${to}`);
    if (!/\S/.test(problemSentence(check.problem)) || /\{\{/.test(problemSentence({ ...check.problem, values: {} }))) throw new Error('no words');
    for (const fix of fixes) if (fix.from < 0 || fix.to > text.length || fix.from > fix.to || typeof applyFix(text, fix) !== 'string') throw new Error(`fix ${fix.from}-${fix.to}`);
  }
  return check.state;
}

it(`${COUNT} filters made at random, seed ${SEED}: no crash, no hang`, { timeout: 60_000 + COUNT }, () => {
  const states = { valid: 0, invalid: 0, empty: 0 };
  for (let i = 0; i < COUNT; i++) {
    const text = madeFilter();
    try {
      states[tryOne(text)]++;
    } catch (error) {
      throw new Error(`filter ${i}: ${JSON.stringify(text)}: ${String(error)}`, { cause: error });
    }
  }
  // Both kinds must come about, or this would test nothing.
  expect(states.valid).toBeGreaterThan(COUNT / 1000);
  expect(states.invalid).toBeGreaterThan(COUNT / 10);
});
