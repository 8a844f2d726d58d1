// "Decode as": the user says which protocol is in charge of a port or type, whoever is registered for it.
import type { Table } from './tables';

/** Layers whose numbers can be given to a protocol. */
export const DECODE_LAYERS = ['tcp.port', 'udp.port', 'ip.proto', 'ethertype'] as const satisfies readonly Table[];
export const HIGHEST_NUMBER = 0xffff;

export interface DecodeRule {
  readonly layer: (typeof DECODE_LAYERS)[number];
  /** Numbers from the one to the other, both included. */
  readonly first: number;
  readonly last: number;
  /** A protocol's id: `http`. */
  readonly protocol: string;
}
