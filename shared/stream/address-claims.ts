// Who says that an IPv4 address is his (ARP): two hardware addresses for one address are a duplicate.

/** A frame that claims an address which an earlier frame claimed for other hardware. */
export interface AddressConflict {
  /** IPv4 address and both hardware addresses as numbers: 32 and 48 bits. */
  readonly address: number;
  readonly hardware: number;
  readonly otherHardware: number;
  /** The earlier frame. */
  readonly frame: number;
}

export class AddressClaims {
  private readonly owners = new Map<number, { hardware: number; frame: number }>();
  private readonly conflicts = new Map<number, AddressConflict>();

  /** A frame's next claim; once one of a frame is a duplicate, its others do not count. */
  claim(frame: number, address: number, hardware: number): void {
    if (this.conflicts.has(frame)) return;
    const owner = this.owners.get(address);
    if (owner === undefined) this.owners.set(address, { hardware, frame });
    else if (owner.hardware === hardware) owner.frame = frame;
    else this.conflicts.set(frame, { address, hardware, otherHardware: owner.hardware, frame: owner.frame });
  }

  conflictOf(frame: number): AddressConflict | null {
    return this.conflicts.get(frame) ?? null;
  }
}
