// What is known at an instruction of a compiled capture filter: what A, X and the cells hold, and which protocols the packet has there.
import type { BpfField, Network } from './bpf-fields';

/** What a register or cell holds; null = not known. */
export type Held =
  | null
  | { readonly is: 'number'; readonly number: number }
  | { readonly is: 'length' }
  /** Of the IPv4 header that begins at `at`. */
  | { readonly is: 'header-length'; readonly at: number }
  /** `length` bytes from byte `from` of the field, of them the bits of the mask; -1 = all. */
  | { readonly is: 'field'; readonly field: BpfField; readonly from: number; readonly length: number; readonly mask: number };

/** Tags between link and network layer: their bytes so far, and what stands behind them. */
export interface Tags {
  readonly bytes: number;
  readonly inner: 'none' | 'etherType' | 'ppp' | 'version';
  readonly tag: 'none' | 'vlan' | 'mpls' | 'pppoe';
}

export interface BpfState {
  readonly a: Held;
  readonly x: Held;
  readonly cells: readonly Held[];
  /** null = ways with different tags meet here. */
  readonly tags: Tags | null;
  /** Any one of these; null = not known. */
  readonly networks: readonly Network[] | null;
  readonly transports: readonly number[] | null;
}

export function sameHeld(one: Held, other: Held): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** What is known where two ways meet. */
export function joined(one: BpfState | undefined, other: BpfState): BpfState {
  if (!one) return other;
  const held = (a: Held, b: Held): Held => (sameHeld(a, b) ? a : null);
  return {
    a: held(one.a, other.a), x: held(one.x, other.x), cells: one.cells.map((cell, i) => held(cell, other.cells[i] ?? null)),
    tags: JSON.stringify(one.tags) === JSON.stringify(other.tags) ? one.tags : null,
    networks: either(one.networks, other.networks), transports: either(one.transports, other.transports),
  };
}

function either<T extends string | number>(one: readonly T[] | null, other: readonly T[] | null): readonly T[] | null {
  return one === null || other === null ? null : [...new Set([...one, ...other])].sort();
}
