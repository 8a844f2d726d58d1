// Options of neighbor discovery (RFC 4861, 4191, 8106).
import { printName } from './domain-name';
import { routerPreference } from './icmp6';
import { bitNames, valueName, type Printout } from './printout';

const NAMES: Readonly<Record<number, string>> = {
  1: 'source link-address', 2: 'destination link-address', 3: 'prefix info', 4: 'redirected header', 5: 'mtu', 7: 'advertisement interval', 8: 'homeagent information',
  24: 'route info', 25: 'rdnss', 31: 'dnssl',
};
const PREFIX_FLAGS = [[0x80, 'onlink'], [0x40, 'auto'], [0x20, 'router']] as const;

export function icmp6Options(out: Printout, start: number, length: number): void {
  let at = start;
  let left = length;
  while (left > 0 && at < out.end) {
    if (left < 2) return;
    const type = out.u8(at);
    const words = out.u8(at + 1);
    if (words === 0 || at + words * 8 > out.end) return out.truncated();
    out.print(`\n\t  ${valueName(NAMES, type, 'unknown')} option (${type}), length ${words * 8} (${words}): `);
    if (!option(out, at, type, words, start)) return;
    if (out.options.verbose > 1) out.unknownData(at + 2, '\n\t    ', words * 8 - 2);
    at += words * 8;
    left -= words * 8;
  }
}

/** @returns false where it is unknown and ends the list */
function option(out: Printout, at: number, type: number, words: number, start: number): boolean {
  switch (type) {
    case 1: case 2: out.print(out.hex(at + 2, words * 8 - 2, ':')); return true;
    case 3:
      out.print(`${out.ip6(at + 16)}/${out.u8(at + 2)}${words === 4 ? '' : 'badlen'}, Flags [${bitNames(PREFIX_FLAGS, out.u8(at + 3))}], valid time ${lifetime(out, at + 4)}, pref. time ${lifetime(out, at + 8)}`);
      return true;
    case 4: out.unknownData(at, '\n\t    ', words * 8); return true;
    case 5: out.print(` ${out.u32(at + 4)}${words === 1 ? '' : 'bad option length'}`); return true;
    case 7: out.print(` ${out.u32(at + 4)}ms`); return true;
    case 8: out.print(` preference ${out.u16(at + 4)}, lifetime ${out.u16(at + 6)}`); return true;
    case 24: routeInformation(out, at, words); return true;
    case 25:
      out.print(` lifetime ${out.u32(at + 4)}s,`);
      for (let i = 0; i < Math.floor((words - 1) / 2); i++) out.print(` addr: ${out.ip6(at + 8 + i * 16)}`);
      return true;
    case 31: return searchList(out, at, words, start);
    default:
      if (out.options.verbose > 1) return true;
      out.unknownData(at + 2, '\n\t  ', words * 8 - 2);
      return false;
  }
}

/** @returns false where a name is cut */
function searchList(out: Printout, at: number, words: number, start: number): boolean {
  out.print(` lifetime ${out.u32(at + 4)}s, domain(s):`);
  for (let place: number | undefined = at + 8; place < at + words * 8 && out.u8(place) !== 0; ) {
    out.print(' ');
    place = printName(out, place, start);
    if (place === undefined) {
      out.truncated();
      return false;
    }
  }
  return true;
}

function routeInformation(out: Printout, at: number, words: number): void {
  const prefix = new Uint8Array(16);
  const size = words === 1 ? 0 : words === 2 ? 8 : 16;
  out.need(at + 8, size);
  prefix.set(out.bytes.subarray(at + 8, at + 8 + size));
  out.print(` ${out.ip6Of(prefix)}/${out.u8(at + 2)}, pref=${routerPreference(out.u8(at + 3))}, lifetime=${lifetime(out, at + 4)}`);
}

function lifetime(out: Printout, at: number): string {
  const seconds = out.u32(at);
  return seconds === 0xffffffff ? 'infinity' : `${seconds}s`;
}
