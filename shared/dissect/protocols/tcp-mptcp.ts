// The Multipath TCP option (RFC 6824, RFC 8684).
import { bytes, flag, ipv4, ipv6, uint16, uint32, uint64, uint8 } from '../field';
import type { Layer } from '../layer';
import type { OptionAt, OptionFields } from './tcp-options';

const SUBTYPES = {
  0: 'Multipath Capable', 1: 'Join Connection', 2: 'Data Sequence Signal', 3: 'Add Address', 4: 'Remove Address', 5: 'Change Subflow Priority',
  6: 'TCP Fallback', 7: 'Fast Close', 8: 'TCP Reset',
};
const RESET_REASONS = {
  0: 'Unspecified error', 1: 'MPTCP-specific error', 2: 'Lack of resources', 3: 'Administratively prohibited', 4: 'Too much outstanding data',
  5: 'Unacceptable performance', 6: 'Middlebox interference',
};

export const MPTCP_FIELDS = {
  '.mptcp': bytes('Multipath Transmission Control Protocol'),
  'options.mptcp.subtype': uint8('Multipath TCP subtype', { mask: 0xf0, names: SUBTYPES }),
  'options.mptcp.version': uint8('Multipath TCP version', { mask: 0x0f }),
  'options.mptcp.reserved': uint16('Reserved', { base: 'hex', mask: 0x0fff }),
  'options.mptcp.flags': uint8('Multipath TCP flags', { base: 'hex' }),
  'options.mptcp.backup.flag': uint8('Backup flag', { mask: 0x01 }),
  'options.mptcp.checksumreq.flags': uint8('Checksum required', { mask: 0x80 }),
  'options.mptcp.extensibility.flag': uint8('Extensibility', { mask: 0x40 }),
  'options.mptcp.nomoresubflows.flag': uint8('Do not attempt to establish new subflows to this address and port', { mask: 0x20 }),
  'options.mptcp.sha1.flag': uint8('Use HMAC-SHA1', { mask: 0x01 }),
  'options.mptcp.sha256.flag': uint8('Use HMAC-SHA256', { mask: 0x01 }),
  'options.mptcp.datafin.flag': uint8('DATA_FIN', { mask: 0x10 }),
  'options.mptcp.dseqn8.flag': uint8('Data Sequence Number is 8 octets', { mask: 0x08 }),
  'options.mptcp.dseqnpresent.flag': uint8('Data Sequence Number, Subflow Sequence Number, Data-level Length, Checksum present', { mask: 0x04 }),
  'options.mptcp.dataack8.flag': uint8('Data ACK is 8 octets', { mask: 0x02 }),
  'options.mptcp.dataackpresent.flag': uint8('Data ACK is present', { mask: 0x01 }),
  'options.mptcp.reserved.flag': uint8('Reserved', { base: 'hex', mask: 0x3e }),
  '.tcp.options.mptcp.reserved.flag': uint8('Reserved', { base: 'hex', mask: 0x1e }),
  'options.mptcp.flag_U.flag': flag('Flag U', 1, 0x08, { bits: 4 }),
  'options.mptcp.flag_V.flag': flag('Flag V', 1, 0x04, { bits: 4 }),
  'options.mptcp.flag_W.flag': flag('Flag W', 1, 0x02, { bits: 4 }),
  'options.mptcp.flag_T.flag': flag('Transient', 1, 0x01, { bits: 4 }),
  'options.mptcp.rst_reason': uint8('TCPRST Reason', { base: 'hex', names: RESET_REASONS }),
  'options.mptcp.addrid': uint8('Address ID'),
  'options.mptcp.sendkey': uint64("Sender's Key"),
  'options.mptcp.recvkey': uint64("Receiver's Key"),
  'options.mptcp.recvtok': uint32("Receiver's Token"),
  'options.mptcp.sendrand': uint32("Sender's Random Number"),
  'options.mptcp.sendtrunchmac': uint64("Sender's Truncated HMAC"),
  'options.mptcp.sendhmac': bytes("Sender's HMAC"),
  'options.mptcp.addaddrtrunchmac': uint64('Truncated HMAC'),
  'options.mptcp.rawdataack': uint64('Original MPTCP Data ACK'),
  'options.mptcp.rawdataseqno': uint64('Data Sequence Number'),
  'options.mptcp.subflowseqno': uint32('Subflow Sequence Number'),
  'options.mptcp.datalvllen': uint16('Data-level Length'),
  'options.mptcp.checksum': uint16('Checksum', { base: 'hex' }),
  'options.mptcp.ipver': uint8('IP version', { mask: 0x0f }),
  'options.mptcp.echo': uint8('Echo', { mask: 0x01 }),
  'options.mptcp.ipv4': ipv4('Advertised IPv4 Address'),
  'options.mptcp.ipv6': ipv6('Advertised IPv6 Address'),
  'options.mptcp.port': uint16('Advertised port'),
  '.mptcp.rm_addr.count': uint8('Number of removed addresses'),
};

type F = OptionFields;

/** From kind and length on: a protocol of its own in tshark's eyes. */
export function mptcpOption(p: Layer, f: F, o: OptionAt): void {
  p.enter('mptcp');
  if (p.inRow) p.column('MPTCP');
  p.put(f['.mptcp'], p.view.captured(o.start, o.length), o.start, o.length);
  const line = p.last;
  p.open();
  p.read(f.option_kind);
  p.read(f.option_len);
  const subtype = p.view.uint8(p.at) >>> 4;
  if (p.inTree) line.text = `Multipath Transmission Control Protocol: ${f['options.mptcp.subtype'].nameOf(subtype) ?? `Unknown (${subtype})`}`;
  p.peek(f['options.mptcp.subtype']);
  SUBTYPE_BODIES[subtype]?.(p, f, o);
  p.close();
}

const SUBTYPE_BODIES: readonly (((p: Layer, f: F, o: OptionAt) => void) | undefined)[] = [
  capable, join, dataSequenceSignal, addAddress, removeAddress, priority, fallback, fastClose, reset,
];

function capable(p: Layer, f: F, o: OptionAt): void {
  const version = p.read(f['options.mptcp.version']);
  const at = p.at;
  p.read(f['options.mptcp.flags']);
  p.open();
  p.peek(f['options.mptcp.checksumreq.flags'], at);
  p.peek(f['options.mptcp.extensibility.flag'], at);
  if (version === 1) p.peek(f['options.mptcp.nomoresubflows.flag'], at);
  p.peek(version === 1 ? f['options.mptcp.sha256.flag'] : f['options.mptcp.sha1.flag'], at);
  p.peek(version === 1 ? f['.tcp.options.mptcp.reserved.flag'] : f['options.mptcp.reserved.flag'], at);
  p.close();
  if (o.length >= 12) p.read64(f['options.mptcp.sendkey']);
  if (o.length >= 20) p.read64(f['options.mptcp.recvkey']);
  if (o.length >= 22) p.read(f['options.mptcp.datalvllen']);
  if (o.length >= 24) p.read(f['options.mptcp.checksum']);
}

function join(p: Layer, f: F, o: OptionAt): void {
  if (o.length !== 12 && o.length !== 16) {
    p.read(f['options.mptcp.reserved']);
    if (o.length === 24) p.take(f['options.mptcp.sendhmac'], 20);
    return;
  }
  const at = p.at;
  p.read(f['options.mptcp.flags']);
  p.open();
  p.peek(f['options.mptcp.backup.flag'], at);
  p.close();
  p.read(f['options.mptcp.addrid']);
  if (o.length === 12) p.read(f['options.mptcp.recvtok']);
  else p.read64(f['options.mptcp.sendtrunchmac']);
  p.read(f['options.mptcp.sendrand']);
}

function dataSequenceSignal(p: Layer, f: F, o: OptionAt): void {
  p.skip(1);
  const at = p.at;
  const bits = p.read(f['options.mptcp.flags']);
  p.open();
  for (const key of ['datafin', 'dseqn8', 'dseqnpresent', 'dataack8', 'dataackpresent'] as const) p.peek(f[`options.mptcp.${key}.flag`], at);
  p.close();
  const end = o.start + o.length;
  if (bits & 1) sequence(p, f['options.mptcp.rawdataack'], (bits & 2) !== 0, ' (64bits)', '');
  if (!(bits & 4)) return;
  sequence(p, f['options.mptcp.rawdataseqno'], (bits & 8) !== 0, '  (64bits version)', '  (32bits version)');
  p.read(f['options.mptcp.subflowseqno']);
  p.read(f['options.mptcp.datalvllen']);
  if (p.at + 2 <= end) p.read(f['options.mptcp.checksum']);
}

/** Four or eight octets. */
function sequence(p: Layer, field: F['options.mptcp.rawdataack'], wide: boolean, note64: string, note32: string): void {
  if (wide) p.read64(field);
  else {
    p.put(field, BigInt(p.view.uint32(p.at)), p.at, 4);
    p.skip(4);
  }
  if (p.inTree) p.last.append = wide ? note64 : note32;
}

function addAddress(p: Layer, f: F, o: OptionAt): void {
  const end = o.start + o.length;
  // Version 0 has the IP version in these bits, version 1 the echo flag; lengths tell which.
  const low = p.view.uint8(p.at) & 15;
  if (low === 4 || low === 6) p.read(f['options.mptcp.ipver']);
  else p.read(f['options.mptcp.echo']);
  p.read(f['options.mptcp.addrid']);
  const wide = low === 6 || (low !== 4 && o.length >= 20);
  if (wide) p.take(f['options.mptcp.ipv6']);
  else p.read(f['options.mptcp.ipv4']);
  const rest = end - p.at;
  if (rest === 2 || rest === 10) p.read(f['options.mptcp.port']);
  if (end - p.at >= 8) p.read64(f['options.mptcp.addaddrtrunchmac']);
}

function removeAddress(p: Layer, f: F, o: OptionAt): void {
  const count = o.length - 3;
  p.generated(f['.mptcp.rm_addr.count'], count, p.at, 1);
  p.skip(1);
  for (let i = 0; i < count; i++) p.read(f['options.mptcp.addrid']);
}

function priority(p: Layer, f: F, o: OptionAt): void {
  const at = p.at;
  p.read(f['options.mptcp.flags']);
  p.open();
  p.peek(f['options.mptcp.backup.flag'], at);
  p.close();
  if (o.length === 4) p.read(f['options.mptcp.addrid']);
}

function fallback(p: Layer, f: F, o: OptionAt): void {
  p.read(f['options.mptcp.reserved']);
  if (o.length === 12) p.read64(f['options.mptcp.rawdataseqno']);
}

function fastClose(p: Layer, f: F, o: OptionAt): void {
  p.read(f['options.mptcp.reserved']);
  if (o.length === 12) p.read64(f['options.mptcp.recvkey']);
}

function reset(p: Layer, f: F): void {
  const at = p.at;
  const bits = p.read(f['options.mptcp.flags']);
  if (p.inTree && bits & 1) p.last.append = ', Transient';
  p.open();
  p.flags(bits, [f['options.mptcp.flag_U.flag'], f['options.mptcp.flag_V.flag'], f['options.mptcp.flag_W.flag'], f['options.mptcp.flag_T.flag']], at, 1);
  p.close();
  p.read(f['options.mptcp.rst_reason']);
}
