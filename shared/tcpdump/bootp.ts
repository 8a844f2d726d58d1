// BOOTP and DHCP as tcpdump writes them.
import { printVendorOptions } from './bootp-options';
import { bitNames, valueName, type Printer, type Printout } from './printout';

const OPERATIONS: Readonly<Record<number, string>> = { 1: 'Request', 2: 'Reply' };
const FLAGS = [[0x8000, 'Broadcast']] as const;
const ETHERNET = 1;
const MAC_LENGTH = 6;
const HARDWARE_ADDRESS = 28;
const SERVER_NAME = 44;
const BOOT_FILE = 108;
const VENDOR = 236;
const MAGIC_OPTIONS = 0x63825363;
const MAGIC_CMU = 0x434d5500;

export const bootp: Printer = (out, at, length) => {
  out.protocol = 'bootp';
  const operation = out.u8(at);
  out.print(`BOOTP/DHCP, ${valueName(OPERATIONS, operation, 'unknown (0x%02x)')}`);
  const hardware = out.u8(at + 1);
  const addressLength = out.u8(at + 2);
  const ethernet = hardware === ETHERNET && addressLength === MAC_LENGTH;
  if (ethernet && operation === 1) out.print(` from ${out.mac(at + HARDWARE_ADDRESS)}`);
  out.print(`, length ${length}`);
  if (out.options.verbose === 0) return;
  out.need(at + 8, 2);
  if (hardware !== ETHERNET) out.print(`, htype ${hardware}`);
  if (!ethernet) out.print(`, hlen ${addressLength}`);
  if (out.u8(at + 3) !== 0) out.print(`, hops ${out.u8(at + 3)}`);
  if (out.u32(at + 4) !== 0) out.print(`, xid 0x${out.u32(at + 4).toString(16)}`);
  if (out.u16(at + 8) !== 0) out.print(`, secs ${out.u16(at + 8)}`);
  out.print(`, Flags [${bitNames(FLAGS, out.u16(at + 10))}]`);
  if (out.options.verbose > 1) out.print(` (0x${out.hex(at + 10, 2)})`);
  printAddresses(out, at, ethernet);
  if (!printText(out, at + SERVER_NAME, 'sname', 64) || !printText(out, at + BOOT_FILE, 'file', 128)) return;
  printVendor(out, at + VENDOR);
};

function printAddresses(out: Printout, at: number, ethernet: boolean): void {
  for (const [i, name] of ['Client-IP', 'Your-IP', 'Server-IP', 'Gateway-IP'].entries()) {
    const place = at + 12 + 4 * i;
    if (out.u32(place) !== 0) out.print(`\n\t  ${name} ${out.host4(place)}`);
  }
  if (ethernet) out.print(`\n\t  Client-Ethernet-Address ${out.mac(at + HARDWARE_ADDRESS)}`);
}

/** False where the text is cut off. */
function printText(out: Printout, at: number, name: string, most: number): boolean {
  if (out.u8(at) === 0) return true;
  out.print(`\n\t  ${name} "`);
  const whole = out.has(at, most) || out.bytes.subarray(at, out.end).includes(0);
  if (whole) out.printPadded(at, most);
  else out.printBytes(at, out.left(at));
  out.print('"');
  if (!whole) out.truncated();
  return whole;
}

function printVendor(out: Printout, at: number): void {
  out.need(at, 4);
  const magic = out.u32(at);
  if (magic === MAGIC_OPTIONS) printVendorOptions(out, at);
  else if (magic === MAGIC_CMU) printCmu(out, at);
  else if (magic !== 0) out.print(`\n\t  Vendor-#0x${magic.toString(16)}`);
}

/** Carnegie Mellon's own area. */
function printCmu(out: Printout, at: number): void {
  out.print(' vend-cmu');
  const flags = out.u8(at + 4);
  if (flags & ~1) out.print(` F:0x${flags.toString(16)}`);
  const names = [['DG', 12], [flags & 1 ? 'SM' : 'SM*', 8], ['NS1', 16], ['NS2', 20], ['IEN1', 24], ['IEN2', 28], ['TS1', 32], ['TS2', 36]] as const;
  for (const [name, offset] of names) if (out.u32(at + offset) !== 0) out.print(` ${name}:${out.host4(at + offset)}`);
}
