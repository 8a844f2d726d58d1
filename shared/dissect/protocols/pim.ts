// Protocol Independent Multicast, version 2 (RFC 7761, RFC 3973).
import { check, emitChecked, emitUnchecked, pseudoHeaderSum } from '../internet-checksum';
import { AddressKind } from '../frame-facts';
import type { Layer } from '../layer';
import { protocol } from '../protocol';
import { unicast } from './pim-address';
import { PIM_FIELDS, PIM_TYPES } from './pim-fields';
import { PIM_BODIES } from './pim-messages';

const NUMBER = 103;
const HEADER = 4;
const REGISTER = 1;
const ELECTION = 10;
/** Octets of a Register that the checksum covers. */
const REGISTER_HEADER = 8;

export const pim = protocol({
  id: 'pim', name: 'Protocol Independent Multicast', column: 'PIM', spec: 'RFC 7761, RFC 3973, RFC 5059', tcpdump: 'print-pim.c',
  over: { 'ip.proto': [NUMBER] },
  fields: PIM_FIELDS,
  dissect(p, f) {
    const start = p.at;
    const first = p.view.uint8(start);
    const type = first & 15;
    const name = PIM_TYPES.get(type) ?? `Unknown (${type})`;
    p.column(`PIMv${first >>> 4}`);
    p.info(() => '');
    p.info(() => name);
    p.peek(f.version);
    if (first >>> 4 !== 2) return;
    p.read(f.type);
    if (type === ELECTION) {
      p.peek(f['df_elect.subtype']);
      p.read(f['df_elect.rsvd']);
    } else p.take(f.res_bytes, 1);
    checksum(p, f, start, type);
    if (p.left === 0) return;
    options(p, f, type, name);
  },
  examples: [
    {
      what: 'hello', info: 'Hello', hex: '2000 41fe 0001 0002 0069 0014 0004 d76fc4dc 0013 0004 00000001 0015 0004 01000000',
      fields: { 'pim.version': '2', 'pim.type': '0', 'pim.cksum': '0x41fe', 'pim.cksum.status': '1', 'pim.optiontype': '1,20,19,21', 'pim.holdtime': '105', 'pim.generation_id': '3614426332', 'pim.dr_priority': '1' },
    },
    {
      what: 'register-stop', info: 'Register-stop', hex: '2200 1628 01000020ef010203 0100c0a8140a',
      fields: { 'pim.group': '239.1.2.3,239.1.2.3', 'pim.mask_len': '32', 'pim.source': '192.168.20.10', 'pim.unicast': '192.168.20.10' },
    },
    {
      what: 'bootstrap with two rendezvous points', info: 'Bootstrap', hex: '2400 e410 04b00000 010001010101 01000004e0000000 02020000 010002020202 00960000 010003030303 00960000',
      fields: { 'pim.bsr': '1.1.1.1', 'pim.rp_count': '2', 'pim.rp': '2.2.2.2,3.3.3.3', 'pim.holdtime': '150,150', 'pim.priority': '0,0', 'pim.res_bytes': '00,00,00' },
    },
  ],
});

type F = typeof pim.fields;

function checksum(p: Layer, f: F, start: number, type: number): void {
  const at = p.at;
  p.skip(2);
  if (!p.emits) return;
  const fields = { checksum: f.cksum, status: f['cksum.status'], bad: f.bad_checksum };
  const whole = p.view.reportedEnd - start;
  if (p.view.reportedEnd > p.view.capturedEnd || p.fragment) {
    emitUnchecked(p, fields, at, 'unverified');
    return;
  }
  const pseudo = (length: number): number => (p.facts.addressKind === AddressKind.Ipv6 ? pseudoHeaderSum(p, NUMBER, length) : -1);
  const part = type === REGISTER ? Math.min(REGISTER_HEADER, whole) : whole;
  const checked = check(p, at, start, part, pseudo(part));
  emitChecked(p, fields, at, checked.verdict === 'good' || part === whole ? checked : check(p, at, start, whole, pseudo(whole)));
}

function options(p: Layer, f: F, type: number, name: string): void {
  const body = PIM_BODIES.get(type);
  if (!body && type > REGISTER) return;
  const reserved: number[] = [];
  p.put(f.option, undefined, p.at, Math.min(p.left, p.captured));
  const line = p.last;
  p.open();
  if (type === 0) {
    const count = hello(p, f);
    if (p.inTree) line.valueText = String(count);
  } else if (type === REGISTER) register(p, f, name);
  else body?.(p, f, reserved);
  if (type === REGISTER) return;
  p.close();
  for (const at of reserved) p.put(f.res_bytes, p.view.bytes.subarray(at, at + 1), at, 1);
}

/** The source's packet on its way to the rendezvous point; Protocol and Info stay with the Register. */
function register(p: Layer, f: F, name: string): void {
  const at = p.at;
  const word = p.read(f.register_flag);
  p.open();
  p.flags(word, [f['register_flag.border'], f['register_flag.null_register']], at, 4);
  p.close();
  const version = p.peek(f.ip_version);
  p.close();
  p.close();
  if (version === 4) p.nested('encapsulated', 0x0800, p.at, p.left);
  else if (version === 6) p.nested('encapsulated', 0x86dd, p.at, p.left);
  p.column('PIMv2');
  p.info(() => name);
}

/** Returns how many there are. */
function hello(p: Layer, f: F): number {
  let count = 0;
  for (; p.left > 0; count++) {
    const start = p.at;
    const type = p.view.uint16(start);
    const length = p.view.uint16(start + 2);
    p.view.need(start, HEADER + length);
    p.group(`Option ${type}: `, start, HEADER + length);
    const line = p.last;
    p.read(f.optiontype);
    p.read(f.optionlength);
    const text = option(p, f, type, length);
    if (p.inTree) line.text += text;
    p.close();
    p.at = start + HEADER + length;
  }
  return count;
}

/** Returns what its line says. */
function option(p: Layer, f: F, type: number, length: number): string {
  if (type === 1) {
    const seconds = p.read(f.holdtime);
    return `Hold Time: ${seconds}${seconds === 0xffff ? ' (infty)' : seconds === 0 ? ' (goodbye)' : ''}`;
  }
  if (type === 2) return pruneDelay(p, f);
  if (type === 19) return `DR Priority: ${p.read(f.dr_priority)}`;
  if (type === 20) return `Generation ID: ${p.read(f.generation_id)}`;
  if (type === 21) {
    const text = `State-Refresh: Version = ${p.read(f.state_refresh_version)}, Interval = ${p.read(f.state_refresh_interval)}s`;
    p.read(f.state_refresh_reserved);
    return text;
  }
  if (type === 22) return 'Bidirectional Capable';
  if (type === 24 || type === 65001) return addressList(p, f, type, length);
  if (length > 0) p.take(f.optionvalue, length);
  return `Unknown: ${type}`;
}

function pruneDelay(p: Layer, f: F): string {
  const word = p.view.uint16(p.at);
  p.flags(word >>> 8, [f.t], p.at, 1);
  const delay = p.read(f.propagation_delay);
  return `LAN Prune Delay: T = ${word >>> 15}, Propagation Delay = ${delay}ms, Override Interval = ${p.read(f.override_interval)}ms`;
}

function addressList(p: Layer, f: F, type: number, length: number): string {
  const end = p.at + length;
  p.group(`Address List${type === 24 ? '' : ' (old implementation)'} (${type})`, p.at, length);
  while (p.at < end) unicast(p, f, [f.address_list, f.address_list_ip6]);
  p.close();
  return 'Address List';
}
