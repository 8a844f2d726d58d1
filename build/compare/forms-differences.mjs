// Why lines of PDML differ from tshark's, by field and what of it differs.

/** @type {{ lines: RegExp, reason: string }[]} */
export const FORM_DIFFERENCES = [
  { lines: /^(nbss|opcua|openflow|bgp|ldp|rtmpt|diameter|modbus|mbtcp|s7comm|tpkt|dnp3|enip)\t(showname|size)$/, reason: 'protocols of which the messages alone are told apart: their line says so' },
  { lines: /\.oui(_resolved)?\t/, reason: 'names of card makers: their list is not among what Netloupe reads' },
  { lines: /^http\.response_for\.uri/, reason: 'a response is linked to its request, whose URI stands there' },
  { lines: /^http\.(request_number|response_number|prev_|next_)/, reason: 'of several messages in one frame the first is numbered and linked; tshark links all to the last' },
  { lines: /^(x509|pkcs1|RelativeDistinguishedName|"(RelativeDistinguishedName|RDNSequence|Extension|signedCertificate|signature|validity|subjectPublicKeyInfo|algorithm|AuthorityKeyIdentifier|BasicConstraintsSyntax|DistributionPoint|PolicyInformation|AccessDescription))/, reason: 'elements of a certificate are lines of text, and its layers no protocols of the frame' },
  { lines: /^"?(tcp\.(segment|reassembled|analysis)|tcp\.segments)/, reason: 'tshark reads once and joins overlapping segments otherwise: see TCP analysis' },
  { lines: /^(frame\.protocols|fake-field-wrapper|data(\.|\t)|_ws\.(expert|malformed|short|unreassembled)|"Expert)/, reason: 'another layer or finding in the frame, or a damaged frame that is given up elsewhere' },
  { lines: /^http\.chunk|^"Data chunk/, reason: '`chUnked` is chunked (RFC 9112 section 7)' },
  { lines: /^dtls/, reason: 'DTLS is not dissected' },
  { lines: /^(tcp\.options\.sack\.dsack_[lr]e|"D-SACK Sequence")\t(size|value)$/, reason: 'worked out of a block whose octets the option has already' },
  { lines: /^wlan\.mgt\t(show|value)$/, reason: 'a part of the frame here, a protocol of its own in tshark' },
  { lines: /^wlan\.(tag|tag\.data|fixed\.(status|reason)_code)\t/, reason: 'elements of vendors are not taken apart, codes are numbers' },
  { lines: /^wlan(\.(fc|fc\.version|fc\.type|ra|ra_resolved|da|da_resolved|addr|addr_resolved))?\t/, reason: 'protocol version 1 of IEEE 802.11 is not dissected' },
  { lines: /^"Transmitter SID"/, reason: 'protocol version 1 of IEEE 802.11 is not dissected' },
  { lines: /^chdlc\tsize$/, reason: 'the octet of padding in front of OSI belongs to the header' },
  { lines: /\tpos$/, reason: 'what was worked out stands nowhere: where tshark puts it differs from protocol to protocol' },
  { lines: /^tcp\.window_size_scalefactor/, reason: 'whether the handshake was captured is known from the whole stream' },
];

/** Of one capture, by field. @type {{ capture: string, lines: RegExp, reason: string }[]} */
export const CAPTURE_DIFFERENCES = [
  { capture: 'tls13_draft19.pcap', lines: /^tls\.(record|handshake\.random_(time|bytes))$/, reason: 'a draft of TLS 1.3 that the Server Hello names itself: tshark does not count it as TLS 1.3 in the line of the record' },
  { capture: 'codm.pcap', lines: /^tls$/, reason: 'a record whose rest comes in no frame: tshark counts what there is of it to the layer' },
  { capture: 'tls_unidirectional.pcap', lines: /^tls$/, reason: 'two octets of a record whose rest comes in no frame' },
  { capture: 'mptcp-dss-oobr.pcap', lines: /^(tcp\.option|mptcp)/, reason: 'an option of MPTCP shorter than what it says: tshark gives up all options there' },
  { capture: 'pcapng-test-generator', lines: /^dhcp\.bootp$/, reason: 'cut before the options that would tell DHCP from BOOTP' },
  { capture: 'http-evader-134', lines: /^http$/, reason: 'a body that does not unpack: tshark counts it to the layer' },
  { capture: '6604968558198784', lines: /^ip(\.|$)/, reason: 'a version of IP that its link type denies' },
];
