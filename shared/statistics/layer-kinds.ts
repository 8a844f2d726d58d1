// By way through the protocols: do the columns tell which addresses and ports a frame has, or must its bytes?
import type { Registry } from '../dissect/registry';
import { PLAIN_STEP } from '../dissect/protocol-paths';
import type { Session } from '../session/session';

/** What is to be done with a frame. */
export const NOTHING = 0;
/** The columns hold its only network addresses, and the ports of its only transport. */
export const COLUMNS = 1;
/** Only its bytes tell. */
export const BYTES = 2;
/** Beside the numbers of transports: there is nothing to be counted; only the bytes tell. */
export const NO_NETWORK = 256;
const ONLY_BYTES = 257;

/** Behind these stand packets that an error message or an option quotes: nobody sent them now. */
export const QUOTING: readonly string[] = ['icmp', 'icmpv6', 'lcp'];
const NETWORKS: readonly string[] = ['ip', 'ipv6'];
const TRANSPORTS: readonly string[] = ['tcp', 'udp', 'sctp'];
/** IANA numbers of those of which the columns hold ports. */
const TRANSPORT_NUMBERS: Readonly<Record<string, number>> = { tcp: 6, udp: 17 };
/** Behind its extension headers may stand a part of a datagram, which counts once. */
const EXTENSIBLE = 'ipv6';
const ETHERNET = 'eth';

interface Kind {
  readonly expected: number;
  readonly ethernet: number;
}

export class LayerKinds {
  /** By number of the way: NOTHING, COLUMNS or BYTES, for Ethernet. */
  ethernet = new Uint8Array(0);
  /** By number of the way: the IANA number of the transport that the frame's stream must have, so that the columns can be believed; 0 = none, or NO_NETWORK, ONLY_BYTES. */
  expected = new Uint16Array(0);
  private count = 0;

  constructor(private readonly session: Session) {}

  /** There may be more ways than before. */
  refresh(): void {
    const { paths, registry } = this.session;
    if (this.count === paths.count) return;
    this.ethernet = grown(this.ethernet, paths.count);
    this.expected = grown(this.expected, paths.count);
    for (; this.count < paths.count; this.count++) {
      const kind = kindOf(paths.stepsOf(this.count), registry);
      this.ethernet[this.count] = kind.ethernet;
      this.expected[this.count] = kind.expected;
    }
  }
}

function grown<T extends Uint8Array<ArrayBuffer> | Uint16Array<ArrayBuffer>>(old: T, length: number): T {
  if (old.length >= length) return old;
  const bigger = new (old.constructor as new (n: number) => T)(Math.max(length, old.length * 2));
  bigger.set(old);
  return bigger;
}

function kindOf(steps: readonly number[] | null, registry: Registry): Kind {
  if (steps === null) return { expected: ONLY_BYTES, ethernet: BYTES };
  const ids = steps.map((step) => (step === PLAIN_STEP ? '' : (registry.protocols[step]?.id ?? '')));
  const quote = ids.findIndex((id) => QUOTING.includes(id));
  const sent = quote < 0 ? ids : ids.slice(0, quote);
  const networks = sent.filter((id) => NETWORKS.includes(id)).length;
  const transports = sent.filter((id) => TRANSPORTS.includes(id));
  const ethernets = sent.filter((id) => id === ETHERNET).length;
  const [transport = ''] = transports;
  const isPlain = transport === '' || (TRANSPORT_NUMBERS[transport] !== undefined && steps[sent.indexOf(transport) + 1] === PLAIN_STEP);
  const isSingle = networks === 1 && transports.length <= 1 && isPlain && (!sent.includes(EXTENSIBLE) || steps[sent.indexOf(EXTENSIBLE) + 1] === PLAIN_STEP);
  return {
    expected: networks + transports.length === 0 ? NO_NETWORK : isSingle ? (TRANSPORT_NUMBERS[transport] ?? 0) : ONLY_BYTES,
    ethernet: ethernets === 0 ? NOTHING : ethernets === 1 && sent[0] === ETHERNET ? COLUMNS : BYTES,
  };
}
