// IP over InfiniBand (DLT_IPOIB): RFC 4391 section 6, behind a Global Routing Header.
import { ETHERTYPE_NAMES } from './ethertype-names';
import { ethertype } from './ethertypes';
import { hexNumber } from './hex-number';
import { valueName, type Printout } from './printout';

const HEADER = 44;
const TYPE = 40;

export function ipoibLink(out: Printout, at: number, length: number): void {
  out.protocol = 'ipoib';
  if (length < HEADER || !out.has(at, HEADER)) {
    out.linkLength = out.left(at);
    return out.truncated();
  }
  out.linkLength = HEADER;
  const type = out.u16(at + TYPE);
  const { link, quiet } = out.options;
  const head = (): void => {
    const name = valueName(ETHERTYPE_NAMES, type, 'Unknown');
    out.print(`, ethertype ${name}${quiet ? '' : ` (0x${hexNumber(type, 4)})`}, length ${length}: `);
  };
  if (link) {
    out.print('IPOIB');
    head();
  }
  const printer = ethertype(type);
  if (printer !== null) return printer(out, at + HEADER, length - HEADER);
  if (!link) head();
  out.defaultText(at + HEADER, out.left(at + HEADER));
}
