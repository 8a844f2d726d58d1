// Extensions of X.509 certificates (RFC 5280 section 4.2): names, key usage, constraints, where to ask further.
import { DerTag, tlvAt, tlvsIn, type Tlv } from '../../bytes/der';
import { latin1Text } from '../../bytes/text';
import { oidText } from '../field-text';
import type { Field } from '../field';
import type { Layer } from '../layer';
import { oidName } from './values/oid-names';
import type { X509Fields } from './x509-fields';
import { distinguishedName } from './x509-names';

const items = (n: number): string => `${n} item${n === 1 ? '' : 's'}`;
const span = (tlv: Tlv): [number, number] => [tlv.start, tlv.end - tlv.start];
const content = (tlv: Tlv): [number, number] => [tlv.at, tlv.end - tlv.at];

export function certificateExtensions(p: Layer, f: X509Fields, tagged: Tlv): void {
  const b = p.view.bytes;
  const list = tlvAt(b, tagged.at, tagged.end);
  if (!list) return;
  const all = tlvsIn(b, list);
  p.put(f['.x509af.extensions'], all.length, ...content(list));
  if (p.inTree) p.last.valueText = items(all.length);
  p.open();
  for (const one of all) extension(p, f, one);
  p.close();
}

function putOid(p: Layer, field: Field<Uint8Array>, id: Tlv): string {
  const raw = p.view.bytes.subarray(id.at, id.end);
  p.put(field, raw, ...content(id));
  const oid = oidText(raw);
  if (p.inTree) p.last.append = ` (${oidName(oid)})`;
  return oid;
}

function extension(p: Layer, f: X509Fields, whole: Tlv): void {
  const b = p.view.bytes;
  const [id, second, third] = tlvsIn(b, whole);
  if (id?.tag !== DerTag.Oid) return;
  const oid = oidText(b.subarray(id.at, id.end));
  p.group(`Extension (${oidName(oid)})`, ...span(whole));
  putOid(p, f['.x509af.extension.id'], id);
  if (second?.tag === DerTag.Boolean) p.put(f['.x509af.critical'], b[second.at] !== 0, ...content(second));
  const octets = second?.tag === DerTag.OctetString ? second : third;
  const value = octets?.tag === DerTag.OctetString ? tlvAt(b, octets.at, octets.end) : null;
  if (value) body(p, f, oid, value);
  p.close();
}

function body(p: Layer, f: X509Fields, oid: string, value: Tlv): void {
  switch (oid) {
    case '2.5.29.14': return void p.put(f['.x509ce.SubjectKeyIdentifier'], p.view.bytes.subarray(value.at, value.end), ...content(value));
    case '2.5.29.15': return keyUsage(p, f, value);
    case '2.5.29.17':
    case '2.5.29.18': return generalNames(p, f, value, f['.x509ce.GeneralNames']);
    case '2.5.29.19': return basicConstraints(p, f, value);
    case '2.5.29.31': return distributionPoints(p, f, value);
    case '2.5.29.32': return policies(p, f, value);
    case '2.5.29.35': return authorityKey(p, f, value);
    case '2.5.29.37': return purposes(p, f, value);
    case '1.3.6.1.5.5.7.1.1': return informationAccess(p, f, value);
    default: return undefined;
  }
}

const USAGES = ['digitalSignature', 'contentCommitment', 'keyEncipherment', 'dataEncipherment', 'keyAgreement', 'keyCertSign', 'cRLSign', 'encipherOnly'] as const;

function keyUsage(p: Layer, f: X509Fields, value: Tlv): void {
  const b = p.view.bytes;
  if (value.end - value.at < 2) return;
  p.put(f['.ber.bitstring.padding'], b[value.at]!, value.at, 1);
  const start = value.at + 1;
  p.put(f['.x509ce.KeyUsage'], b.subarray(start, value.end), start, value.end - start);
  p.open();
  for (const usage of USAGES) {
    const field = f[`.x509ce.KeyUsage.${usage}`];
    p.put(field, (b[start]! & field.mask) !== 0, start, 1);
  }
  const last = start + 1 < value.end ? start + 1 : start;
  p.put(f['.x509ce.KeyUsage.decipherOnly'], last > start && (b[last]! & 0x80) !== 0, last, 1);
  p.close();
}

const NAME_CHOICES = ['otherName', 'rfc822Name', 'dNSName', 'x400Address', 'directoryName', 'ediPartyName', 'uniformResourceIdentifier', 'iPAddress', 'registeredID'] as const;

function generalNames(p: Layer, f: X509Fields, list: Tlv, field: Field<number>): void {
  const names = tlvsIn(p.view.bytes, list);
  p.put(field, names.length, ...content(list));
  if (p.inTree) p.last.valueText = items(names.length);
  p.open();
  for (const name of names) {
    p.put(f['.x509ce.GeneralName'], name.tag & 0x1f, ...content(name));
    p.open();
    generalName(p, f, name);
    p.close();
  }
  p.close();
}

function generalName(p: Layer, f: X509Fields, name: Tlv): void {
  const b = p.view.bytes;
  const text = (): string => latin1Text(b, ...content(name));
  switch (NAME_CHOICES[name.tag & 0x1f]) {
    case 'rfc822Name': return void p.put(f['.x509ce.rfc822Name'], text(), ...content(name));
    case 'dNSName': return void p.put(f['.x509ce.dNSName'], text(), ...content(name));
    case 'uniformResourceIdentifier': return void p.put(f['.x509ce.uniformResourceIdentifier'], text(), ...content(name));
    case 'iPAddress':
      if (name.end - name.at === 4) p.put(f['.x509ce.IPAddress.ipv4'], p.view.uint32(name.at), ...content(name));
      else if (name.end - name.at === 16) p.put(f['.x509ce.IPAddress.ipv6'], b.subarray(name.at, name.end), ...content(name));
      return undefined;
    case 'directoryName': {
      const inner = tlvAt(b, name.at, name.end);
      if (inner) distinguishedName(p, f, inner, f['.x509if.rdnSequence']);
      return undefined;
    }
    default: return undefined;
  }
}

function basicConstraints(p: Layer, f: X509Fields, value: Tlv): void {
  const parts = tlvsIn(p.view.bytes, value);
  if (parts.length === 0) return p.label('BasicConstraintsSyntax [0 length]', ...span(value));
  p.group('BasicConstraintsSyntax', ...span(value));
  for (const part of parts) {
    if (part.tag === DerTag.Boolean) p.put(f['.x509ce.cA'], p.view.bytes[part.at] !== 0, ...content(part));
    else if (part.tag === DerTag.Integer) p.put(f['.x509ce.pathLenConstraint'], p.view.bytes[part.end - 1]!, ...content(part));
  }
  p.close();
}

function distributionPoints(p: Layer, f: X509Fields, value: Tlv): void {
  const b = p.view.bytes;
  const points = tlvsIn(b, value);
  p.put(f['.x509ce.CRLDistPointsSyntax'], points.length, ...content(value));
  if (p.inTree) p.last.valueText = items(points.length);
  p.open();
  for (const point of points) {
    p.group('DistributionPoint', ...span(point));
    const outer = tlvsIn(b, point).find((part) => part.tag === 0xa0);
    const names = outer ? tlvAt(b, outer.at, outer.end) : null;
    if (names) {
      p.put(f['.x509ce.distributionPoint'], names.tag & 0x1f, ...span(names));
      p.open();
      if (names.tag === 0xa0) generalNames(p, f, { ...names, at: names.at }, f['.x509ce.fullName']);
      p.close();
    }
    p.close();
  }
  p.close();
}

function policies(p: Layer, f: X509Fields, value: Tlv): void {
  const b = p.view.bytes;
  const all = tlvsIn(b, value);
  p.put(f['.x509ce.CertificatePoliciesSyntax'], all.length, ...content(value));
  if (p.inTree) p.last.valueText = items(all.length);
  p.open();
  for (const policy of all) {
    p.group('PolicyInformation', ...span(policy));
    const id = tlvAt(b, policy.at, policy.end);
    if (id?.tag === DerTag.Oid) putOid(p, f['.x509ce.policyIdentifier'], id);
    p.close();
  }
  p.close();
}

function authorityKey(p: Layer, f: X509Fields, value: Tlv): void {
  p.group('AuthorityKeyIdentifier', ...span(value));
  for (const part of tlvsIn(p.view.bytes, value)) {
    if (part.tag === 0x80) p.put(f['.x509ce.keyIdentifier'], p.view.bytes.subarray(part.at, part.end), ...content(part));
  }
  p.close();
}

function purposes(p: Layer, f: X509Fields, value: Tlv): void {
  const all = tlvsIn(p.view.bytes, value);
  p.put(f['.x509ce.KeyPurposeIDs'], all.length, ...content(value));
  if (p.inTree) p.last.valueText = items(all.length);
  p.open();
  for (const id of all) putOid(p, f['.x509ce.KeyPurposeId'], id);
  p.close();
}

function informationAccess(p: Layer, f: X509Fields, value: Tlv): void {
  const b = p.view.bytes;
  const all = tlvsIn(b, value);
  p.put(f['.pkix1implicit.AuthorityInfoAccessSyntax'], all.length, ...content(value));
  if (p.inTree) p.last.valueText = items(all.length);
  p.open();
  for (const one of all) {
    const [method, location] = tlvsIn(b, one);
    if (method?.tag !== DerTag.Oid || !location) continue;
    p.group('AccessDescription', ...span(one));
    putOid(p, f['.pkix1implicit.accessMethod'], method);
    p.put(f['.pkix1implicit.accessLocation'], location.tag & 0x1f, ...content(location));
    p.open();
    generalName(p, f, location);
    p.close();
    p.close();
  }
  p.close();
}
