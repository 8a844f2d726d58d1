// What is said where libpcap itself names what it does not like: an address, a port, a mask, a name, nothing that can match.
import type { FilterFix } from './capture-filter';
import { found, replaced, shortened, type Found, type Token } from './filter-token';

interface Value {
  readonly filter: string;
  readonly place: { readonly start: number; readonly end: number };
  /** The value as libpcap names it, and as it stands in the filter. */
  readonly named: string;
  readonly word: string;
}

/** By a part of libpcap's message, which is the same in all its versions. */
const MESSAGES: readonly (readonly [RegExp, (value: Value) => Found])[] = [
  [/IPv4 address/, notIpv4],
  [/illegal port|illegal .*port range/, ({ filter, place, named }) => found(filter, place, 'value', `${named} is not a port: they end at 65535.`, `${named} 不是端口号：端口号最大为 65535。`)],
  [/unknown port/, ({ filter, place, named }) => found(filter, place, 'value', `No service is called ${named}. Give the port's number.`, `没有名为 ${named} 的服务，请填写端口号。`)],
  [/unknown (?:host|network)/, (value) => (/^[\d.]+$/.test(value.named) ? notIpv4(value) : noAddress(value))],
  [/ethernet address/, ({ filter, place, word }) => found(filter, place, 'value', `${word} is not a hardware address: six pairs of digits, as in 02:42:ac:11:00:02.`, `${word} 不是硬件地址：应为六组两位十六进制数，例如 02:42:ac:11:00:02。`)],
  [/non-network bits/, networkBits],
  [/VLAN tag/, ({ filter, place, named }) => found(filter, place, 'value', `${named} is not a VLAN: they end at 4095.`, `${named} 不是 VLAN 号：VLAN 号最大为 4095。`)],
];

/** null where libpcap names nothing that stands in the filter. */
export function valueHint(filter: string, libpcap: string): Found | null {
  if (libpcap.includes('rejects all packets')) return rejectsAll(filter);
  const mask = /mask length must be <= (\d+)/.exec(libpcap)?.[1];
  if (mask !== undefined) return maskHint(filter, Number(mask));
  const named = (/['"]([^'"]+)['"]/.exec(libpcap) ?? /(?:number|address|tag) (\S+)/.exec(libpcap))?.[1];
  const start = named === undefined ? -1 : filter.indexOf(named);
  if (named === undefined || start < 0) return null;
  const word = /^[^\s()]*/.exec(filter.slice(start))?.[0] || named;
  const value = { filter, named: shortened(named), word: shortened(word), place: { start, end: start + word.length } };
  const message = MESSAGES.find(([part]) => part.test(libpcap))?.[1];
  return message ? message(value) : found(filter, value.place, 'value', `${value.named}: ${libpcap}.`, `${value.named}：${libpcap}`);
}

function rejectsAll(filter: string): Found {
  const other = filter.replaceAll(/\band\b|&&/g, 'or');
  const fixes = other === filter ? [] : [{ filter: other, change: 'or' }];
  return { start: 0, end: filter.length, kind: 'rejects-all', message: 'No packet can match all of this at once. Is an "and" meant to be an "or"?', messageZh: '没有数据包能同时满足这些条件。其中的 and 是否应为 or？', fixes };
}

function notIpv4({ filter, place, named }: Value): Found {
  return found(filter, place, 'value', `${named} is not an IPv4 address: four numbers from 0 to 255.`, `${named} 不是 IPv4 地址：应为四个 0 到 255 之间的数。`);
}

function noAddress({ filter, place, named }: Value): Found {
  return found(filter, place, 'value', `The name ${named} has no address here. Give the address.`, `在这里查不到 ${named} 的地址，请直接填写地址。`);
}

function maskHint(filter: string, longest: number): Found | null {
  const wrong = [...filter.matchAll(/\/(\d+)/g)].find(([, bits]) => Number(bits) > longest);
  if (wrong === undefined) return null;
  return found(filter, { start: wrong.index, end: wrong.index + wrong[0].length }, 'value', `${wrong[0]} is not a mask: they end at /${longest}.`, `${wrong[0]} 不是掩码：掩码长度最大为 /${longest}。`);
}

function networkBits({ filter, place, named }: Value): Found {
  const hint = found(filter, place, 'value', `${named} is an address with a mask, not a network: bits behind the mask are set.`, `${named} 是带掩码的地址，而不是网络：掩码之后还有不为 0 的位。`);
  return { ...hint, fixes: networkFix(filter, place, named) };
}

function networkFix(filter: string, place: Value['place'], text: string): FilterFix[] {
  const [address = '', bits = ''] = text.split('/');
  const parts = address.split('.').map(Number);
  if (parts.length !== 4) return [];
  const mask = bits === '0' ? 0 : (0xffff_ffff << (32 - Number(bits))) >>> 0;
  const network = (parts.reduce((sum, part) => sum * 256 + part, 0) & mask) >>> 0;
  const made = `${[24, 16, 8, 0].map((shift) => (network >>> shift) & 255).join('.')}/${bits}`;
  return [{ filter: replaced(filter, place, made), change: made }];
}

const NUMBERED: ReadonlySet<string> = new Set(['port', 'less', 'greater', 'vlan', 'mpls']);
const ADDRESSED: ReadonlySet<string> = new Set(['host', 'src', 'dst', 'net', 'gateway']);

/** Values of which libpcap only says "syntax error": `port -1`, `less x`, `host fe80::1%eth0`. */
export function impossibleValue(filter: string, tokens: readonly Token[]): Found | null {
  for (let i = 1; i < tokens.length; i++) {
    const [before, token] = [tokens[i - 1]!.text, tokens[i]!];
    const text = shortened(token.text);
    if (ADDRESSED.has(before) && /^[^:]*:[^:]*:/.test(token.text) && !/^[\da-f]*:[\da-f:.]+(?:\/\d+)?$/i.test(token.text)) {
      const meant = token.text.includes('%') ? [token.text.slice(0, token.text.indexOf('%'))] : [];
      return found(filter, token, 'value', `${text} is not an IPv6 address${meant.length > 0 ? ': a filter has no %interface' : ''}.`, `${text} 不是 IPv6 地址${meant.length > 0 ? '：过滤器中不写 %接口' : ''}。`, ...meant);
    }
    if (NUMBERED.has(before) && /^-\d/.test(token.text)) return found(filter, token, 'value', `${text} is below 0: ${before} takes a number from 0 on.`, `${text} 小于 0：${before} 之后应为不小于 0 的数。`);
    if ((before === 'less' || before === 'greater') && !/^\d/.test(token.text)) return found(filter, token, 'value', `${before} takes a number of bytes, not ${text}.`, `${before} 之后应为字节数，而不是 ${text}。`);
  }
  return null;
}
