// A DNS message: header, questions, and the three sections of records.
import { timeBetween } from '../../frame/time';
import { belowLine } from '../below-line';
import type { Field } from '../field';
import type { Layer } from '../layer';
import type { TreeNode } from '../tree-node';
import type { DnsFields } from './dns-fields';
import { DnsMessage, type DnsKind } from './dns-name';
import { dissectRecord, typeName } from './dns-records';
import { dissectDso } from './dns-dso';
import { CLASSES, OPCODES, RCODES } from './values/dns-names';

const DSO = 6;
const UPDATE = 5;

/** What sections are called, and their counts' fields; updates name them anew (RFC 2136). */
const SECTIONS = ['Queries', 'Answers', 'Authoritative nameservers', 'Additional records'] as const;
const UPDATE_SECTIONS = ['Zone', 'Prerequisites', 'Updates', 'Additional records'] as const;

export function dissectDns(p: Layer, f: DnsFields, kind: DnsKind): void {
  if (p.carrier === 'tcp') p.read(f.length);
  else p.info(() => '');
  const m = new DnsMessage(kind, p.at);
  const start = p.at;
  const id = p.view.uint16(start);
  const flags = p.view.uint16(start + 2);
  const response = flags >> 15 === 1;
  const opcode = (flags >> 11) & 15;
  p.title(() => (response ? ' (response)' : ' (query)'));
  if (p.inRow) writeInfo(p, id, flags);
  p.read(f.id);
  const idLine = p.last;
  flagLines(p, f, kind, flags);
  const peer = p.transaction(response ? 'response' : 'request', id);
  if (p.indexing) return;
  const update = opcode === UPDATE;
  const questions = p.read(update ? f['count.zones'] : f['count.queries']);
  const answers = p.read(update ? f['count.prerequisites'] : f['count.answers']);
  const authorities = p.read(update ? f['count.updates'] : f['count.auth_rr']);
  const additional = p.read(f['count.add_rr']);
  const names = update ? UPDATE_SECTIONS : SECTIONS;
  if (opcode === DSO && questions + answers + authorities + additional === 0) dissectDso(p, f);
  section(p, names[0], questions, () => dissectQuestion(p, f, m));
  const record = (): void => dissectRecord(p, f, m);
  section(p, names[1], answers, record);
  section(p, names[2], authorities, record);
  section(p, names[3], additional, record);
  if (p.emits) {
    const original = p.quoted === 0 ? (p.context.original ?? 0) : 0;
    if (original !== 0) cameAgain(p, f, response, original, idLine);
    else if (response && peer) answered(p, f, peer.frame, peer.time);
    else if (peer) p.generated(f.response_in, peer.frame);
    else if (response && p.context.stream >= 0) p.generated(f.unsolicited, true);
  }
  if (p.left > 0) extraneous(p, f);
}

function writeInfo(p: Layer, id: number, flags: number): void {
  const opcode = (flags >> 11) & 15;
  const rcode = flags & 15;
  let text = `${OPCODES[opcode] ?? `Unknown operation (${opcode})`}${flags >> 15 === 1 ? ' response' : ''} 0x${id.toString(16).padStart(4, '0')}`;
  if (flags >> 15 === 1 && rcode !== 0) text += ` ${RCODES[rcode] ?? `Unknown error (${rcode})`}`;
  p.info(() => text);
}

function flagLines(p: Layer, f: DnsFields, kind: DnsKind, flags: number): void {
  const start = p.at;
  const response = flags >> 15 === 1;
  p.read(f.flags);
  if (!p.emits) return;
  if (p.inTree) {
    p.last.valueText = `0x${flags.toString(16).padStart(4, '0')} ${OPCODES[(flags >> 11) & 15] ?? 'Unknown operation'}`;
    if (response) p.last.valueText += ` response, ${RCODES[flags & 15] ?? 'Unknown error'}`;
  }
  p.open();
  p.flags(flags, [f['flags.response']], start, 2);
  p.peek(f['flags.opcode'], start);
  p.flags(flags, kind === 'llmnr' ? llmnrFlags(f, response) : dnsFlags(f, response, flags), start, 2);
  if (response) p.peek(f['flags.rcode'], start);
  p.close();
}

function llmnrFlags(f: DnsFields, response: boolean): readonly Field<boolean>[] {
  return [response ? f['.dns.flags.conflict'] : f['flags.conflict'], f['flags.truncated'], f['flags.tentative']];
}

function dnsFlags(f: DnsFields, response: boolean, flags: number): readonly Field<boolean>[] {
  if (response) {
    return [f['flags.authoritative'], f['flags.truncated'], f['flags.recdesired'], f['flags.recavail'], f['flags.z'], f['flags.authenticated'], f['flags.checkdisable']];
  }
  const authenticated = (flags & 0x20) !== 0 ? [f['.dns.flags.authenticated']] : [];
  return [f['flags.truncated'], f['flags.recdesired'], f['flags.z'], ...authenticated, f['flags.checkdisable']];
}

/** `count` entries below one line. Each is at least five octets long, so a lying count runs out of bytes soon. */
function section(p: Layer, name: string, count: number, entry: () => void): void {
  if (count === 0) return;
  const start = p.at;
  p.view.need(start, 1);
  p.group(name, start, p.captured);
  for (let i = 0; i < count; i++) entry();
  p.close();
  if (p.inTree) p.last.length = p.at - start;
}

function dissectQuestion(p: Layer, f: DnsFields, m: DnsMessage): void {
  const start = p.at;
  const nameEnd = m.read(p, start);
  const type = p.view.uint16(nameEnd);
  const cls = p.view.uint16(nameEnd + 2);
  const multicast = m.kind === 'mdns';
  p.at = nameEnd + 4;
  if (p.inRow) {
    const unicast = multicast ? (cls & 0x8000 ? ', "QU" question' : ', "QM" question') : '';
    p.appendInfo(() => ` ${typeName(type)} ${m.name}${unicast}`);
    p.group(`${m.name}: type ${typeName(type)}, class ${CLASSES[multicast ? cls & 0x7fff : cls] ?? 'Unknown'}${unicast}`, start, p.at - start);
  }
  if (!p.emits) return;
  const length = nameEnd - start;
  p.put(f['qry.name'], m.name, start, length);
  p.generated(f['qry.name.len'], m.nameSize, start, length);
  p.generated(f['count.labels'], m.name.split('.').length, start, length);
  p.peek(f['qry.type'], nameEnd);
  p.peek(multicast ? f['.dns.qry.class'] : f['qry.class'], nameEnd + 2);
  if (multicast) p.flags(cls, [f['qry.qu']], nameEnd + 2, 2);
  p.close();
}

function answered(p: Layer, f: DnsFields, frame: number, time: Layer['context']['time']): void {
  p.generated(f.response_to, frame);
  if (time && p.context.time) p.generated(f.time, timeBetween(time, p.context.time));
}

/** Where the message stood when it came first. Of one that cannot be read to its end nothing is said. */
function cameAgain(p: Layer, f: DnsFields, response: boolean, original: number, idLine: TreeNode): void {
  const [finding, word] = response ? [f.retransmit_response, 'response'] : [f.retransmit_request, 'request'];
  belowLine(p, idLine, () => p.expert(finding, 'warn', 'Protocol', `DNS ${response ? word : 'query'} retransmission. Original ${word} in frame ${original}`));
  p.generated(response ? f.retransmit_response_in : f.retransmit_request_in, original);
  p.generated(f.retransmission, true);
}

/** What stands behind the last record. */
function extraneous(p: Layer, f: DnsFields): void {
  const start = p.at;
  const length = p.left;
  p.view.need(start, length);
  p.at += length;
  if (!p.emits) return;
  p.group(`Extraneous Data (${length} bytes)`, start, length);
  p.put(f['extraneous.data'], p.view.captured(start, length), start, length);
  p.generated(f['extraneous.length'], length);
  p.label('Extraneous data', start, length);
  p.expert(f.extraneous, 'note', 'Undecoded', 'Extraneous data');
  p.close();
}
