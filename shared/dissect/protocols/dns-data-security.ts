// Record data of DNSSEC, keys, fingerprints and transaction security.
import type { Layer } from '../layer';
import { describe, mapBits, seconds, takeRest, typeBitmap, type DataDissector } from './dns-data-parts';
import type { DnsFields } from './dns-fields';
import { asciiText, takeAscii, type DnsMessage } from './dns-name';

const RSA_MD5 = 1;

/** Seconds since 1970 that stand in 32 bits. */
function moment(p: Layer, f: DnsFields['rrsig.signature_inception']): void {
  p.put(f, { seconds: p.view.uint32(p.at), nanos: 0 }, p.at, 4);
  p.skip(4);
}

function signature(p: Layer, f: DnsFields, m: DnsMessage): void {
  p.read(f['rrsig.type_covered']);
  p.read(f['rrsig.algorithm']);
  p.read(f['rrsig.labels']);
  seconds(p, f['rrsig.original_ttl']);
  moment(p, f['rrsig.signature_expiration']);
  moment(p, f['rrsig.signature_inception']);
  p.read(f['rrsig.key_tag']);
  m.take(p, f['rrsig.signers_name']);
  takeRest(p, f['rrsig.signature'], m);
}

/** RFC 4034 appendix B. */
function keyTag(p: Layer, at: number, end: number, algorithm: number): number {
  const view = p.view;
  if (algorithm === RSA_MD5) return view.uint16(end - 3);
  let sum = 0;
  for (let i = at; i < end; i++) sum += (i - at) & 1 ? view.uint8(i) : view.uint8(i) << 8;
  return (sum + (sum >>> 16)) & 0xffff;
}

function dnskey(p: Layer, f: DnsFields, m: DnsMessage): void {
  const start = p.at;
  const flags = p.read(f['dnskey.flags']);
  p.open();
  p.flags(flags, [f['dnskey.flags.zone_key'], f['dnskey.flags.key_revoked'], f['dnskey.flags.secure_entry_point']], start, 2);
  p.peek(f['dnskey.flags.reserved'], start);
  p.close();
  p.read(f['dnskey.protocol']);
  const algorithm = p.read(f['dnskey.algorithm']);
  if (p.emits) p.generated(f['dnskey.key_id'], keyTag(p, start, m.dataEnd, algorithm));
  takeRest(p, f['dnskey.public_key'], m);
}

/** RFC 2535: without either use it is no key, and its other flags mean nothing. */
function key(p: Layer, f: DnsFields, m: DnsMessage): void {
  const start = p.at;
  const flags = p.read(f['key.flags']);
  p.open();
  p.flags(flags, [f['key.flags.authentication'], f['key.flags.confidentiality']], start, 2);
  if ((flags & 0xc000) !== 0xc000) {
    p.flags(flags, [f['key.flags.required'], f['key.flags.associated_user'], f['key.flags.associated_named_entity'], f['key.flags.ipsec'], f['key.flags.mime']], start, 2);
    p.peek(f['key.flags.signatory'], start);
  }
  p.close();
  p.read(f['key.protocol']);
  const algorithm = p.read(f['key.algorithm']);
  if (p.emits) p.generated(f['key.key_id'], keyTag(p, start, m.dataEnd, algorithm));
  takeRest(p, f['key.public_key'], m);
}

function delegationSigner(p: Layer, f: DnsFields, m: DnsMessage): void {
  p.read(f['ds.key_id']);
  p.read(f['ds.algorithm']);
  p.read(f['ds.digest_type']);
  takeRest(p, f['ds.digest'], m);
}

const next =
  (field: 'nsec.next_domain_name' | 'nxt.next_domain_name', map: DataDissector): DataDissector =>
  (p, f, m) => {
    m.take(p, f[field]);
    if (p.inRow) describe(p, m, ` ${m.name}`, `, next domain name ${m.name}`);
    map(p, f, m);
  };

/** RFC 2535 section 5.2: one plain bit map. */
function oldBitmap(p: Layer, f: DnsFields, m: DnsMessage): void {
  p.view.need(p.at, m.dataEnd - p.at);
  if (p.emits) mapBits(p, f, m, p.at, m.dataEnd - p.at, 0);
  p.at = m.dataEnd;
}

/** Hash algorithm, flags, iterations and salt. */
function nsec3Parameters(p: Layer, f: DnsFields, withFlags: boolean): void {
  p.read(f['nsec3.algo']);
  const flags = p.read(f['nsec3.flags']);
  if (withFlags) {
    p.open();
    p.flags(flags, [f['nsec3.flags.opt_out']], p.at - 1, 1);
    p.close();
  }
  p.read(f['nsec3.iterations']);
  const saltLength = p.read(f['nsec3.salt_length']);
  p.take(f['nsec3.salt_value'], saltLength);
}

function nsec3(p: Layer, f: DnsFields, m: DnsMessage): void {
  nsec3Parameters(p, f, true);
  const length = p.read(f['nsec3.hash_length']);
  const at = p.at;
  p.skip(length);
  if (p.emits) p.put(f['nsec3.hash_value'], base32Hex(p.view.bytes, at, length), at, length);
  typeBitmap(p, f, m);
}

const BASE32_HEX = '0123456789abcdefghijklmnopqrstuv';

/** RFC 4648 section 7, without padding. */
function base32Hex(b: Uint8Array, at: number, length: number): string {
  let text = '';
  let bits = 0;
  let held = 0;
  for (let i = at; i < at + length; i++) {
    held = ((held << 8) | b[i]!) & 0xfff;
    bits += 8;
    for (; bits >= 5; bits -= 5) text += BASE32_HEX[(held >> (bits - 5)) & 31]!;
  }
  return bits > 0 ? text + BASE32_HEX[(held << (5 - bits)) & 31]! : text;
}

function tlsa(p: Layer, f: DnsFields, m: DnsMessage): void {
  p.read(f['tlsa.certificate_usage']);
  p.read(f['tlsa.selector']);
  p.read(f['tlsa.matching_type']);
  takeRest(p, f['tlsa.certificate_association_data'], m);
}

function sshFingerprint(p: Layer, f: DnsFields, m: DnsMessage): void {
  p.read(f['sshfp.algorithm']);
  p.read(f['sshfp.fingerprint.type']);
  if (p.at < m.dataEnd) takeRest(p, f['sshfp.fingerprint'], m);
}

function certificate(p: Layer, f: DnsFields, m: DnsMessage): void {
  p.read(f['cert.type']);
  p.read(f['cert.key_tag']);
  p.read(f['cert.algorithm']);
  if (p.at < m.dataEnd) takeRest(p, f['cert.certificate'], m);
}

function ipsecKey(p: Layer, f: DnsFields, m: DnsMessage): void {
  p.read(f['ipseckey.gateway_precedence']);
  const type = p.read(f['ipseckey.gateway_type']);
  p.read(f['ipseckey.gateway_algorithm']);
  if (type === 1) p.read(f['ipseckey.gateway_ipv4']);
  else if (type === 2) p.take(f['ipseckey.gateway_ipv6']);
  else if (type === 3) m.take(p, f['ipseckey.gateway_dns']);
  if (p.at < m.dataEnd) takeRest(p, f['ipseckey.public_key'], m);
}

/** RFC 2930. */
function transactionKey(p: Layer, f: DnsFields, m: DnsMessage): void {
  m.take(p, f['tkey.algo_name']);
  moment(p, f['tkey.signature_inception']);
  moment(p, f['tkey.signature_expiration']);
  p.read(f['tkey.mode']);
  p.read(f['tkey.error']);
  const keySize = p.read(f['tkey.key_size']);
  if (keySize > 0) p.take(f['tkey.key_data'], keySize);
  const otherSize = p.read(f['tkey.other_size']);
  if (otherSize > 0) p.take(f['tkey.other_data'], otherSize);
}

/** RFC 8945. */
function transactionSignature(p: Layer, f: DnsFields, m: DnsMessage): void {
  m.take(p, f['tsig.algorithm_name']);
  const algorithm = m.name;
  p.put(f['tsig.time_signed'], { seconds: p.view.uint48(p.at), nanos: 0 }, p.at, 6);
  p.skip(6);
  p.read(f['tsig.fudge']);
  const macSize = p.read(f['tsig.mac_size']);
  if (macSize > 0) {
    p.put(f['tsig.mac'], undefined, p.at, macSize);
    if (p.emits) p.expert(f['tsig.noalg'], 'warn', 'Undecoded', `No dissector for algorithm:${algorithm}`);
    p.skip(macSize);
  }
  p.read(f['tsig.original_id']);
  p.read(f['tsig.error']);
  const otherLength = p.read(f['tsig.other_len']);
  if (otherLength > 0) p.take(f['tsig.other_data'], otherLength);
}

/** RFC 8659: a property and its value. */
function authorityAuthorization(p: Layer, f: DnsFields, m: DnsMessage): void {
  const flags = p.read(f['caa.flags']);
  p.open();
  p.flags(flags, [f['caa.flags.issuer_critical']], p.at - 1, 1);
  p.close();
  const start = p.at;
  const tagLength = p.view.uint8(start);
  p.view.need(start + 1, tagLength);
  const valueAt = start + 1 + tagLength;
  p.view.need(valueAt, m.dataEnd - valueAt);
  if (!p.emits) return;
  const tag = asciiText(p.view.bytes, start + 1, tagLength);
  const value = asciiText(p.view.bytes, valueAt, m.dataEnd - valueAt);
  const field = tag === 'issue' ? f['caa.issue'] : tag === 'issuewild' ? f['caa.issuewild'] : tag === 'iodef' ? f['caa.iodef'] : f['caa.unknown'];
  p.put(field, value, start, m.dataEnd - start);
  p.open();
  p.at = start;
  p.read(f['caa.tag_length']);
  takeAscii(p, f['caa.tag'], tagLength);
  takeAscii(p, f['caa.value'], m.dataEnd - valueAt);
  p.close();
}

function zoneDigest(p: Layer, f: DnsFields, m: DnsMessage): void {
  p.read(f['zonemd.serial']);
  p.read(f['zonemd.scheme']);
  p.read(f['zonemd.hash_algo']);
  takeRest(p, f['zonemd.digest'], m);
}

function childSynchronization(p: Layer, f: DnsFields, m: DnsMessage): void {
  p.read(f['csync.soa']);
  const flags = p.read(f['csync.flags']);
  p.open();
  p.flags(flags, [f['csync.flags.immediate'], f['csync.flags.soaminimum']], p.at - 2, 2);
  p.close();
  const at = p.at;
  takeRest(p, f['csync.type_bitmap'], m);
  p.at = at;
  typeBitmap(p, f, m);
}

export const SECURITY_DATA: readonly (readonly [number, DataDissector])[] = [
  [24, signature], [25, key], [30, next('nxt.next_domain_name', oldBitmap)], [37, certificate], [43, delegationSigner], [44, sshFingerprint],
  [45, ipsecKey], [46, signature], [47, next('nsec.next_domain_name', typeBitmap)], [48, dnskey], [50, nsec3],
  [51, (p, f) => nsec3Parameters(p, f, false)], [52, tlsa], [59, delegationSigner], [60, dnskey], [62, childSynchronization], [63, zoneDigest],
  [249, transactionKey], [250, transactionSignature], [257, authorityAuthorization], [32769, delegationSigner],
];
