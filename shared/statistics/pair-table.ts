// Pairs of addresses, each numbered once, whichever of the two sent first.

/** An address, and a port where there is one (-1 = none). */
export interface Party {
  readonly address: string;
  readonly port: number;
}

export class PairTable {
  private readonly numbers = new Map<string, number>();
  private readonly pairs: (readonly [Party, Party])[] = [];

  get count(): number {
    return this.pairs.length;
  }

  /** (number << 1) | 1 where the pair stands the other way round. */
  numberOf(from: Party, to: Party): number {
    const there = keyOf(from, to);
    const known = this.numbers.get(there);
    if (known !== undefined) return known;
    const number = (this.pairs.push([from, to]) - 1) << 1;
    // Of an address that talks with itself both keys are the same.
    this.numbers.set(keyOf(to, from), number | 1);
    this.numbers.set(there, number);
    return number;
  }

  /** It talks with itself, at whatever ports. */
  isOneAddress(number: number): boolean {
    const [x, y] = this.pairs[number]!;
    return x.address === y.address;
  }

  /** The first of them sent direction 0. */
  partiesOf(number: number): readonly [Party, Party] {
    return this.pairs[number]!;
  }
}

function keyOf(a: Party, b: Party): string {
  return `${a.address} ${a.port} ${b.address} ${b.port}`;
}
