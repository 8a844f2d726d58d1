// What newer Wireshark (4.2, 4.4) accepts and 4.0.17 refuses, as Netloupe takes it: each text with what it means the same as.

export interface NewerSyntax {
  readonly text: string;
  /** The same in the language of 4.0. */
  readonly older: string;
  readonly what: string;
}

export const NEWER_SYNTAX: readonly NewerSyntax[] = [
  { text: 'tcp xor udp', older: '(tcp or udp) and not (tcp and udp)', what: 'xor' },
  { text: 'tcp ^^ udp', older: '(tcp or udp) and not (tcp and udp)', what: '^^' },
  { text: 'frame.number in {1..5, 9, 12..}', older: 'frame.number in {1..5, 9} or frame.number >= 12', what: 'a range without an upper end' },
  { text: 'frame.number in {..3}', older: 'frame.number <= 3', what: 'a range without a lower end' },
  { text: 'ip.flags.df == true', older: 'ip.flags.df == 1', what: 'true and false whatever the field calls them' },
  { text: 'ip.proto == tcp', older: 'ip.proto == "TCP"', what: 'the name of a value that is also the name of a protocol' },
  { text: '@ip.src == c0:a8:00:01', older: 'ip.src[0:] == c0:a8:00:01', what: 'raw bytes of a field' },
  { text: 'ip.src#-1', older: 'ip.src#[-1]', what: 'a negative layer without brackets' },
  { text: '(udp.length + 1) * 2 == 2 * udp.length + 2', older: '{udp.length + 1} * 2 == 2 * udp.length + 2', what: 'parentheses around a calculation' },
  { text: 'udp.length == (udp.length)', older: 'udp.length == {udp.length}', what: 'parentheses around a value' },
  { text: 'frame.time >= "2002-12-31 13:55:31+00:00"', older: 'frame.time >= "2002-12-31 13:55:31 UTC"', what: 'a zone as hours and minutes' },
  { text: 'frame.time >= 2002-12-31T13:55:31Z', older: 'frame.time >= "2002-12-31 13:55:31 UTC"', what: 'a moment without quotes' },
  { text: 'frame.time >= 1041342931', older: 'frame.time >= "2002-12-31 13:55:31 UTC"', what: 'a moment as seconds since 1970' },
  { text: 'len(udp.payload)', older: 'len(udp.payload) > 0', what: 'a function as a test: it gives something else than zero' },
  { text: 'vals(ip.proto) == "UDP"', older: 'ip.proto == "UDP"', what: 'vals()' },
  { text: 'frame.time_relative < .5', older: 'frame.time_relative < 0.5', what: 'a fraction without a leading zero' },
];
