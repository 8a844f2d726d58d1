// The times of one pcapng interface: 64-bit counts of its own unit → seconds and nanoseconds, without allocating.
import type { CaptureInterface } from './capture-scanner';

/** Reused: `read` leaves its result in `seconds` and `nanos`. */
export class InterfaceClock {
  seconds = 0;
  nanos = 0;
  private readonly units: number;
  private readonly exactUnits: bigint;
  private readonly simple: boolean;
  /** Nanoseconds in a unit, 0 where that is not whole. */
  private readonly times: number;

  constructor(private readonly iface: Pick<CaptureInterface, 'timeBase' | 'timeExponent' | 'timeOffset'>) {
    this.exactUnits = BigInt(iface.timeBase) ** BigInt(iface.timeExponent);
    this.units = Number(this.exactUnits);
    this.times = iface.timeBase === 10 && iface.timeExponent <= 9 ? 10 ** (9 - iface.timeExponent) : 0;
    // Other units: beyond 2^23 the remainder times 10^9 would lose digits.
    this.simple = this.times > 0 || this.units <= 2 ** 23;
  }

  /** `high` and `low`: the two 32-bit words of a packet block's timestamp. */
  read(high: number, low: number): void {
    const units = this.units;
    if (!this.simple) return this.readExact(high, low);
    let whole: number;
    let rest: number;
    if (high < 0x20_0000) {
      const count = high * 0x1_0000_0000 + low;
      whole = Math.floor(count / units);
      rest = count - whole * units;
      if (rest < 0) {
        whole -= 1;
        rest += units;
      }
    } else {
      const q1 = Math.floor(high / units);
      const step2 = (high - q1 * units) * 65536 + (low >>> 16);
      const q2 = Math.floor(step2 / units);
      const step3 = (step2 - q2 * units) * 65536 + (low & 0xffff);
      const q3 = Math.floor(step3 / units);
      whole = (q1 * 65536 + q2) * 65536 + q3;
      rest = step3 - q3 * units;
    }
    this.seconds = whole + this.iface.timeOffset;
    this.nanos = this.times > 0 ? rest * this.times : Math.floor((rest * 1_000_000_000) / units);
  }

  private readExact(high: number, low: number): void {
    const count = (BigInt(high) << 32n) | BigInt(low);
    this.seconds = Number(count / this.exactUnits) + this.iface.timeOffset;
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
