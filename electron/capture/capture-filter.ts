// Compiling a capture filter without a device: its program, or what is wrong with it. By our own program; where that is not built, by tcpdump.
import { execFile } from 'node:child_process';
import type { CaptureFilterCheck, CaptureFilterError, FilterFix } from '../../shared/live/capture-filter';
import type { Instruction } from '../../shared/live/bpf-program';
import { explainFilterError } from '../../shared/live/filter-hints';
import { askProgram, isFailure } from './capture-program';

/** For one check with all its fixes. libpcap looks names up in DNS, and its optimizer takes long over hundreds of conditions. */
const TIMEOUT_MS = 4_000;
/** Below what a system takes as one argument. */
const MAX_FILTER_BYTES = 65_536;
/** Slips of one filter that are mended one behind the other. */
const MOST_SLIPS = 3;

interface Failure {
  readonly error: string;
  readonly kind?: 'timeout' | 'linktype';
}

type Compiled = Failure | { readonly instructions: readonly Instruction[]; readonly text: string };

type Compile = (filter: string) => Promise<Compiled>;

/** @param linktype DLT name; '' = EN10MB. Never throws: what cannot be compiled has an `error`. */
export async function checkCaptureFilter(filter: string, linktype: string, snaplen: number): Promise<CaptureFilterCheck> {
  const until = Date.now() + TIMEOUT_MS;
  const compileIt: Compile = (text) => compileCaptureFilter(text, linktype || 'EN10MB', snaplen, Math.max(1, until - Date.now()));
  const compiled = await compileIt(filter);
  if (!('error' in compiled)) {
    const { instructions, text } = compiled;
    return { filter, error: null, program: text, c: asC(instructions), decimal: asDecimal(instructions), instructions: instructions.length, rejectsAll: false };
  }
  const error = refusal(filter) ?? (await explained(filter, linktype, compiled, compileIt));
  return { filter, error, program: '', c: '', decimal: '', instructions: 0, rejectsAll: error.kind === 'rejects-all' };
}

/** What no program is asked about. */
function refusal(filter: string): CaptureFilterError | null {
  const bytes = Buffer.byteLength(filter);
  if (bytes > MAX_FILTER_BYTES) {
    return wholly(filter, 'too-long', `A capture filter has at most ${MAX_FILTER_BYTES} bytes, this one has ${bytes}. Use networks rather than single hosts.`, `捕获过滤器最长 ${MAX_FILTER_BYTES} 字节，此过滤器有 ${bytes} 字节。请用网络代替单个主机。`, '');
  }
  const zero = filter.indexOf('\0');
  return zero < 0 ? null : { ...wholly(filter, 'other', 'This character cannot stand in a filter.', '过滤器中不能有此字符。', ''), start: zero, end: zero + 1, word: '\0' };
}

function wholly(filter: string, kind: CaptureFilterError['kind'], message: string, messageZh: string, libpcap: string): CaptureFilterError {
  return { start: 0, end: filter.length, word: filter, kind, message, messageZh, libpcap, fixes: [] };
}

async function explained(filter: string, linktype: string, { error, kind }: Failure, compileIt: Compile): Promise<CaptureFilterError> {
  if (kind === 'linktype') return { ...wholly(filter, kind, `There is no link type ${linktype}.`, `没有名为 ${linktype} 的链路类型。`, error), end: 0, word: '' };
  if (kind === 'timeout') return timedOut(filter, error);
  const found = explainFilterError(filter, error);
  const fixes = await Promise.all(found.fixes.map((fix) => mended(fix, compileIt, MOST_SLIPS)));
  return { ...found, fixes: fixes.filter((fix, i) => fix !== null && fixes.findIndex((other) => other?.filter === fix.filter) === i) as FilterFix[] };
}

function timedOut(filter: string, error: string): CaptureFilterError {
  const name = /\b(?:host|net|gateway|src|dst)\s+(?!host\b|net\b|port\b|portrange\b)([a-z][\w.-]*)/i.exec(filter)?.[1];
  const seconds = TIMEOUT_MS / 1000;
  if (name === undefined) {
    return wholly(filter, 'timeout', `This takes longer than ${seconds} seconds to compile: it has too many conditions. Use networks rather than single hosts.`, `编译超过 ${seconds} 秒：条件太多。请用网络代替单个主机。`, error);
  }
  const start = filter.indexOf(name);
  return { ...wholly(filter, 'timeout', `The name ${name} was not found within ${seconds} seconds: names are looked up in DNS. Give the address.`, `${seconds} 秒内未查到 ${name}：过滤器中的名称要通过 DNS 查询。请直接填写地址。`, error), start, end: start + name.length, word: name };
}

/** The fix, with further slips mended; null where it still does not compile. */
async function mended(fix: FilterFix, compileIt: Compile, slips: number): Promise<FilterFix | null> {
  const compiled = await compileIt(fix.filter);
  if (!('error' in compiled)) return fix;
  const next = slips > 1 && compiled.kind === undefined ? explainFilterError(fix.filter, compiled.error).fixes[0] : undefined;
  return next === undefined ? null : mended({ filter: next.filter, change: next.filter }, compileIt, slips - 1);
}

/** By our own program; where that is not built, by tcpdump. */
export async function compileCaptureFilter(filter: string, linktype: string, snaplen: number, timeoutMs = TIMEOUT_MS): Promise<Compiled> {
  const refused = refusal(filter);
  if (refused !== null) return { error: refused.message };
  const answer = await askProgram(['compile', '-y', linktype, '-s', `${snaplen}`, '--', filter], timeoutMs);
  if (isFailure(answer)) {
    if (answer.failure === 'missing') return compileByTcpdump(filter, linktype, snaplen, timeoutMs);
    return answer.failure === 'timeout' ? { error: answer.text, kind: 'timeout' } : { error: answer.text };
  }
  if (typeof answer['error'] === 'string') return failed(answer['error']);
  const { instructions, text } = answer;
  if (!Array.isArray(instructions) || typeof text !== 'string') return { error: 'the capture program gave no answer that can be read' };
  return { instructions: instructions as Instruction[], text };
}

async function compileByTcpdump(filter: string, linktype: string, snaplen: number, timeoutMs: number): Promise<Compiled> {
  const ask = (flag: string): Promise<{ output: string } | Failure> => tcpdump(['-y', linktype, '-s', `${snaplen}`, flag, '--', filter], timeoutMs);
  const [text, decimal] = await Promise.all([ask('-d'), ask('-ddd')]);
  if ('error' in text) return text;
  if ('error' in decimal) return decimal;
  const instructions = decimal.output.trim().split('\n').slice(1).map((line) => line.split(' ').map(Number) as unknown as Instruction);
  return { instructions, text: text.output };
}

function tcpdump(args: readonly string[], timeout: number): Promise<{ output: string } | Failure> {
  return new Promise((resolve) => {
    execFile('tcpdump', [...args], { timeout, killSignal: 'SIGKILL' }, (error, stdout, stderr) => {
      if (error === null) return resolve({ output: stdout });
      if (error.killed === true) return resolve({ error: `no answer within ${timeout} ms`, kind: 'timeout' });
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return resolve({ error: 'neither the capture program nor tcpdump is installed, so capture filters cannot be compiled' });
      resolve(failed(lastLine(stderr) || 'tcpdump gave no reason'));
    });
  });
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1)?.replace(/^tcpdump: /, '') ?? '';
}

function failed(text: string): Failure {
  const error = text.replace(/^can't parse filter expression: /, '');
  return /no such link type|invalid data link type/.test(error) ? { error, kind: 'linktype' } : { error };
}

/** As `tcpdump -dd`. */
function asC(instructions: readonly Instruction[]): string {
  return instructions.map(([code, jt, jf, k]) => `{ 0x${code.toString(16)}, ${jt}, ${jf}, 0x${(k >>> 0).toString(16).padStart(8, '0')} },\n`).join('');
}

/** As `tcpdump -ddd`. */
function asDecimal(instructions: readonly Instruction[]): string {
  return `${instructions.length}\n${instructions.map(([code, jt, jf, k]) => `${code} ${jt} ${jf} ${k >>> 0}\n`).join('')}`;
}
