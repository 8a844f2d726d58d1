// SCTP (RFC 9260) as tcpdump prints it.
import { WITH_PORTS } from './ip';
import type { IpPacket } from './ip-protocols';
import { valueName, type Printout } from './printout';

const CHUNKS: Readonly<Record<number, string>> = {
  0: 'DATA', 1: 'INIT', 2: 'INIT ACK', 3: 'SACK', 4: 'HB REQ', 5: 'HB ACK', 6: 'ABORT', 7: 'SHUTDOWN', 8: 'SHUTDOWN ACK', 9: 'OP ERR', 10: 'COOKIE ECHO', 11: 'COOKIE ACK',
  12: 'ECN ECHO', 13: 'ECN CWR', 14: 'SHUTDOWN COMPLETE', 0xa2: 'AUTH', 0xc0: 'FOR CUM TSN', 0xc1: 'REL CTRL',
};
const PAYLOADS: Readonly<Record<number, string>> = {
  1: 'ISDN Q.921', 2: 'M2UA', 3: 'M3UA', 4: 'SUA', 5: 'M2PA', 6: 'V5.2', 7: 'H.248', 8: 'BICC', 9: 'TALI', 10: 'DUA', 11: 'ASAP', 12: 'ENRP', 13: 'H.323', 14: 'Q.IPC', 15: 'SIMCO',
  16: 'DDPSC', 17: 'DDPSSC', 18: 'S1AP', 19: 'RUA', 20: 'HNBAP', 21: 'ForCES HP', 22: 'ForCES MP', 23: 'ForCES LP', 24: 'SBc-AP', 25: 'NBAP', 27: 'X2AP',
};
const FORCES_PORTS: Readonly<Record<number, string>> = { 6704: 'ForCES HP', 6705: 'ForCES MP', 6706: 'ForCES LP' };
const FORCES_PAYLOADS: ReadonlySet<number> = new Set([21, 22, 23]);
const M3UA = 3;
const HEADER = 12;
const CHUNK_HEADER = 4;

export function sctp(out: Printout, at: number, length: number, packet: IpPacket): void {
  out.protocol = 'sctp';
  if (length < HEADER) return out.print(`truncated-sctp - ${HEADER - length} bytes missing!`);
  out.need(at, HEADER);
  const [from, to] = [out.u16(at), out.u16(at + 2)];
  addresses(out, packet, from, to);
  const channels = [from, to].map((port) => FORCES_PORTS[port]).filter((name) => name !== undefined);
  for (const name of channels) out.print(`[${name}]`);
  let chunk = at + HEADER;
  let left = length - HEADER;
  for (let number = 1; left > 0; number++) {
    const used = printChunk(out, chunk, left, { number, isForces: channels.length > 0 });
    if (used === 0) return;
    chunk += used;
    left -= used;
  }
}

/** Only where the IP header itself announces SCTP: else they stand in front of the extension headers. */
function addresses(out: Printout, packet: IpPacket, from: number, to: number): void {
  const isFirst = WITH_PORTS.has(out.u8(packet.header + (packet.version === 4 ? 9 : 6)));
  if (!isFirst) return out.print(`${from} > ${to}: sctp`);
  const source = packet.version === 4 ? out.host4(packet.header + 12) : out.host6(packet.header + 8);
  const target = packet.version === 4 ? out.host4(packet.header + 16) : out.host6(packet.header + 24);
  out.print(`${source}.${out.sctpPort(from)} > ${target}.${out.sctpPort(to)}: sctp`);
}

interface Place {
  readonly number: number;
  readonly isForces: boolean;
}

/** @returns bytes with the padding, 0 where nothing can follow */
function printChunk(out: Printout, at: number, left: number, { number, isForces }: Place): number {
  const front = `${out.options.verbose >= 2 ? '\n\t' : number === 1 ? ' (' : ', ('}${number}) `;
  if (left < CHUNK_HEADER) return stop(out, `${front}[chunk descriptor cut off at end of packet]`);
  out.need(at, CHUNK_HEADER);
  const length = out.u16(at + 2);
  if (length < CHUNK_HEADER) return stop(out, `${front}[Bad chunk length ${length}, < size of chunk descriptor]`);
  out.need(at, length);
  if (length > left) return stop(out, `${front}[Bad chunk length ${length}, > remaining data in packet]`);
  const type = out.u8(at);
  out.print(`${front}[${valueName(CHUNKS, type, 'Unknown chunk type: 0x%x')}] `);
  if (!printBody(out, at, length, type, isForces)) return stop(out, `bogus chunk length ${length}]`);
  return Math.min(left, (length + 3) & ~3);
}

function stop(out: Printout, text: string): 0 {
  out.print(text);
  return 0;
}

/** @returns false where the chunk is too short */
function printBody(out: Printout, at: number, length: number, type: number, isForces: boolean): boolean {
  switch (type) {
    case 0: return length >= 16 && printData(out, at, length, isForces);
    case 1: case 2:
      if (length < 20) return false;
      out.print(`[init tag: ${out.u32(at + 4)}] [rwnd: ${out.u32(at + 8)}] [OS: ${out.u16(at + 12)}] [MIS: ${out.u16(at + 14)}] [init TSN: ${out.u32(at + 16)}] `);
      return true;
    case 3: return length >= 16 && printSack(out, at, length);
    default: return true;
  }
}

function printData(out: Printout, at: number, length: number, isForces: boolean): boolean {
  const flags = out.u8(at + 1);
  const marks = `${(flags & 4) !== 0 ? '(U)' : ''}${(flags & 2) !== 0 ? '(B)' : ''}${(flags & 1) !== 0 ? '(E)' : ''}`;
  if (marks !== '') out.print(`${marks} `);
  const payload = out.u32(at + 12);
  out.print(`[TSN: ${out.u32(at + 4)}] [SID: ${out.u16(at + 8)}] [SSEQ ${out.u16(at + 10)}] [PPID ${valueName(PAYLOADS, payload, '0x%x')}] `);
  if (isForces || FORCES_PAYLOADS.has(payload)) out.lacks('forces');
  else if (out.options.verbose >= 2) printPayload(out, at + 16, length - 16, payload);
  return true;
}

function printPayload(out: Printout, at: number, length: number, payload: number): void {
  if (payload === M3UA) return out.lacks('m3ua');
  out.print('[Payload');
  if (!out.options.hex.toLowerCase().startsWith('x') && !out.options.quiet) {
    out.print(':');
    out.dump(at, length);
  }
  out.print(']');
}

function printSack(out: Printout, at: number, length: number): boolean {
  const [gaps, repeats] = [out.u16(at + 12), out.u16(at + 14)];
  const acknowledged = out.u32(at + 4);
  out.print(`[cum ack ${acknowledged}] [a_rwnd ${out.u32(at + 8)}] [#gap acks ${gaps}] [#dup tsns ${repeats}] `);
  const end = at + length;
  let place = at + 16;
  for (let i = 1; i <= gaps && place !== end; i++, place += 4) {
    if (end - place < 4) return false;
    out.print(`\n\t\t[gap ack block #${i}: start = ${(acknowledged + out.u16(place)) >>> 0}, end = ${(acknowledged + out.u16(place + 2)) >>> 0}] `);
  }
  for (let i = 1; i <= repeats && place !== end; i++, place += 4) {
    if (end - place < 4) return false;
    out.print(`\n\t\t[dup TSN #${i}: ${out.u32(place)}] `);
  }
  return true;
}
