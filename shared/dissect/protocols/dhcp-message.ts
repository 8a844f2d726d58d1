// What the options of a DHCP message need to know of the message.
import { MESSAGE_TYPES } from './values/dhcp-names';

export class DhcpMessage {
  /** Option 53, -1 = none: BOOTP. */
  type = -1;
  /** Option 52: which of the header's texts hold options. */
  overload = 0;
  /** The vendor class says PXEClient: option 43 reads by Intel's rules. */
  pxeClient = false;

  constructor(readonly start: number) {}

  get typeName(): string {
    return MESSAGE_TYPES[this.type] ?? `Unknown Message Type (0x${this.type.toString(16).padStart(2, '0')})`;
  }
}
