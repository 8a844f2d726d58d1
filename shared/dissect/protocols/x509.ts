// X.509 certificates and distinguished names (RFC 5280): who, by whom, from when to when, for which names.
import { DerTag, tlvAt, tlvsIn, type Tlv } from '../../bytes/der';
import { hexText, latin1Text } from '../../bytes/text';
import { oidText } from '../field-text';
import type { Layer } from '../layer';
import { protocol } from '../protocol';
import { oidName } from './values/oid-names';
import { certificateExtensions } from './x509-extensions';
import { X509_FIELDS, type X509Fields } from './x509-fields';
import { distinguishedName } from './x509-names';

export const x509 = protocol({
  id: 'x509af', name: 'X.509 Authentication Framework', column: '', spec: 'RFC 5280', inline: true,
  over: { 'payload.x509': [0] },
  fields: X509_FIELDS,
  dissect(p, f) {
    const end = p.at + Math.min(p.left, p.captured);
    const whole = p.emits ? tlvAt(p.view.bytes, p.at, end) : null;
    if (whole) certificate(p, f, whole);
    p.at = end;
  },
});

/** A name alone, as TLS lists those of certificate authorities. */
export const x509Name = protocol({
  id: 'x509if', name: 'X.509 Information Framework', column: '', spec: 'RFC 5280 section 4.1.2.4', inline: true,
  over: { 'payload.x509': [1] },
  fields: {},
  dissect(p) {
    const end = p.at + Math.min(p.left, p.captured);
    const name = p.emits ? tlvAt(p.view.bytes, p.at, end) : null;
    if (name) {
      const text = distinguishedName(p, X509_FIELDS, name, X509_FIELDS['.x509if.rdnSequence']);
      if (p.inTree) p.title(() => `: (${text})`);
    }
    p.at = end;
  },
});

function certificate(p: Layer, f: X509Fields, whole: Tlv): void {
  const b = p.view.bytes;
  const [signed, algorithm, signature] = tlvsIn(b, whole);
  if (!signed) return;
  group(p, 'signedCertificate', signed);
  const subject = signedCertificate(p, f, tlvsIn(b, signed));
  p.close();
  if (p.inTree && subject !== '') p.title(() => ` (${subject})`);
  if (algorithm) algorithmIdentifier(p, f, algorithm, 'algorithmIdentifier');
  if (signature && signature.end > signature.at) {
    p.put(f['.ber.bitstring.padding'], b[signature.at]!, signature.at, 1);
    putBytes(p, f['.x509af.encrypted'], signature.at + 1, signature.end);
  }
}

const group = (p: Layer, text: string, tlv: Tlv): void => p.group(text, tlv.start, tlv.end - tlv.start);
const putBytes = (p: Layer, field: X509Fields['.x509af.encrypted'], at: number, end: number): void => p.put(field, p.view.bytes.subarray(at, end), at, end - at);

/** Version, serial number, signature, issuer, validity, subject, key, extensions. Gives the subject's name. */
function signedCertificate(p: Layer, f: X509Fields, parts: readonly Tlv[]): string {
  const b = p.view.bytes;
  let next = 0;
  if (parts[0]?.tag === 0xa0) {
    const version = tlvAt(b, parts[0].at, parts[0].end);
    if (version) p.put(f['.x509af.version'], b[version.at]!, version.at, 1);
    next = 1;
  }
  const [serial, algorithm, issuer, validity, subject, key, ...more] = parts.slice(next);
  if (!serial || !algorithm || !issuer || !validity || !subject || !key) return '';
  putBytes(p, f['.x509af.serialNumber'], serial.at, serial.end);
  if (p.inTree) p.last.valueText = `0x${shortHex(b, serial.at, serial.end)}`;
  algorithmIdentifier(p, f, algorithm, 'signature');
  named(p, f, issuer, 'issuer');
  group(p, 'validity', validity);
  tlvsIn(b, validity).slice(0, 2).forEach((time, i) => moment(p, f, time, i === 0 ? f['.x509af.notBefore'] : f['.x509af.notAfter']));
  p.close();
  const name = named(p, f, subject, 'subject');
  publicKey(p, f, key);
  const list = more.find((part) => part.tag === 0xa3);
  if (list) certificateExtensions(p, f, list);
  return name;
}

function shortHex(b: Uint8Array, at: number, end: number): string {
  return end - at > 36 ? `${hexText(b, at, 36)}…` : hexText(b, at, end - at);
}

function named(p: Layer, f: X509Fields, name: Tlv, role: 'issuer' | 'subject'): string {
  p.put(f[`.x509af.${role}`], 0, name.start, name.end - name.start);
  p.open();
  const text = distinguishedName(p, f, name, role === 'issuer' ? f['.x509if.rdnSequence'] : f['.x509af.rdnSequence']);
  p.close();
  return text;
}

function algorithmIdentifier(p: Layer, f: X509Fields, tlv: Tlv, role: string): void {
  const b = p.view.bytes;
  const [id, parameters] = tlvsIn(b, tlv);
  if (id?.tag !== DerTag.Oid) return;
  const oid = oidText(b.subarray(id.at, id.end));
  const name = oidName(oid);
  group(p, `${role} (${name})`, tlv);
  p.put(f['.x509af.algorithm.id'], b.subarray(id.at, id.end), id.at, id.end - id.at);
  if (p.inTree) p.last.append = ` (${name})`;
  if (parameters?.tag === DerTag.Oid) {
    p.put(f['.pkcs1.ECParameters'], 1, parameters.start, parameters.end - parameters.start);
    p.open();
    p.put(f['.pkcs1.namedCurve'], b.subarray(parameters.at, parameters.end), parameters.at, parameters.end - parameters.at);
    if (p.inTree) p.last.append = ` (${oidName(oidText(b.subarray(parameters.at, parameters.end)))})`;
    p.close();
  }
  p.close();
}

/** `2010-02-10 02:28:03 (UTC)`. */
function moment(p: Layer, f: X509Fields, tlv: Tlv, field: X509Fields['.x509af.notBefore']): void {
  const utc = tlv.tag === DerTag.UtcTime;
  p.put(field, utc ? 0 : 1, tlv.start, tlv.end - tlv.start);
  p.open();
  const digits = latin1Text(p.view.bytes, tlv.at, tlv.end - tlv.at);
  const century = utc ? (Number(digits.slice(0, 2)) >= 50 ? '19' : '20') : '';
  const d = century + digits;
  const text = `${d.slice(0, 4)}-${d.slice(4, 6)}-${d.slice(6, 8)} ${d.slice(8, 10)}:${d.slice(10, 12)}:${d.slice(12, 14)} (UTC)`;
  p.put(utc ? f['.x509af.utcTime'] : f['.x509af.generalizedTime'], text, tlv.at, tlv.end - tlv.at);
  p.close();
}

function publicKey(p: Layer, f: X509Fields, key: Tlv): void {
  const b = p.view.bytes;
  const [algorithm, bits] = tlvsIn(b, key);
  group(p, 'subjectPublicKeyInfo', key);
  if (algorithm) algorithmIdentifier(p, f, algorithm, 'algorithm');
  if (bits && bits.end > bits.at) {
    const rsa = tlvAt(b, bits.at + 1, bits.end);
    const [modulus, exponent] = rsa?.tag === DerTag.Sequence ? tlvsIn(b, rsa) : [];
    if (!modulus) p.put(f['.ber.bitstring.padding'], b[bits.at]!, bits.at, 1);
    putBytes(p, f['.x509af.subjectPublicKey'], bits.at + 1, bits.end);
    p.open();
    if (modulus && exponent) {
      putBytes(p, f['.pkcs1.modulus'], modulus.at, modulus.end);
      if (p.inTree) p.last.valueText = `0x${shortHex(b, modulus.at, modulus.end)}`;
      let value = 0n;
      for (let i = exponent.at; i < Math.min(exponent.end, exponent.at + 8); i++) value = value * 256n + BigInt(b[i]!);
      p.put(f['.pkcs1.publicExponent'], value, exponent.at, exponent.end - exponent.at);
    }
    p.close();
  }
  p.close();
}
