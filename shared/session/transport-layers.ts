// The transports of the few frames that have several, one inside the other: what each says and carries, read from the file when somebody asks.
import { fieldValue } from '../dissect/field-text';
import { TSHARK_OPTIONS } from '../dissect/frame-context';
import type { Seen } from '../dissect/seen';
import { TCP, UDP } from '../stream/streams';
import type { Session } from './session';

/** One TCP or UDP header that is not quoted. */
export interface TransportLayer {
  /** Index of the stream in the store. */
  readonly stream: number;
  readonly isTcp: boolean;
  /** Who sends, and its port. */
  address: string;
  port: number;
  sequence: number;
  acknowledgment: number;
  flags: number;
  length: number;
  payload: Uint8Array;
}

const NOTHING = new Uint8Array(0);
const NAMES = ['tcp', 'udp', 'ip.src', 'ipv6.src', 'tcp.srcport', 'udp.srcport', 'tcp.seq_raw', 'tcp.ack_raw', 'tcp.flags', 'tcp.len', 'tcp.payload', 'udp.payload'] as const;

export class TransportLayers {
  private readonly wanted: Uint8Array;

  constructor(private readonly session: Session) {
    this.wanted = new Uint8Array(session.registry.fields.length);
    for (const name of NAMES) for (const field of session.registry.named(name)) this.wanted[field.id] = 1;
  }

  /** From the outside in. @throws ProblemError the file changed */
  of(frame: number): TransportLayer[] {
    const { session } = this;
    const { streams, layered } = session.store;
    const numbers = layered.unquotedOf(frame).filter((stream) => stream >= 0 && [TCP, UDP].includes(streams.transport(stream)));
    const layers: TransportLayer[] = [];
    let address = '';
    for (const seen of session.match(frame, session.frame(frame), this.wanted, { dissect: TSHARK_OPTIONS }, -1)) {
      const { name } = seen.field;
      if (name === 'ip.src' || name === 'ipv6.src') address = fieldValue(seen.field, seen.value);
      else if (name === 'tcp' || name === 'udp') {
        if (layers.length === numbers.length) break;
        layers.push({ isTcp: name === 'tcp', stream: numbers[layers.length]!, address, port: 0, sequence: 0, acknowledgment: 0, flags: 0, length: 0, payload: NOTHING });
      } else if (layers.length > 0) take(layers.at(-1)!, name.slice(4), seen);
    }
    return layers;
  }
}

function take(layer: TransportLayer, key: string, { value }: Seen): void {
  if (key === 'srcport') layer.port = Number(value);
  else if (key === 'seq_raw') layer.sequence = Number(value);
  else if (key === 'ack_raw') layer.acknowledgment = Number(value);
  else if (key === 'flags') layer.flags = Number(value);
  else if (key === 'len') layer.length = Number(value);
  else if (key === 'payload' && value instanceof Uint8Array) layer.payload = value;
}
