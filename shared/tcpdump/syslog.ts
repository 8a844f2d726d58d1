// Syslog (RFC 3164) as tcpdump writes it.
import { valueName, type Printer } from './printout';

const FACILITIES = [
  'kernel', 'user', 'mail', 'daemon', 'auth', 'syslog', 'lpr', 'news', 'uucp', 'cron', 'authpriv', 'ftp', 'ntp', 'security', 'console', 'cron', 'local0', 'local1', 'local2',
  'local3', 'local4', 'local5', 'local6', 'local7',
];
const SEVERITIES = ['emergency', 'alert', 'critical', 'error', 'warning', 'notice', 'info', 'debug'];
const MOST_DIGITS = 3;
const OPEN = 0x3c;
const CLOSE = 0x3e;

export const syslog: Printer = (out, at, length) => {
  out.protocol = 'syslog';
  if (out.u8(at) !== OPEN) return out.invalid();
  let priority = 0;
  let next = at + 1;
  for (; next <= at + MOST_DIGITS; next++) {
    const c = out.u8(next);
    if (c < 0x30 || c > 0x39) break;
    priority = priority * 10 + c - 0x30;
  }
  if (out.u8(next++) !== CLOSE) return out.invalid();
  const facility = (priority & 0x3f8) >> 3;
  const severity = priority & 7;
  const name = valueName(FACILITIES, facility, 'unknown (%u)');
  if (out.options.verbose < 1) return out.print(`SYSLOG ${name}.${SEVERITIES[severity]!}, length: ${length}`);
  out.print(`SYSLOG, length: ${length}\n\tFacility ${name} (${facility}), Severity ${SEVERITIES[severity]!} (${severity})\n\tMsg: `);
  for (; next < at + length; next++) out.printBytes(next, 1);
  if (out.options.verbose > 1) out.unknownData(at, '\n\t', length);
};
