// A TCP conversation of 100,000 segments over raw IPv4 in one capture: requests of 200 octets, answers of three segments, one of 300 sent twice. Made once: 18 MB.
import { existsSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { FOLDER } from './captures.mjs';

export const SEGMENTS = 100_000;
const SNAP = 160;
const [FILE_HEADER, RECORD_HEADER, IP, TCP] = [24, 16, 20, 20];
const [SYN, PSH, ACK] = [2, 8, 0x10];
const AGAIN = 300;
const STEP_US = 100;

export function longConversation() {
  const path = join(FOLDER, 'long-conversation.pcap');
  if (existsSync(path) && statSync(path).size > SEGMENTS * (RECORD_HEADER + IP + TCP)) return path;
  writeFileSync(path, new Conversation().file());
  return path;
}

class Conversation {
  parts = [header()];
  count = 0;
  /** Next sequence numbers of client and server. */
  next = [1_000, 5_000];

  file() {
    this.send(0, SYN, 0);
    this.send(1, SYN | ACK, 0);
    this.send(0, ACK, 0);
    while (this.count < SEGMENTS) {
      this.send(0, PSH | ACK, 200);
      for (const length of [1448, 1448, 604]) this.send(1, length === 604 ? PSH | ACK : ACK, length);
      this.send(0, ACK, 0);
    }
    return Buffer.concat(this.parts.slice(0, SEGMENTS + 1));
  }

  /**
   * @param {0 | 1} side
   * @param {number} flags
   * @param {number} length
   */
  send(side, flags, length) {
    const sequence = this.next[side] ?? 0;
    const acknowledgment = (flags & ACK) === 0 ? 0 : (this.next[1 - side] ?? 0);
    const times = length > 0 && this.count % AGAIN === 0 ? 2 : 1;
    for (let i = 0; i < times; i++) this.parts.push(record(this.count++, side, flags, sequence, acknowledgment, length));
    this.next[side] = (sequence + length + (flags & SYN ? 1 : 0)) >>> 0;
  }
}

function header() {
  const head = Buffer.alloc(FILE_HEADER);
  for (const [at, value] of [[0, 0xa1b2c3d4], [4, 0x00040002], [16, SNAP], [20, 101]]) head.writeUInt32LE(value ?? 0, at ?? 0);
  return head;
}

/**
 * @param {number} index
 * @param {0 | 1} side
 * @param {number} flags
 * @param {number} sequence
 * @param {number} acknowledgment
 * @param {number} length
 */
function record(index, side, flags, sequence, acknowledgment, length) {
  const whole = IP + TCP + length;
  const kept = Math.min(SNAP, whole);
  const b = Buffer.alloc(RECORD_HEADER + kept);
  const time = index * STEP_US;
  for (const [at, value] of [[0, 1_700_000_000 + Math.floor(time / 1e6)], [4, time % 1e6], [8, kept], [12, whole]]) b.writeUInt32LE(value ?? 0, at ?? 0);
  const packet = b.subarray(RECORD_HEADER);
  packet.writeUInt16BE(0x4500, 0);
  packet.writeUInt16BE(whole, 2);
  packet.writeUInt16BE(0x4006, 8);
  packet.writeUInt32BE(0xc0000201 + side, 12);
  packet.writeUInt32BE(0xc0000202 - side, 16);
  const segment = packet.subarray(IP);
  segment.writeUInt16BE(side === 0 ? 40_000 : 9000, 0);
  segment.writeUInt16BE(side === 0 ? 9000 : 40_000, 2);
  segment.writeUInt32BE(sequence, 4);
  segment.writeUInt32BE(acknowledgment, 8);
  segment.writeUInt16BE(0x5000 | flags, 12);
  segment.writeUInt16BE(65_000, 14);
  return b;
}
