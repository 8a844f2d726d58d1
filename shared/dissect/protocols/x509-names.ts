// Distinguished names in X.509: a sequence of sets of attributes (RFC 5280 section 4.1.2.4).
import { DerTag, tlvsIn, type Tlv } from '../../bytes/der';
import { latin1Text, utf8Text } from '../../bytes/text';
import { oidText } from '../field-text';
import type { Layer } from '../layer';
import { oidName } from './values/oid-names';
import type { X509Fields } from './x509-fields';

/** Attributes that are no DirectoryString: the field of their own. */
const PLAIN: ReadonlyMap<string, '.x509sat.CountryName' | '.x509sat.PrintableString' | '.x509sat.IA5String'> = new Map([
  ['2.5.4.6', '.x509sat.CountryName'], ['2.5.4.5', '.x509sat.PrintableString'], ['1.2.840.113549.1.9.1', '.x509sat.IA5String'],
  ['0.9.2342.19200300.100.1.25', '.x509sat.IA5String'], ['1.3.6.1.4.1.311.60.2.1.3', '.x509sat.CountryName'],
] as const);

/** DirectoryString's choices, with the field of each. */
const CHOICES: ReadonlyMap<number, readonly [number, '.x509sat.teletexString' | '.x509sat.printableString' | '.x509sat.universalString' | '.x509sat.bmpString' | '.x509sat.uTF8String']> = new Map([
  [DerTag.Teletex, [0, '.x509sat.teletexString']], [DerTag.Printable, [1, '.x509sat.printableString']], [DerTag.Universal, [2, '.x509sat.universalString']],
  [DerTag.Bmp, [3, '.x509sat.bmpString']], [DerTag.Utf8, [4, '.x509sat.uTF8String']],
] as const);

/** The lines of a name; gives `id-at-commonName=…,id-at-countryName=…`, the last attribute first. */
export function distinguishedName(p: Layer, f: X509Fields, name: Tlv, field: X509Fields['.x509if.rdnSequence']): string {
  const sets = tlvsIn(p.view.bytes, name);
  p.put(field, sets.length, name.at, name.end - name.at);
  const line = p.last;
  p.open();
  const texts: string[] = [];
  for (const set of sets) texts.unshift(relativeName(p, f, set));
  p.close();
  const text = texts.filter((t) => t !== '').join(',');
  if (p.inTree) line.text = `rdnSequence: ${sets.length} item${sets.length === 1 ? '' : 's'} (${text})`;
  return text;
}

function relativeName(p: Layer, f: X509Fields, set: Tlv): string {
  const b = p.view.bytes;
  const attributes = tlvsIn(b, set);
  p.put(f['.x509if.RDNSequence_item'], attributes.length, set.at, set.end - set.at);
  const line = p.last;
  p.open();
  const texts: string[] = [];
  for (const attribute of attributes) {
    const [type, value] = tlvsIn(b, attribute);
    if (type?.tag === DerTag.Oid && value) texts.push(attributeLines(p, f, attribute, type, value));
  }
  p.close();
  const text = texts.join('+');
  if (p.inTree) line.text = `RDNSequence item: ${attributes.length} item${attributes.length === 1 ? '' : 's'} (${text})`;
  return text;
}

function attributeLines(p: Layer, f: X509Fields, whole: Tlv, type: Tlv, value: Tlv): string {
  const b = p.view.bytes;
  const oid = oidText(b.subarray(type.at, type.end));
  const name = oidName(oid);
  const said = stringOf(b, value);
  const text = `${name}=${said}`;
  p.group(`RelativeDistinguishedName item (${text})`, whole.start, whole.end - whole.start);
  p.put(f['.x509if.oid'], b.subarray(type.at, type.end), type.at, type.end - type.at);
  if (p.inTree) p.last.append = ` (${name})`;
  const plain = PLAIN.get(oid);
  const choice = CHOICES.get(value.tag);
  if (plain) p.put(f[plain], said, value.at, value.end - value.at);
  else if (choice) {
    p.put(f['.x509sat.DirectoryString'], choice[0], value.start, value.end - value.start);
    p.open();
    p.put(f[choice[1]], said, value.at, value.end - value.at);
    p.close();
  } else p.put(f['.x509sat.IA5String'], said, value.at, value.end - value.at);
  p.close();
  return text;
}

function stringOf(b: Uint8Array, value: Tlv): string {
  const length = value.end - value.at;
  if (value.tag === DerTag.Utf8) return utf8Text(b, value.at, length);
  if (value.tag !== DerTag.Bmp) return latin1Text(b, value.at, length);
  let text = '';
  for (let i = value.at; i + 1 < value.end; i += 2) text += String.fromCharCode((b[i]! << 8) | b[i + 1]!);
  return text;
}
