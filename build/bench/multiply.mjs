// Makes big captures of a base capture: copies one after the other, each with later times and addresses of its own.
import { closeSync, openSync, writeSync } from 'node:fs';

const FILE_HEADER = 24;
const RECORD_HEADER = 16;
const IPV4 = 0x0800;
const ARP = 0x0806;
const IPV6 = 0x86dd;
/** Where the checksum stands in the transport header, by IP protocol; those that cover addresses. */
const CHECKSUM_AT = new Map([[6, 16], [17, 6], [58, 2]]);
const UDP = 17;

/** A little-endian pcap file of Ethernet frames, as tcpdump writes it; changed in place. */
export class BaseCapture {
  /**
   * @param {Buffer} file
   * @param {number} limit frames to use
   */
  constructor(file, limit) {
    if (file.readUInt32LE(0) !== 0xa1b2c3d4) throw new Error('the base capture is not a little-endian pcap file of microseconds');
    this.header = file.subarray(0, FILE_HEADER);
    /** Offsets of the record headers. @type {number[]} */
    this.records = [];
    let at = FILE_HEADER;
    while (this.records.length < limit && at + RECORD_HEADER <= file.length) {
      this.records.push(at);
      at += RECORD_HEADER + file.readUInt32LE(at + 8);
    }
    this.body = file.subarray(FILE_HEADER, at);
    this.file = file;
  }

  get frames() {
    return this.records.length;
  }

  /** Frames only, without record headers. */
  get bytesPerFrame() {
    return this.body.length / this.frames - RECORD_HEADER;
  }

  /** Whole seconds by which a copy must be later than the one before. */
  get seconds() {
    const last = this.records.at(-1) ?? FILE_HEADER;
    return this.file.readUInt32LE(last) - this.file.readUInt32LE(FILE_HEADER) + 1;
  }

  /** Every frame a bit later, between the next pair of networks: 10.77 → 10.78, fd77:0 → fd77:1. */
  shift() {
    const later = this.seconds;
    for (const at of this.records) {
      this.file.writeUInt32LE(this.file.readUInt32LE(at) + later, at);
      shiftFrame(this.file, at + RECORD_HEADER, at + RECORD_HEADER + this.file.readUInt32LE(at + 8));
    }
  }
}

/**
 * @param {BaseCapture} base is shifted
 * @param {readonly { path: string, copies: number }[]} files
 */
export function writeCopies(base, files) {
  const open = files.map(({ path, copies }) => ({ fd: openSync(path, 'w'), copies }));
  for (const { fd } of open) writeAll(fd, base.header);
  const most = Math.max(...files.map(({ copies }) => copies));
  for (let copy = 0; copy < most; copy++) {
    if (copy > 0) base.shift();
    for (const { fd, copies } of open) if (copy < copies) writeAll(fd, base.body);
  }
  for (const { fd } of open) closeSync(fd);
}

/**
 * @param {Buffer} b
 * @param {number} start
 * @param {number} end
 */
function shiftFrame(b, start, end) {
  const type = b.readUInt16BE(start + 12);
  const ip = start + 14;
  if (type === IPV4 && ip + 20 <= end) shiftIpv4(b, ip, end);
  else if (type === IPV6 && ip + 40 <= end) shiftIpv6(b, ip, end);
  else if (type === ARP && ip + 28 <= end) for (const at of [ip + 14, ip + 24]) b[at + 1] = (b[at + 1] ?? 0) + 1;
}

/**
 * @param {Buffer} b
 * @param {number} ip
 * @param {number} end
 */
function shiftIpv4(b, ip, end) {
  let added = 0;
  for (const at of [ip + 12, ip + 16]) {
    if (b[at] !== 10) continue;
    b[at + 1] = (b[at + 1] ?? 0) + 1;
    added++;
  }
  addToChecksum(b, ip + 10, added);
  const isFirstFragment = (b.readUInt16BE(ip + 6) & 0x1fff) === 0;
  const protocol = b[ip + 9] ?? 0;
  // ICMP's checksum covers no addresses.
  if (isFirstFragment && protocol !== 58) shiftTransport(b, ip + ((b[ip] ?? 0) & 15) * 4, protocol, end, added);
}

/**
 * @param {Buffer} b
 * @param {number} ip
 * @param {number} end
 */
function shiftIpv6(b, ip, end) {
  let added = 0;
  for (const at of [ip + 8, ip + 24]) {
    if (b.readUInt16BE(at) !== 0xfd77) continue;
    b[at + 3] = (b[at + 3] ?? 0) + 1;
    added++;
  }
  shiftTransport(b, ip + 40, b[ip + 6] ?? 0, end, added);
}

/**
 * @param {Buffer} b
 * @param {number} at
 * @param {number} protocol
 * @param {number} end
 * @param {number} added
 */
function shiftTransport(b, at, protocol, end, added) {
  const offset = CHECKSUM_AT.get(protocol);
  if (offset === undefined || at + offset + 2 > end) return;
  if (protocol === UDP && b.readUInt16BE(at + offset) === 0) return;
  addToChecksum(b, at + offset, added);
  if (protocol === UDP && b.readUInt16BE(at + offset) === 0) b.writeUInt16BE(0xffff, at + offset);
}

/**
 * RFC 1624: the words summed up grew by `added`.
 * @param {Buffer} b
 * @param {number} at
 * @param {number} added
 */
function addToChecksum(b, at, added) {
  let sum = (~b.readUInt16BE(at) & 0xffff) + added;
  sum = (sum & 0xffff) + (sum >>> 16);
  b.writeUInt16BE(~sum & 0xffff, at);
}

/**
 * @param {number} fd
 * @param {Buffer} bytes
 */
function writeAll(fd, bytes) {
  for (let at = 0; at < bytes.length; ) at += writeSync(fd, bytes, at);
}
