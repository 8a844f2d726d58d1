// The Internet checksum (RFC 1071) of IP and of what it carries: verified, and with the arithmetic shown.
import { fold16, sum16 } from '../bytes/checksum';
import type { ExpertGroup } from './expert';
import type { Field } from './field';
import { AddressKind } from './frame-facts';
import type { Layer } from './layer';
import { CHECKSUM_STATUS } from './protocols/values/checksum-status';
import type { Severity } from './tree-node';

export interface ChecksumFields {
  readonly checksum: Field<number>;
  readonly status: Field<number>;
  readonly bad: Field<undefined>;
  readonly calculated?: Field<number>;
}

/** Sums are folded to 16 bits. `pseudo` is -1 where no pseudo-header is part of it. */
export interface Checked {
  readonly sent: number;
  readonly pseudo: number;
  readonly data: number;
  readonly expected: number;
  /** `offloaded`: the field holds the bare sum of the pseudo-header; the network card was to do the rest. */
  readonly verdict: 'good' | 'bad' | 'offloaded';
}

export const hex4 = (n: number): string => `0x${n.toString(16).padStart(4, '0')}`;

/** Sum of the pseudo-header of the innermost addresses (RFC 768, RFC 9293 3.1, RFC 8200 8.1); -1 where there are none. */
export function pseudoHeaderSum(p: Layer, protocolNumber: number, length: number): number {
  const { addressKind, sourceAt, destinationAt, addressBytes: b } = p.facts;
  if (addressKind !== AddressKind.Ipv4 && addressKind !== AddressKind.Ipv6) return -1;
  const size = addressKind === AddressKind.Ipv4 ? 4 : 16;
  return fold16(sum16(b, sourceAt, size, sum16(b, destinationAt, size)) + protocolNumber + (length & 0xffff) + (length >>> 16));
}

/** Checks the checksum at `at` over `length` bytes from `start`, all captured. */
export function check(p: Layer, at: number, start: number, length: number, pseudo = -1): Checked {
  const sent = p.view.uint16(at);
  const whole = sum16(p.view.bytes, start, length);
  const added = Math.max(pseudo, 0);
  const expected = ~fold16(whole - sent + added) & 0xffff;
  const good = fold16(whole + added) === 0xffff;
  const verdict = good ? 'good' : sent === pseudo ? 'offloaded' : 'bad';
  return { sent, pseudo, data: fold16(whole - sent), expected, verdict };
}

/** The lines of a checksum that was checked; with the option verifyChecksums also how it is worked out. */
export function emitChecked(p: Layer, f: ChecksumFields, at: number, c: Checked, severity: Severity = 'error', hint = ''): void {
  p.put(f.checksum, c.sent, at, 2);
  if (p.inTree) p.last.append = VERDICTS[c.verdict] + (c.verdict === 'bad' ? `${hex4(c.expected)}${hint}` : '');
  if (c.verdict === 'bad') p.expert(f.bad, severity, CHECKSUM_GROUP, `Bad checksum [should be ${hex4(c.expected)}]`);
  if (p.inTree && p.options.verifyChecksums) arithmetic(p, c);
  p.generated(f.status, STATUS[c.verdict]);
  if (f.calculated && p.options.verifyChecksums) p.generated(f.calculated, c.expected, at, 2);
}

/** The lines of a checksum that nobody checked: `[unverified]`. */
export function emitUnchecked(p: Layer, f: ChecksumFields, at: number, why: string, status: number = CHECKSUM_STATUS.unverified): void {
  p.put(f.checksum, p.view.uint16(at), at, 2);
  if (p.inTree) p.last.append = ` [${why}]`;
  if (status !== CHECKSUM_STATUS.notPresent) {
    p.generated(f.status, status);
    return;
  }
  p.open();
  p.generated(f.status, status, at, 2);
  p.close();
}

const CHECKSUM_GROUP: ExpertGroup = 'Checksum';
const VERDICTS = { good: ' [correct]', bad: ' incorrect, should be ', offloaded: ' (partial checksum: offloaded to the network card)' } as const;
const STATUS = { good: CHECKSUM_STATUS.good, bad: CHECKSUM_STATUS.bad, offloaded: CHECKSUM_STATUS.unverified } as const;

/** What the line of a checksum says of it; null = nobody checked it. */
export function saidOfChecksum(append: string): { readonly isGood: boolean; readonly expected: number } | null {
  if (append === VERDICTS.good) return { isGood: true, expected: -1 };
  const found = append.startsWith(VERDICTS.bad) ? /^0x([0-9a-f]{4})/.exec(append.slice(VERDICTS.bad.length)) : null;
  return found ? { isGood: false, expected: parseInt(found[1]!, 16) } : null;
}

function arithmetic(p: Layer, c: Checked): void {
  p.open();
  p.group('Arithmetic (sums of 16-bit words, carries added back in)', -1, 0);
  if (c.pseudo >= 0) p.label(`Pseudo-header (addresses, protocol, length): ${hex4(c.pseudo)}`);
  p.label(`Header and data, checksum field as 0: ${hex4(c.data)}`);
  p.label(`Folded sum: ${hex4(~c.expected & 0xffff)}`);
  p.label(`Complement of it: ${hex4(c.expected)}, sent: ${hex4(c.sent)}`);
  p.close();
  p.close();
}
