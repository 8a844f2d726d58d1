// EAP over LANs (IEEE 802.1X) as tcpdump writes it.
import { bitNames, valueName, type Printer, type Printout } from './printout';

const PACKET_TYPES: Readonly<Record<number, string>> = { 0: 'EAP packet', 1: 'EAPOL start', 2: 'EAPOL logoff', 3: 'EAPOL key', 4: 'Encapsulated ASF alert' };
const CODES: Readonly<Record<number, string>> = { 1: 'Request', 2: 'Response', 3: 'Success', 4: 'Failure' };
const TYPES: Readonly<Record<number, string>> = {
  0: 'No proposed', 1: 'Identity', 2: 'Notification', 3: 'Nak', 4: 'MD5-challenge', 5: 'OTP', 6: 'GTC', 13: 'TLS', 18: 'SIM', 21: 'TTLS', 23: 'AKA', 43: 'FAST',
  254: 'Expanded types', 255: 'Experimental',
};
const SIM_SUBTYPES: Readonly<Record<number, string>> = {
  1: 'Challenge', 2: 'Auth reject', 4: 'Sync failure', 5: 'Identity', 10: 'Start', 11: 'Challenge', 12: 'Notification', 13: 'Reauth', 14: 'Client error',
};
const FLAGS = [[0x80, 'L bit'], [0x40, 'More fragments bit'], [0x20, 'Start bit']] as const;

/** The frame behind the EtherType. */
export const eap: Printer = (out, at) => {
  out.protocol = 'eap';
  out.need(at, 4);
  const type = out.u8(at + 1);
  const length = out.u16(at + 2);
  out.print(`${valueName(PACKET_TYPES, type, 'unknown')} (${type}) v${out.u8(at)}, len ${length}`);
  if (out.options.verbose === 0 || type !== 0) return;
  if (length === 0) return out.truncated();
  out.print(', ');
  out.reach(at + 4, 4);
  printEap(out, at + 4, length);
};

/** EAP's own packet, without the frame around it. */
export function printEap(out: Printout, at: number, claimed: number): void {
  const code = out.u8(at);
  const length = out.u16(at + 2);
  if (length !== claimed) return out.print('EAP fragment?');
  out.print(`${valueName(CODES, code, 'unknown')} (${code}), id ${out.u8(at + 1)}, len ${length}`);
  if (length < 4) return out.print(' (too short for EAP header)');
  out.need(at, length);
  if (code !== 1 && code !== 2) return;
  if (length < 5) return out.print(' (too short for EAP request/response)');
  const type = out.u8(at + 4);
  out.print(`\n\t\t Type ${valueName(TYPES, type, 'unknown')} (${type})`);
  printType(out, at, length, type);
}

function printType(out: Printout, at: number, length: number, type: number): void {
  switch (type) {
    case 1:
    case 2:
      if (length <= 5) return;
      out.print(type === 1 ? ', Identity: ' : ', Notification: ');
      out.printPadded(at + 5, length - 5);
      return;
    case 3:
      if (length < 6) return out.print(' (too short for EAP Legacy NAK request/response)');
      return out.print(` ${valueName(TYPES, out.u8(at + 5), 'unknown')} (${out.u8(at + 5)})`);
    case 13: return printTunnel(out, at, length, 'TLS/TTLS', '');
    case 21: return printTunnel(out, at, length, 'TLS/TTLS', 'TTLS');
    case 43: return printTunnel(out, at, length, 'FAST', 'FAST');
    case 18:
    case 23:
      if (length < 6) return out.print(' (too short for EAP SIM/AKA request/response)');
      return out.print(` subtype [${valueName(SIM_SUBTYPES, out.u8(at + 5), 'unknown')}] 0x${out.hex(at + 5, 1)}`);
  }
}

/** TLS, TTLS and FAST: flags, with a version in the lower bits of the latter two, and the length of all fragments. */
function printTunnel(out: Printout, at: number, length: number, name: string, versioned: string): void {
  if (length < 6) return out.print(` (too short for EAP ${name} request/response)`);
  const flags = out.u8(at + 5);
  if (versioned !== '') out.print(` ${versioned}v${flags & 7}`);
  out.print(` flags [${bitNames(FLAGS, flags)}] 0x${out.hex(at + 5, 1)}`);
  if ((flags & 0x80) === 0) return;
  if (length < 10) return out.print(` (too short for EAP ${name} request/response with length)`);
  out.print(`, len ${out.u32(at + 6)}`);
}
