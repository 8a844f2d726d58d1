// Protocols whose messages are lines of text, as tcpdump writes them: HTTP, RTSP, SIP, SMTP, FTP, WHOIS.
import type { Printer, Printout } from './printout';

interface TextProtocol {
  readonly name: string;
  /** Requests that a message may begin with; undefined where any line is printed. */
  readonly commands?: ReadonlySet<string>;
  /** Stands in front of the name: the header before does not end in a colon. */
  readonly colon: boolean;
}

/** Longest first word that is looked at, with its end. */
const TOKEN = 128;
const CR = 0x0d;
const LF = 0x0a;
const TAB = 0x09;

function printable(c: number): boolean {
  return c >= 0x20 && c < 0x7f;
}

function isSpace(c: number): boolean {
  return c === 0x20 || (c >= TAB && c <= CR);
}

/** The word at `at` and where the next begins; undefined where there is none or it is not plain text. */
function token(out: Printout, at: number, end: number): { word: string; next: number } | undefined {
  let word = '';
  let next = at;
  for (; next < end; next++) {
    if (!out.has(next)) return undefined;
    const c = out.u8(next);
    if (isSpace(c)) break;
    if (!printable(c) || word.length + 2 > TOKEN) return undefined;
    word += String.fromCharCode(c);
  }
  if (word === '') return undefined;
  for (; next < end && out.has(next); next++) {
    const c = out.u8(next);
    if (c === CR || c === LF || !printable(c) || !isSpace(c)) break;
  }
  return { word, next };
}

/** Whether the payload begins as a request or a response does. */
function begins(out: Printout, at: number, end: number, commands: ReadonlySet<string>): boolean {
  const first = token(out, at, end);
  if (first === undefined) return false;
  if (commands.has(first.word.toUpperCase())) return true;
  const code = token(out, first.next, end);
  return code !== undefined && /^\d{3}$/.test(code.word);
}

/** Prints one line behind `prefix`; the place behind it, 0 where nothing can follow. */
function printLine(out: Printout, prefix: string, at: number, end: number): number {
  let text = prefix;
  for (let next = at; next < end; next++) {
    const c = out.u8(next);
    if (c === LF || (c === CR && next + 1 < end && out.u8(next + 1) === LF)) {
      out.print(text);
      return next + (c === LF ? 1 : 2);
    }
    if (!printable(c) && c !== TAB) return 0;
    text += String.fromCharCode(c);
  }
  out.print(text);
  out.truncated();
  return 0;
}

function textProtocol({ name, commands, colon }: TextProtocol): Printer {
  return (out, at, length) => {
    out.protocol = name;
    const end = at + length;
    const readable = commands === undefined || begins(out, at, end, commands);
    out.print(`${colon ? ': ' : ''}${name.toUpperCase()}`);
    if (!readable) return;
    if (out.options.verbose === 0) {
      printLine(out, ': ', at, end);
      return;
    }
    out.print(`, length: ${length}`);
    for (let next = at; next < end; ) {
      next = printLine(out, '\n\t', next, end);
      if (next === 0) return;
    }
  };
}

const words = (text: string): ReadonlySet<string> => new Set(text.split(' '));

const HTTP = words(
  'GET PUT COPY HEAD LOCK MOVE POLL POST BCOPY BMOVE MKCOL TRACE LABEL MERGE DELETE SEARCH UNLOCK REPORT UPDATE NOTIFY BDELETE CONNECT OPTIONS CHECKIN PROPFIND CHECKOUT ' +
  'CCM_POST SUBSCRIBE PROPPATCH BPROPFIND BPROPPATCH UNCHECKOUT MKACTIVITY MKWORKSPACE UNSUBSCRIBE RPC_CONNECT VERSION-CONTROL BASELINE-CONTROL',
);
const RTSP = words('DESCRIBE ANNOUNCE GET_PARAMETER OPTIONS PAUSE PLAY RECORD REDIRECT SETUP SET_PARAMETER TEARDOWN');
const SIP = words('ACK BYE CANCEL DO INFO INVITE MESSAGE NOTIFY OPTIONS PRACK QAUTH REFER REGISTER SPRACK SUBSCRIBE UPDATE PUBLISH');

export const http = textProtocol({ name: 'http', commands: HTTP, colon: true });
export const rtsp = textProtocol({ name: 'rtsp', commands: RTSP, colon: true });
export const sip = textProtocol({ name: 'sip', commands: SIP, colon: false });
export const smtp = textProtocol({ name: 'smtp', colon: true });
export const ftp = textProtocol({ name: 'ftp', colon: true });
export const whois = textProtocol({ name: 'whois', colon: true });
