// Compiling a capture filter without a device: its program, or what is wrong with it. By our own program; where that is not built, by tcpdump.
import { execFile } from 'node:child_process';
import type { CaptureFilterCheck } from '../../shared/live/capture-filter';
import type { Instruction } from '../../shared/live/bpf-program';
import { explainFilterError } from '../../shared/live/filter-hints';
import { askProgram, isFailure } from './capture-program';

/** libpcap looks names up in DNS; it is not waited for longer. */
const TIMEOUT_MS = 4_000;

type Compiled = { readonly error: string } | { readonly instructions: readonly Instruction[]; readonly text: string };

/** @param linktype DLT name; '' = EN10MB. Never throws: what cannot be compiled has an `error`. */
export async function checkCaptureFilter(filter: string, linktype: string, snaplen: number): Promise<CaptureFilterCheck> {
  const compiled = await compileCaptureFilter(filter, linktype || 'EN10MB', snaplen);
  if (!('error' in compiled)) {
    const { instructions, text } = compiled;
    return { filter, error: null, program: text, c: asC(instructions), decimal: asDecimal(instructions), instructions: instructions.length, rejectsAll: false };
  }
  const found = explainFilterError(filter, compiled.error);
  const fixes = await Promise.all(found.fixes.map(async (fix) => ({ fix, holds: !('error' in (await compileCaptureFilter(fix.filter, linktype || 'EN10MB', snaplen))) })));
  const error = { ...found, fixes: fixes.filter(({ holds }) => holds).map(({ fix }) => fix) };
  return { filter, error, program: '', c: '', decimal: '', instructions: 0, rejectsAll: found.kind === 'rejects-all' };
}

/** By our own program; where that is not built, by tcpdump. */
export async function compileCaptureFilter(filter: string, linktype: string, snaplen: number): Promise<Compiled> {
  if (filter.includes('\0')) return { error: 'it has a character that no filter can have' };
  const answer = await askProgram(['compile', '-y', linktype, '-s', `${snaplen}`, filter], TIMEOUT_MS);
  if (isFailure(answer)) {
    if (answer.failure === 'missing') return compileByTcpdump(filter, linktype, snaplen);
    return { error: answer.failure === 'timeout' ? 'looking a name up took too long; give its address' : answer.text };
  }
  if (typeof answer['error'] === 'string') return { error: withoutPrefix(answer['error']) };
  const { instructions, text } = answer;
  if (!Array.isArray(instructions) || typeof text !== 'string') return { error: 'the capture program gave no answer that can be read' };
  return { instructions: instructions as Instruction[], text };
}

function compileByTcpdump(filter: string, linktype: string, snaplen: number): Promise<Compiled> {
  const common = ['-y', linktype, '-s', `${snaplen}`];
  return Promise.all([tcpdump([...common, '-d', '--', filter]), tcpdump([...common, '-ddd', '--', filter])]).then(([text, decimal]) => {
    if (text.error !== '' || decimal.error !== '') return { error: withoutPrefix(text.error || decimal.error) };
    const instructions = decimal.output.trim().split('\n').slice(1).map((line) => line.split(' ').map(Number) as unknown as Instruction);
    return { instructions, text: text.output };
  });
}

function tcpdump(args: readonly string[]): Promise<{ output: string; error: string }> {
  return new Promise((resolve) => {
    execFile('tcpdump', [...args], { timeout: TIMEOUT_MS, killSignal: 'SIGKILL' }, (error, stdout, stderr) => {
      if (error === null) return resolve({ output: stdout, error: '' });
      const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
      resolve({ output: '', error: missing ? 'neither the capture program nor tcpdump is installed, so capture filters cannot be compiled' : lastLine(stderr) || error.message });
    });
  });
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1)?.replace(/^tcpdump: /, '') ?? '';
}

function withoutPrefix(text: string): string {
  return text.replace(/^can't parse filter expression: /, '');
}

/** As `tcpdump -dd`. */
function asC(instructions: readonly Instruction[]): string {
  return instructions.map(([code, jt, jf, k]) => `{ 0x${code.toString(16)}, ${jt}, ${jf}, 0x${(k >>> 0).toString(16).padStart(8, '0')} },\n`).join('');
}

/** As `tcpdump -ddd`. */
function asDecimal(instructions: readonly Instruction[]): string {
  return `${instructions.length}\n${instructions.map(([code, jt, jf, k]) => `${code} ${jt} ${jf} ${k >>> 0}\n`).join('')}`;
}
