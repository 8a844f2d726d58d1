// The times of one pcapng interface: 64-bit counts of its own unit → seconds and nanoseconds, without allocating.
import type { CaptureInterface } from './capture-scanner';

/** Reused: `read` leaves its result in `seconds` and `nanos`. */
export class InterfaceClock {
  seconds = 0;
  nanos = 0;
  private readonly units: number;
  private readonly exactUnits: bigint;
  private readonly offset: number;
  /** Nanoseconds in a unit, 0 where that is not whole. */
  private readonly times: number;

  constructor(iface: Pick<CaptureInterface, 'timeBase' | 'timeExponent' | 'timeOffset'>) {
    this.exactUnits = BigInt(iface.timeBase) ** BigInt(iface.timeExponent);
    this.units = Number(this.exactUnits);
    this.offset = iface.timeOffset;
    this.times = iface.timeBase === 10 && iface.timeExponent <= 9 ? 10 ** (9 - iface.timeExponent) : 0;
  }

  /** `high` and `low`: the two 32-bit words of a packet block's timestamp. */
  read(high: number, low: number): void {
    const units = this.units;
    if (this.times === 0 || (high >= 0x20_0000 && units < 1_000_000)) return this.readExact(high, low);
    // The quotient of doubles is right or one off; the remainder is then exact modulo 2^32, because units < 2^30.
    let whole = Math.floor((high * 0x1_0000_0000 + low) / units);
    let rest = (low - Math.imul(whole, units)) | 0;
    if (rest < 0) {
      whole -= 1;
      rest += units;
    } else if (rest >= units) {
      whole += 1;
      rest -= units;
    }
    this.seconds = whole + this.offset;
    this.nanos = rest * this.times;
  }

  /** Units that do not divide a nanosecond's count, and counts beyond 2^53. */
  private readExact(high: number, low: number): void {
    const count = (BigInt(high) << 32n) | BigInt(low);
    this.seconds = Number(count / this.exactUnits) + this.offset;
    this.nanos = Number(((count % this.exactUnits) * 1_000_000_000n) / this.exactUnits);
  }
}

/** Count of the interface's units for a time, for writing: [high, low]. Times before the offset give 0. */
export function timestampWords(seconds: number, nanos: number, base: 2 | 10, exponent: number, offset: number): [number, number] {
  const units = BigInt(base) ** BigInt(exponent);
  const count = BigInt(seconds - offset) * units + (BigInt(nanos) * units) / 1_000_000_000n;
  const clipped = count < 0n ? 0n : BigInt.asUintN(64, count);
  return [Number(clipped >> 32n), Number(clipped & 0xffffffffn)];
}
