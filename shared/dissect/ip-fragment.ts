// A fragment of an IP datagram (RFC 791, RFC 8200): what it leaves for reassembly, and what reassembly made of it.
import type { Datagram, DatagramPart, WholeDatagram } from './frame-context';
import { bool, bytes, framenum, none, uint32, type Field } from './field';
import { AddressKind, FRAGMENT_WORDS, MAX_FRAGMENTS } from './frame-facts';
import type { Layer } from './layer';

/** `offset` and `length` in octets of the datagram's payload; the payload stands at the cursor. */
export interface Fragment {
  readonly kind: typeof AddressKind.Ipv4 | typeof AddressKind.Ipv6;
  /** All fragments of one datagram share it, besides the addresses. */
  readonly identification: number;
  readonly sourceAt: number;
  readonly destinationAt: number;
  readonly offset: number;
  readonly length: number;
  readonly more: boolean;
}

/** The numbers of one fragment among FrameFacts.fragments. Words 6 … 13: source and destination address. */
export const FragmentWord = { Kind: 0, Identification: 1, Offset: 2, Length: 3, More: 4, At: 5, Addresses: 6 } as const;

/** Of the fragment at hand. */
const words = new Uint32Array(FRAGMENT_WORDS);

/** What fragments of the same datagram have in common; `list` as FrameFacts.fragments. */
export function fragmentKey(list: ArrayLike<number>, at: number): string {
  let key = `${list[at + FragmentWord.Kind]!} ${list[at + FragmentWord.Identification]!}`;
  const count = list[at + FragmentWord.Kind] === AddressKind.Ipv6 ? 8 : 2;
  for (let i = 0; i < count; i++) key += ` ${list[at + FragmentWord.Addresses + i]!}`;
  return key;
}

/** Leaves the fragment's facts; gives the datagram that it is part of, as far as the capture has all of it. */
export function fragmentOf(p: Layer, fragment: Fragment): Datagram | null {
  write(p, fragment);
  const { facts } = p;
  if (facts.fragmentCount < MAX_FRAGMENTS) {
    facts.fragments.set(words, facts.fragmentCount * FRAGMENT_WORDS);
    facts.fragmentSources[facts.fragmentCount++] = p.source;
  }
  const known = p.context.datagrams;
  if (known === undefined || known.length === 0) return null;
  const key = fragmentKey(words, 0);
  return known.find((datagram) => datagram.key === key) ?? null;
}

function write(p: Layer, fragment: Fragment): void {
  const { kind, sourceAt, destinationAt } = fragment;
  words[FragmentWord.Kind] = kind;
  words[FragmentWord.Identification] = fragment.identification;
  words[FragmentWord.Offset] = fragment.offset;
  words[FragmentWord.Length] = fragment.length;
  words[FragmentWord.More] = fragment.more ? 1 : 0;
  words[FragmentWord.At] = p.source === 0 ? p.at - p.frameStart : p.at;
  const size = kind === AddressKind.Ipv4 ? 1 : 4;
  for (let i = 0; i < 8; i++) {
    words[FragmentWord.Addresses + i] = i >= 2 * size ? 0 : p.view.uint32(i < size ? sourceAt + 4 * i : destinationAt + 4 * (i - size));
  }
}

/** Fields of the lines about reassembly, the same for both versions of IP but for one name. */
export interface ReassemblyFields {
  readonly fragments: Field<Uint8Array> | Field<undefined>;
  readonly fragment: Field<number>;
  readonly 'fragment.overlap': Field<boolean>;
  readonly 'fragment.overlap.conflict': Field<boolean>;
  readonly 'fragment.multipletails': Field<boolean>;
  readonly 'fragment.toolongfragment': Field<boolean>;
  readonly 'fragment.error': Field<number>;
  readonly 'fragment.count': Field<number>;
  readonly 'reassembled.length': Field<number>;
  readonly 'reassembled.data': Field<Uint8Array>;
}

function fieldsOf(version: 'IPv4' | 'IPv6'): Omit<ReassemblyFields, 'fragments'> {
  return {
    fragment: framenum(`${version} Fragment`),
    'fragment.overlap': bool('Fragment overlap', { doc: 'Another fragment carries some of the same octets' }),
    'fragment.overlap.conflict': bool('Conflicting data in fragment overlap', { doc: 'The other fragment says other octets there' }),
    'fragment.multipletails': bool('Multiple tail fragments found', { doc: 'An earlier last fragment ends elsewhere' }),
    'fragment.toolongfragment': bool('Fragment too long', { doc: 'It goes past the end that the last fragment gave' }),
    'fragment.error': framenum('Defragmentation error', { doc: 'A fragment that does not go together with the others' }),
    'fragment.count': uint32('Fragment count'),
    'reassembled.length': uint32(`Reassembled ${version} length`, { doc: 'Octets' }),
    'reassembled.data': bytes(`Reassembled ${version} data`),
  };
}

export const IPV4_REASSEMBLY_FIELDS = { fragments: bytes('IPv4 Fragments'), ...fieldsOf('IPv4'), reassembled_in: framenum('Reassembled IPv4 in frame') };
export const IPV6_REASSEMBLY_FIELDS = { fragments: none('IPv6 Fragments'), ...fieldsOf('IPv6'), 'reassembled.in': framenum('Reassembled IPv6 in frame') };

/** The frame that completed the datagram: its fragments, and the cursor goes on in its bytes. Gives whether they contradict each other. */
export function continueInDatagram(p: Layer, f: ReassemblyFields, version: 'IPv4' | 'IPv6', whole: WholeDatagram): boolean {
  const { bytes: data, parts } = whole;
  p.source = p.sources.push({ name: `Reassembled ${version} (${octets(data.length)})`, bytes: data });
  p.view.reset(data, data.length, data.length);
  p.at = 0;
  p.nextInSource = true;
  if (p.emits) partLines(p, f, version, whole);
  return parts.some(isWrong);
}

/** The datagram becomes whole in another frame, or never. */
export function elsewhere(p: Layer, field: Field<number>, { completedIn, reason }: Datagram): void {
  if (completedIn > 0) p.generated(field, completedIn);
  else if (reason !== '') p.label(`[Fragments not put together: ${reason}]`);
}

function partLines(p: Layer, f: ReassemblyFields, version: 'IPv4' | 'IPv6', { bytes: data, parts }: WholeDatagram): void {
  p.generated<Uint8Array | undefined>(f.fragments, f.fragments.type === 'none' ? undefined : data, 0, data.length);
  if (p.inTree) {
    const list = parts.map((part) => `#${part.frame}(${part.length})`).join(', ');
    p.last.text = `${parts.length} ${version} Fragment${parts.length === 1 ? '' : 's'} (${octets(data.length)}): ${list}`;
  }
  p.open();
  for (const part of parts) partLine(p, f, part);
  p.generated(f['fragment.count'], parts.length);
  p.generated(f['reassembled.length'], data.length);
  p.generated(f['reassembled.data'], data, 0, data.length);
  p.close();
}

function partLine(p: Layer, f: ReassemblyFields, part: DatagramPart): void {
  const { frame, offset, length } = part;
  p.generated(isWrong(part) ? f['fragment.error'] : f.fragment, frame, offset, Math.max(0, Math.min(length, p.view.reportedEnd - offset)));
  if (p.inTree) p.last.text = `Frame: ${frame}, payload: ${offset}-${offset + length - 1} (${octets(length)})`;
  p.open();
  if (part.overlap) p.generated(f['fragment.overlap'], true);
  if (part.conflict) p.generated(f['fragment.overlap.conflict'], true);
  if (part.multipleTails) p.generated(f['fragment.multipletails'], true);
  if (part.tooLong) p.generated(f['fragment.toolongfragment'], true);
  p.close();
}

function isWrong(part: DatagramPart): boolean {
  return part.conflict || part.multipleTails || part.tooLong;
}

function octets(n: number): string {
  return `${n} byte${n === 1 ? '' : 's'}`;
}
