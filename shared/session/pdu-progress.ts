// How far PDUs over several segments that are not whole were understood, so that each look at one goes on where the last ended.
import type { PduRun } from '../dissect/pdu-run';

/** Facts that others need of a PDU. */
export interface Told {
  readonly transaction: number;
  readonly key: number;
  readonly note: number;
}

export class PduProgress {
  /** PDUs of which all is known that others need: kept until they are whole. */
  readonly told = new Map<number, Told>();
  /** The protocols that asked for the rest of PDUs. */
  readonly owners = new Map<number, number>();
  /** Octets of a PDU that were understood already. */
  private readonly understood = new Map<number, number>();
  /** Octets that a PDU has at least. */
  private readonly leasts = new Map<number, number>();
  /** How often a PDU was looked at since more of it was understood. */
  private readonly looks = new Map<number, number>();

  resume(pdu: number): number {
    return this.understood.get(pdu) ?? 0;
  }
  least(pdu: number): number {
    return this.leasts.get(pdu) ?? 0;
  }

  /** @returns how often it was looked at before */
  look(pdu: number): number {
    const looks = this.looks.get(pdu) ?? 0;
    this.looks.set(pdu, looks + 1);
    return looks;
  }

  /** From where the next look at a PDU begins. @param shift from positions in the bytes just looked at to octets of the PDU */
  remember(pdu: number, { resume, atLeast }: PduRun, shift: number): void {
    if (resume >= 0 && resume + shift !== this.understood.get(pdu)) this.looks.delete(pdu);
    if (resume >= 0) this.understood.set(pdu, resume + shift);
    else this.understood.delete(pdu);
    if (atLeast > 0) this.leasts.set(pdu, atLeast + shift);
  }

  forget(pdu: number): void {
    for (const known of [this.told, this.owners, this.understood, this.leasts, this.looks]) known.delete(pdu);
  }
}
