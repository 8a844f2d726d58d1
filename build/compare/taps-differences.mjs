// Statistics of captures that are not tshark's, and why: patterns of their names and of the statistics, and the reason.

/** @type {readonly { captures: RegExp, taps: RegExp, reason: string }[]} */
export const TAP_DIFFERENCES = [
  { captures: /clusterfuzz|crash-/, taps: /./, reason: 'damaged record headers: a packet of more than 2 GB, whose length tshark takes for a negative number, and times of more than a second below the second' },
  { captures: /http-evader|communityid/, taps: /^follow,http/, reason: 'octets that are no message, and bodies that do not unpack, are followed here: tshark leaves them out' },
  { captures: /Vxlan1/, taps: /^follow,udp/, reason: 'what a tunnel carries: tshark takes the innermost addresses for those of the stream' },
  { captures: /ipv4_tso/, taps: /^(http,|follow,http)/, reason: 'octets on a port of HTTP in which nobody asks in HTTP: tshark counts them, and does not follow them' },
  { captures: /pcapng-test-generator/, taps: /^io,stat,/, reason: 'more intervals than there is memory for are refused' },
];
