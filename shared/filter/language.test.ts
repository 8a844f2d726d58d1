// The language part by part: newer spellings mean what the older ones mean, slips are pointed at and mended.
import { describe, expect, it, test } from 'vitest';
import { TSHARK_OPTIONS } from '../dissect/frame-context';
import { framesShown } from '../session/filtered-frames';
import { checkFilter, LONGEST_FILTER } from './check';
import { fieldsOf } from './evaluate';
import { applyFix } from './filter-problem';
import { filterWordsEn } from './problem-words-en';
import { filterWordsZh } from './problem-words-zh';
import { problemSentence } from './problem-sentence';
import { catalogue, hasCorpus, openCapture, registry } from './testing/corpus-captures';
import { NEWER_SYNTAX } from './testing/newer-syntax';
import type { Expression } from './expression';

if (!hasCorpus) console.warn('display filters: skipped, the corpus (../shared/corpus) is absent');

function expressionOf(text: string, macros?: ReadonlyMap<string, string>): Expression {
  const check = checkFilter(text, catalogue, macros ? { macros } : {});
  if (check.state !== 'valid') throw new Error(`${text}: ${check.state === 'invalid' ? problemSentence(check.problem) : 'empty'}`);
  return check.expression;
}

function problemOf(text: string): { code: string; at: string; fixes: string[]; sentence: string } {
  const check = checkFilter(text, catalogue);
  if (check.state !== 'invalid') throw new Error(`${text} is ${check.state}`);
  const { code, from, to, fixes } = check.problem;
  return { code, at: text.slice(from, to), fixes: fixes.map((fix) => applyFix(text, fix)), sentence: problemSentence(check.problem) };
}

describe.skipIf(!hasCorpus)('what newer Wireshark accepts', () => {
  const captures = ['dhcp.pcap', 'ipoipoip.pcap', 'nfs.pcap', 'http.pcap'].map((name) => () => openCapture(`wireshark-4.0.17/${name}`)!);
  it.each(NEWER_SYNTAX)('$what: $text', ({ text, older }) => {
    let some = 0;
    for (const open of captures) {
      const session = open();
      const [newer, same] = framesShown(session, [expressionOf(text), expressionOf(older)], TSHARK_OPTIONS);
      expect(newer).toEqual(same);
      some += newer!.length;
    }
    expect(some).toBeGreaterThan(0);
  });
});

describe('a slip is pointed at and mended', () => {
  test.each([
    ['tcp.prot == 80', 'unknown-field', 'tcp.prot', 'tcp.port == 80'],
    ['TCP', 'unknown-field', 'TCP', 'tcp'],
    ['http.method == "GET"', 'unknown-field', 'http.method', 'http.request.method == "GET"'],
    ['tcp port 80', 'capture-filter', 'tcp port 80', 'tcp.port == 80'],
    ['host 10.0.0.1', 'capture-filter', 'host 10.0.0.1', 'ip.addr == 10.0.0.1'],
    ['src net 10.0.0.0/8 and not udp dst port 53', 'capture-filter', 'src net 10.0.0.0/8 and not udp dst port 53', 'ip.src == 10.0.0.0/8 && !(udp.dstport == 53)'],
    ['tcp portrange 8000-8100', 'capture-filter', 'tcp portrange 8000-8100', 'tcp.port in {8000..8100}'],
    ['ip.ttl = 64', 'lone-assignment', '=', 'ip.ttl == 64'],
    ['tcp & udp', 'lone-ampersand', 'tcp & udp', 'tcp && udp'],
    ['tcp | udp', 'lone-bar', '|', 'tcp || udp'],
    ['tcp.port == "80"', 'wrong-value', '"80"', 'tcp.port == 80'],
    ['ip.src == 10.0.0.999', 'wrong-value', '10.0.0.999', undefined],
    ['ip.src == "10.0.0.9"', 'wrong-value', '"10.0.0.9"', 'ip.src == 10.0.0.9'],
    ['tcp.port in 80', 'set-needs-braces', '80', 'tcp.port in {80}'],
    ['tcp.port in {80 443}', 'set-needs-comma', '443', 'tcp.port in {80, 443}'],
    ['80 == tcp.port', 'needs-field', '80', 'tcp.port == 80'],
    ['64 < ip.ttl', 'needs-field', '64', 'ip.ttl > 64'],
    ['frame contains GET', 'bad-bytes', 'GET', 'frame contains "GET"'],
    ['frame[12:2] == 0x0800', 'bad-bytes', '0x0800', 'frame[12:2] == 08:00'],
    ['tcp AND udp', 'unexpected', 'AND', 'tcp and udp'],
    ['(tcp', 'open-parenthesis', '(', '(tcp)'],
    ['tcp)', 'stray-parenthesis', ')', 'tcp'],
    ['http.host == "x', 'open-string', '"x', 'http.host == "x"'],
    ['http.host matches com', 'pattern-needs-text', 'com', 'http.host matches "com"'],
    ['http.host matches "a(?=b)"', 'pattern-beyond-re2', '"a(?=b)"', undefined],
    ['http.host matches "("', 'bad-pattern', '"("', undefined],
    ['ip.addr contains 10', 'cannot-contain', 'ip.addr', 'string(ip.addr) contains 10'],
    ['lne(http.host) > 1', 'unknown-function', 'lne', 'len(http.host) > 1'],
    ['sip.Method == "INVITE"', 'not-decoded', 'sip.Method', undefined],
    ['ip.geoip.country', 'field-not-made', 'ip.geoip.country', undefined],
    ['tcp.port == 99999', 'too-big', '99999', undefined],
    ['http.host == \u201cx\u201d', 'unexpected-character', '\u201c', 'http.host == "x\u201d'],
  ])('%s', (text, code, at, mended) => {
    const found = problemOf(text);
    expect(found).toMatchObject({ code, at });
    if (mended !== undefined) expect(found.fixes[0]).toBe(mended);
  });

  it('in words that name field, type and value', () => {
    expect(problemOf('ip.src == 10.0.0.999').sentence).toBe('10.0.0.999 is not an IPv4 address, which ip.src needs.');
    expect(problemOf('tcp.prot').sentence).toMatch(/^There is no field or protocol tcp\.prot — did you mean tcp\.port/);
  });
});

describe('notes', () => {
  const notesOf = (text: string): string[] => {
    const check = checkFilter(text, catalogue);
    return check.state === 'valid' ? check.notes.map((note) => note.code) : ['invalid'];
  };
  test.each([
    ['ip.addr != 10.0.0.1', ['note-all-different']], ['ip.src != 10.0.0.1', []], ['sip or http', ['note-not-decoded']], ['bootp', ['note-old-name']], ['ssl.handshake', ['note-old-name']], ['tcp', []],
  ])('%s', (text, codes) => expect(notesOf(text)).toEqual(codes));
});

describe('macros', () => {
  const macros = new Map([['private', 'ip.addr in {10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16}'], ['between', 'ip.addr == $1 && ip.addr == $2'], ['loop', '${loop}']]);
  test.each([
    ['${private}', 'ip.addr in {10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16}'],
    ['tcp && $private', 'tcp && ip.addr in {10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16}'],
    ['${between:10.0.0.1;10.0.0.2}', 'ip.addr == 10.0.0.1 && ip.addr == 10.0.0.2'],
    ['${between;10.0.0.1;10.0.0.2}', 'ip.addr == 10.0.0.1 && ip.addr == 10.0.0.2'],
    ['$between(10.0.0.1, 10.0.0.2)', 'ip.addr == 10.0.0.1 && ip.addr == 10.0.0.2'],
  ])('%s', (text, meant) => expect(expressionOf(text, macros)).toEqual(expressionOf(meant)));

  test.each([['${loop}', 'macro-loop'], ['${between:10.0.0.1}', 'macro-arguments'], ['$nothing', 'unknown-macro']])('%s is refused', (text, code) => {
    expect(checkFilter(text, catalogue, { macros })).toMatchObject({ state: 'invalid', problem: { code } });
  });

  it('keep the places of what stands behind them', () => {
    const text = '$private && tcp.prot == 1';
    const check = checkFilter(text, catalogue, { macros });
    if (check.state !== 'invalid') throw new Error('it is wrong');
    expect(text.slice(check.problem.from, check.problem.to)).toBe('tcp.prot');
    expect(applyFix(text, check.problem.fixes[0]!)).toBe('$private && tcp.port == 1');
  });

  it('leave references to fields alone', () => expect(expressionOf('ip.src == ${ip.src}', macros)).toMatchObject({ right: { kind: 'reference' } }));
});

describe('precedence', () => {
  test.each([
    ['tcp or udp or ip or arp', '(tcp or udp) or (ip or arp)'], ['tcp or udp and ip', 'tcp or (udp and ip)'], ['tcp xor udp and ip', 'tcp xor (udp and ip)'], ['tcp or udp xor ip', 'tcp or (udp xor ip)'], ['not tcp and udp', '(not tcp) and udp'], ['!tcp.port == 80', '!(tcp.port == 80)'],
    ['tcp.flags & 0x0f == 8', '{tcp.flags & 0x0f} == 8'], ['tcp.len + 1 * 2 == 3', 'tcp.len + {1 * 2} == 3'], ['tcp.port not in {80}', 'not (tcp.port in {80})'],
    ['ip.ttl < tcp.port < udp.port', 'ip.ttl < tcp.port and tcp.port < udp.port'],
  ])('%s is %s', (text, grouped) => expect(expressionOf(text)).toEqual(expressionOf(grouped)));
});

test('a value typed beside a field in max() and min() is one of its type', () => {
  expect(expressionOf('max(ip.src, 10.0.0.1) == 10.0.0.1')).toMatchObject({ left: { kind: 'function', arguments: [{ kind: 'field' }, { kind: 'literal', type: 'ipv4' }] } });
  expect(problemOf('max(ip.ttl, 10.0.0.1) == 5').code).toBe('wrong-value');
  expect(problemOf('max(0, 1) == 1').code).toBe('argument-type');
});

describe('what is too much', () => {
  it('is refused: nesting, length, repetitions', () => {
    expect(problemOf(`${'('.repeat(5000)}tcp${')'.repeat(5000)}`).code).toBe('too-deep');
    expect(problemOf('!'.repeat(5000) + 'tcp').code).toBe('too-deep');
    expect(problemOf('x'.repeat(LONGEST_FILTER + 1)).code).toBe('too-deep');
    expect(problemOf(`tcp.len == 1${' + 1'.repeat(5000)}`).code).toBe('too-deep');
    expect(problemOf(`frame${'[0]'.repeat(5000)}`).code).toBe('too-deep');
    expect(problemOf('frame matches "((a{100}){100}){100}"').code).toBe('pattern-too-big');
  });
});

it('takes thousands of alternatives', () => {
  const expression = expressionOf(Array.from({ length: 3000 }, (_, i) => `ip.addr == 10.0.${i >> 8}.${i & 255}`).join(' or '));
  expect(fieldsOf(expression).map((f) => f.name)).toEqual(['ip.src', 'ip.dst']);
});

describe('words', () => {
  it('are there in both languages, with the same values', () => {
    const values = (text: string): string[] => [...new Set(text.match(/\{\{\w+\}\}/g) ?? [])].sort();
    expect(Object.keys(filterWordsZh).sort()).toEqual(Object.keys(filterWordsEn).sort());
    for (const [key, english] of Object.entries(filterWordsEn)) {
      const chinese = filterWordsZh[key as keyof typeof filterWordsEn];
      expect(chinese).toMatch(/[\u4e00-\u9fff]/);
      expect(values(chinese)).toEqual(values(english));
    }
  });
  it('exist for each type of field', () => {
    for (const { type } of registry.fields) expect(filterWordsEn).toHaveProperty([`displayFilterType.${type}`]);
  });
});
