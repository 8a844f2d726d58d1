// DNS as tcpdump writes it: UDP, TCP, mDNS and LLMNR alike.
import { skipName } from './domain-name';
import { OPT, printQuestion, printRecord, type DomainMessage } from './domain-record';
import { OPERATIONS, RESPONSE_CODES } from './domain-values';
import type { Printer, Printout } from './printout';

const HEADER = 12;
const IQUERY = 1;
/** Bits of the second word that a query has no use for. */
const UNEXPECTED = 0x06cf;

interface Counts {
  readonly questions: number;
  readonly answers: number;
  readonly authorities: number;
  readonly additionals: number;
}

/** The upper bits of the response code, which stand in an OPT record; 0 where there is none that can be reached. */
function extendedCode(out: Printout, at: number, counts: Counts): number {
  let next = at;
  for (let i = 0; i < counts.questions; i++) {
    const behind = skipName(out, next);
    if (behind === undefined || !out.has(behind, 4)) return 0;
    next = behind + 4;
  }
  for (let i = 0; i < counts.answers + counts.authorities + counts.additionals; i++) {
    const behind = skipName(out, next);
    if (behind === undefined || !out.has(behind, 5)) return 0;
    if (i >= counts.answers + counts.authorities && out.u16(behind) === OPT) return out.u8(behind + 4) << 4;
    if (!out.has(behind, 10)) return 0;
    next = behind + 10 + out.u16(behind + 8);
  }
  return 0;
}

/** Prints `count` records with commas between; the place behind them, or undefined where the packet ends before. */
function printRecords(out: Printout, at: number, count: number, message: DomainMessage): number | undefined {
  let next: number | undefined = at;
  for (let i = 0; i < count; i++) {
    if (i > 0 && next >= out.end) return undefined;
    if (i > 0) out.print(',');
    next = printRecord(out, next, message);
    if (next === undefined) return undefined;
  }
  return next;
}

/** Prints the records behind the answers; false where the packet ends before. */
function printLaterSections(out: Printout, at: number, counts: Counts, message: DomainMessage): boolean {
  let next: number | undefined = at;
  for (const [word, count] of [[' ns:', counts.authorities], [' ar:', counts.additionals]] as const) {
    if (count === 0) continue;
    if (next >= out.end) return false;
    out.print(word);
    next = printRecords(out, next, count, message);
    if (next === undefined) return false;
  }
  return true;
}

/** Prints the questions of a response with -vv, and leaves them out without. */
function passQuestions(out: Printout, at: number, count: number, message: DomainMessage): number | undefined {
  let next: number | undefined = at;
  for (let i = 0; i < count; i++) {
    if (out.options.verbose > 1) {
      out.print(i > 0 ? ', q:' : ' q:');
      next = printQuestion(out, next, message);
    } else {
      if (i > 0) out.print(',');
      const behind = skipName(out, next);
      next = behind === undefined ? undefined : behind + 4;
    }
    if (next === undefined) return undefined;
  }
  return next;
}

function printResponse(out: Printout, at: number, flags: number, counts: Counts, message: DomainMessage): boolean {
  const code = (flags & 0x0f) | extendedCode(out, at + HEADER, counts);
  const bits = (flags & 0x0400 ? '*' : '') + (flags & 0x0080 ? '' : '-') + (flags & 0x0200 ? '|' : '') + (flags & 0x0020 ? '$' : '');
  out.print(`${out.u16(at)}${OPERATIONS[(flags >> 11) & 0x0f]!}${RESPONSE_CODES[code] ?? ` Resp${code}`}${bits}`);
  if (counts.questions !== 1) out.print(` [${counts.questions}q]`);
  const questions = passQuestions(out, at + HEADER, counts.questions, message);
  if (questions === undefined) return false;
  out.print(` ${counts.answers}/${counts.authorities}/${counts.additionals}`);
  const next = printRecords(out, questions, counts.answers, message);
  if (next === undefined) return false;
  return out.options.verbose < 2 || printLaterSections(out, next, counts, message);
}

/** What a query's header counts that a plain query has not. */
function unusualCounts(flags: number, counts: Counts): string {
  const { questions, answers, authorities, additionals } = counts;
  let text = flags & UNEXPECTED ? ` [b2&3=0x${flags.toString(16)}]` : '';
  if (((flags >> 11) & 0x0f) === IQUERY) text += (questions > 0 ? ` [${questions}q]` : '') + (answers !== 1 ? ` [${answers}a]` : '');
  else text += (answers > 0 ? ` [${answers}a]` : '') + (questions !== 1 ? ` [${questions}q]` : '');
  return text + (authorities > 0 ? ` [${authorities}n]` : '') + (additionals > 0 ? ` [${additionals}au]` : '');
}

function printQuery(out: Printout, at: number, flags: number, counts: Counts, message: DomainMessage): boolean {
  const operation = OPERATIONS[(flags >> 11) & 0x0f]!;
  out.print(`${out.u16(at)}${operation}${flags & 0x0100 ? '+' : ''}${flags & 0x0010 ? '%' : ''}${unusualCounts(flags, counts)}`);
  let next: number | undefined = at + HEADER;
  for (let i = 0; i < counts.questions; i++) {
    next = printQuestion(out, next, message);
    if (next === undefined) return false;
  }
  if (out.options.verbose < 2) return true;
  next = printRecords(out, next, counts.answers, message);
  return next !== undefined && printLaterSections(out, next, counts, message);
}

function printMessage(out: Printout, at: number, length: number, multicast: boolean): void {
  if (length < HEADER) {
    out.print(`domain [length ${length} < ${HEADER}]`);
    return out.invalid();
  }
  out.need(at, HEADER);
  const flags = out.u16(at + 2);
  const counts = { questions: out.u16(at + 4), answers: out.u16(at + 6), authorities: out.u16(at + 8), additionals: out.u16(at + 10) };
  const print = flags & 0x8000 ? printResponse : printQuery;
  if (print(out, at, flags, counts, { start: at, multicast })) out.print(` (${length})`);
  else out.truncated();
}

/** DNS over UDP. */
export const domain: Printer = (out, at, length) => {
  out.protocol = 'domain';
  printMessage(out, at, length, false);
};

/** DNS over TCP: a message has its length in front, and is printed where a segment holds exactly one. */
export const domainTcp: Printer = (out, at, length) => {
  out.protocol = 'domain';
  out.print(' ');
  if (length < 2) {
    out.print(`[DNS over TCP: length ${length} < 2]`);
    return out.invalid();
  }
  const told = out.u16(at);
  if (told !== length - 2) {
    out.print(`[prefix length(${told}) != length(${length - 2})]`);
    return out.invalid();
  }
  printMessage(out, at + 2, length - 2, false);
};

/** Multicast DNS. */
export const multicastDomain: Printer = (out, at, length) => {
  out.protocol = 'domain';
  printMessage(out, at, length, true);
};
