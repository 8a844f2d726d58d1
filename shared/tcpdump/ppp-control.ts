// PPP's control protocols (RFC 1661) as tcpdump writes them.
import { OUI_NAMES } from './oui-names';
import { printPppOptions } from './ppp-options';
import { CONTROL_CODES, PPP_PROTOCOLS } from './ppp-values';
import { Truncated, valueName, type Printout } from './printout';

/** `length` counts from `at`, behind the protocol's number. */
export function pppControl(out: Printout, protocol: number, at: number, length: number): void {
  const name = PPP_PROTOCOLS[protocol] ?? `unknown ctrl-proto (0x${protocol.toString(16).padStart(4, '0')})`;
  out.print(`${name}, `);
  if (length < 4 || !out.has(at, 2)) return out.print(`[|${name}]`);
  const code = out.u8(at);
  out.print(`${valueName(CONTROL_CODES, code, 'Unknown Opcode')} (0x${out.hex(at, 1)}), id ${out.u8(at + 1)}, length ${length + 2}`);
  if (out.options.verbose === 0) return;
  const told = out.u16(at + 2);
  if (told < 4) return out.print(`\n\tencoded length ${told} (< 4))`);
  if (told > length) return out.print(`\n\tencoded length ${told} (> packet length ${length}))`);
  out.print(`\n\tencoded length ${told} (=Option(s) length ${told - 4})`);
  if (told === 4) return;
  if (out.options.verbose > 1) out.unknownData(at - 2, '\n\t', 6);
  printCode(out, { protocol, name, code, at, length: told });
}

interface ControlPacket {
  readonly protocol: number;
  readonly name: string;
  readonly code: number;
  readonly at: number;
  readonly length: number;
}

function printCode(out: Printout, packet: ControlPacket): void {
  const { protocol, code, at, length } = packet;
  switch (code) {
    case 0:
      if (length < 11) return;
      out.print(`\n\t  Magic-Num 0x${out.hex(at + 4, 4)}`);
      return out.print(` Vendor: ${valueName(OUI_NAMES, out.u24(at + 8), 'Unknown')} (${out.u24(at + 8)})`);
    case 1:
    case 2:
    case 3:
    case 4: return printPppOptions(out, protocol, at + 4, length);
    case 5:
    case 6:
    case 7: return;
    case 8: return printRejected(out, at, length);
    case 9:
    case 10:
    case 11: return printEcho(out, packet);
    case 12: return printMessage(out, packet);
    case 13:
      if (length < 12) return;
      out.print(`\n\t  Magic-Num 0x${out.hex(at + 4, 4)}`);
      return out.print(`, Seconds-Remaining ${out.u32(at + 8)}s`);
    default:
      if (out.options.verbose < 2) out.unknownData(at - 2, '\n\t  ', length + 2);
  }
}

function printRejected(out: Printout, at: number, length: number): void {
  if (length < 6) return;
  const protocol = out.u16(at + 4);
  out.print(`\n\t  Rejected ${valueName(PPP_PROTOCOLS, protocol, 'unknown')} Protocol (0x${out.hex(at + 4, 2)})`);
  if (length <= 6) return;
  out.print('\n\t  Rejected Packet');
  out.unknownData(at + 6, '\n\t    ', length - 2);
}

function printEcho(out: Printout, { name, at, length }: ControlPacket): void {
  if (length < 8) return;
  out.print(`\n\t  Magic-Num 0x${out.hex(at + 4, 4)}`);
  if (length <= 8) return;
  out.print('\n\t  -----trailing data-----');
  if (!out.has(at + 8, length - 8)) return out.print(`[|${name}]`);
  out.unknownData(at + 8, '\n\t  ', length - 8);
}

/** tcpdump prints four bytes more than there are of the message. */
function printMessage(out: Printout, { name, at, length }: ControlPacket): void {
  if (length < 8) return;
  out.print(`\n\t  Magic-Num 0x${out.hex(at + 4, 4)}`);
  if (length <= 8) return;
  out.print('\n\t  Message\n\t    ');
  try {
    out.printBytes(at + 8, length - 4);
  } catch (error) {
    if (!(error instanceof Truncated)) throw error;
    out.print(`[|${name}]`);
  }
}
