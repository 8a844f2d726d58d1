// Words that tcpdump's text of RADIUS uses: attributes and their values.

export const ATTRIBUTES: Readonly<Record<number, string>> = {
  1: 'User-Name', 2: 'User-Password', 3: 'CHAP-Password', 4: 'NAS-IP-Address', 5: 'NAS-Port', 6: 'Service-Type', 7: 'Framed-Protocol',
  8: 'Framed-IP-Address', 9: 'Framed-IP-Netmask', 10: 'Framed-Routing', 11: 'Filter-Id', 12: 'Framed-MTU', 13: 'Framed-Compression',
  14: 'Login-IP-Host', 15: 'Login-Service', 16: 'Login-TCP-Port', 17: 'Unassigned', 18: 'Reply-Message', 19: 'Callback-Number', 20: 'Callback-Id',
  21: 'Unassigned', 22: 'Framed-Route', 23: 'Framed-IPX-Network', 24: 'State', 25: 'Class', 26: 'Vendor-Specific', 27: 'Session-Timeout',
  28: 'Idle-Timeout', 29: 'Termination-Action', 30: 'Called-Station-Id', 31: 'Calling-Station-Id', 32: 'NAS-Identifier', 33: 'Proxy-State',
  34: 'Login-LAT-Service', 35: 'Login-LAT-Node', 36: 'Login-LAT-Group', 37: 'Framed-AppleTalk-Link', 38: 'Framed-AppleTalk-Network',
  39: 'Framed-AppleTalk-Zone', 40: 'Acct-Status-Type', 41: 'Acct-Delay-Time', 42: 'Acct-Input-Octets', 43: 'Acct-Output-Octets',
  44: 'Acct-Session-Id', 45: 'Acct-Authentic', 46: 'Acct-Session-Time', 47: 'Acct-Input-Packets', 48: 'Acct-Output-Packets',
  49: 'Acct-Terminate-Cause', 50: 'Acct-Multi-Session-Id', 51: 'Acct-Link-Count', 52: 'Acct-Input-Gigawords', 53: 'Acct-Output-Gigawords',
  54: 'Unassigned', 55: 'Event-Timestamp', 56: 'Egress-VLANID', 57: 'Ingress-Filters', 58: 'Egress-VLAN-Name', 59: 'User-Priority-Table',
  60: 'CHAP-Challenge', 61: 'NAS-Port-Type', 62: 'Port-Limit', 63: 'Login-LAT-Port', 64: 'Tunnel-Type', 65: 'Tunnel-Medium-Type',
  66: 'Tunnel-Client-Endpoint', 67: 'Tunnel-Server-Endpoint', 68: 'Acct-Tunnel-Connection', 69: 'Tunnel-Password', 70: 'ARAP-Password',
  71: 'ARAP-Features', 72: 'ARAP-Zone-Access', 73: 'ARAP-Security', 74: 'ARAP-Security-Data', 75: 'Password-Retry', 76: 'Prompt', 77: 'Connect-Info',
  78: 'Configuration-Token', 79: 'EAP-Message', 80: 'Message-Authenticator', 81: 'Tunnel-Private-Group-ID', 82: 'Tunnel-Assignment-ID',
  83: 'Tunnel-Preference', 84: 'ARAP-Challenge-Response', 85: 'Acct-Interim-Interval', 86: 'Acct-Tunnel-Packets-Lost', 87: 'NAS-Port-Id',
  88: 'Framed-Pool', 89: 'CUI', 90: 'Tunnel-Client-Auth-ID', 91: 'Tunnel-Server-Auth-ID', 92: 'NAS-Filter-Rule', 93: 'Unassigned',
  94: 'Originating-Line-Info', 95: 'NAS-IPv6-Address', 96: 'Framed-Interface-ID', 97: 'Framed-IPv6-Prefix', 98: 'Login-IPv6-Host',
  99: 'Framed-IPv6-Route', 100: 'Framed-IPv6-Pool', 101: 'Error-Cause', 102: 'EAP-Key-Name', 103: 'Digest-Response', 104: 'Digest-Realm',
  105: 'Digest-Nonce', 106: 'Digest-Response-Auth', 107: 'Digest-Nextnonce', 108: 'Digest-Method', 109: 'Digest-URI', 110: 'Digest-Qop',
  111: 'Digest-Algorithm', 112: 'Digest-Entity-Body-Hash', 113: 'Digest-CNonce', 114: 'Digest-Nonce-Count', 115: 'Digest-Username',
  116: 'Digest-Opaque', 117: 'Digest-Auth-Param', 118: 'Digest-AKA-Auts', 119: 'Digest-Domain', 120: 'Digest-Stale', 121: 'Digest-HA1',
  122: 'SIP-AOR', 123: 'Delegated-IPv6-Prefix', 124: 'MIP6-Feature-Vector', 125: 'MIP6-Home-Link-Prefix', 126: 'Operator-Name',
  127: 'Location-Information', 128: 'Location-Data', 129: 'Basic-Location-Policy-Rules',
};
/** Values of an attribute by their number. */
export const ATTRIBUTE_VALUES: Readonly<Record<number, readonly string[]>> = {
  6: ['', 'Login', 'Framed', 'Callback Login', 'Callback Framed', 'Outbound', 'Administrative', 'NAS Prompt', 'Authenticate Only',
    'Callback NAS Prompt', 'Call Check', 'Callback Administrative', 'Voice', 'Fax', 'Modem Relay', 'IAPP-Register', 'IAPP-AP-Check', 'Authorize Only',
    'Framed-Management', 'Additional-Authorization'],
  7: ['', 'PPP', 'SLIP', 'ARAP', 'Gandalf proprietary', 'Xylogics IPX/SLIP', 'X.75 Synchronous', 'GPRS PDP Context'],
  10: ['None', 'Send', 'Listen', 'Send&Listen'],
  13: ['None', 'VJ TCP/IP', 'IPX', 'Stac-LZS'],
  15: ['Telnet', 'Rlogin', 'TCP Clear', 'PortMaster(proprietary)', 'LAT', 'X.25-PAD', 'X.25-T3POS', 'Unassigned', 'TCP Clear Quiet'],
  29: ['Default', 'RADIUS-Request'],
  40: ['', 'Start', 'Stop', 'Interim-Update', 'Unassigned', 'Unassigned', 'Unassigned', 'Accounting-On', 'Accounting-Off', 'Tunnel-Start',
    'Tunnel-Stop', 'Tunnel-Reject', 'Tunnel-Link-Start', 'Tunnel-Link-Stop', 'Tunnel-Link-Reject', 'Failed'],
  45: ['', 'RADIUS', 'Local', 'Remote', 'Diameter'],
  49: ['', 'User Request', 'Lost Carrier', 'Lost Service', 'Idle Timeout', 'Session Timeout', 'Admin Reset', 'Admin Reboot', 'Port Error',
    'NAS Error', 'NAS Request', 'NAS Reboot', 'Port Unneeded', 'Port Preempted', 'Port Suspended', 'Service Unavailable', 'Callback', 'User Error',
    'Host Request', 'Supplicant Restart', 'Reauthentication Failure', 'Port Reinitialized', 'Port Administratively Disabled', 'Lost Power'],
  57: ['', 'Enabled', 'Disabled'],
  61: ['Async', 'Sync', 'ISDN Sync', 'ISDN Async V.120', 'ISDN Async V.110', 'Virtual', 'PIAFS', 'HDLC Clear Channel', 'X.25', 'X.75', 'G.3 Fax',
    'SDSL', 'ADSL-CAP', 'ADSL-DMT', 'ISDN-DSL', 'Ethernet', 'xDSL', 'Cable', 'Wireless - Other', 'Wireless - IEEE 802.11', 'Token-Ring', 'FDDI',
    'Wireless - CDMA200', 'Wireless - UMTS', 'Wireless - 1X-EV', 'IAPP', 'FTTP', 'Wireless - IEEE 802.16', 'Wireless - IEEE 802.20',
    'Wireless - IEEE 802.22', 'PPPoA', 'PPPoEoA', 'PPPoEoE', 'PPPoEoVLAN', 'PPPoEoQinQ', 'xPON', 'Wireless - XGP', 'WiMAX Pre-Release 8 IWK Function',
    'WIMAX-WIFI-IWK', 'WIMAX-SFF', 'WIMAX-HA-LMA', 'WIMAX-DHCP', 'WIMAX-LBS', 'WIMAX-WVS'],
  64: ['', 'PPTP', 'L2F', 'L2TP', 'ATMP', 'VTP', 'AH', 'IP-IP', 'MIN-IP-IP', 'ESP', 'GRE', 'DVS', 'IP-in-IP Tunneling', 'VLAN'],
  65: ['', 'IPv4', 'IPv6', 'NSAP', 'HDLC', 'BBN 1822', '802', 'E.163', 'E.164', 'F.69', 'X.121', 'IPX', 'Appletalk', 'Decnet IV', 'Banyan Vines',
    'E.164 with NSAP subaddress'],
  72: ['', 'Only access to dfl zone', 'Use zone filter inc.', 'Not used', 'Use zone filter exc.'],
  76: ['No Echo', 'Echo'],
};

export const COMMANDS: Readonly<Record<number, string>> = {
  1: 'Access-Request', 2: 'Access-Accept', 3: 'Access-Reject', 4: 'Accounting-Request', 5: 'Accounting-Response', 11: 'Access-Challenge',
  12: 'Status-Server', 13: 'Status-Client', 40: 'Disconnect-Request', 41: 'Disconnect-ACK', 42: 'Disconnect-NAK', 43: 'CoA-Request', 44: 'CoA-ACK',
  45: 'CoA-NAK', 255: 'Reserved',
};

export const ERROR_CAUSES: Readonly<Record<number, string>> = {
  201: 'Residual Session Context Removed', 202: 'Invalid EAP Packet (Ignored)', 401: 'Unsupported Attribute', 402: 'Missing Attribute',
  403: 'NAS Identification Mismatch', 404: 'Invalid Request', 405: 'Unsupported Service', 406: 'Unsupported Extension',
  407: 'Invalid Attribute Value', 501: 'Administratively Prohibited', 502: 'Request Not Routable (Proxy)', 503: 'Session Context Not Found',
  504: 'Session Context Not Removable', 505: 'Other Proxy Processing Error', 506: 'Resources Unavailable', 507: 'Request Initiated',
  508: 'Multiple Session Selection Unsupported', 509: 'Location Info Required',
};

export const VENDORS: Readonly<Record<number, string>> = {
  0: 'IETF (reserved)', 5: 'ACC', 9: 'Cisco', 11: 'Hewlett Packard', 42: 'Sun Microsystems', 61: 'Merit', 74: 'AT&T', 161: 'Motorola', 166: 'Shiva',
  193: 'Ericsson AB', 255: 'Cisco VPN 5000', 307: 'Livingston', 311: 'Microsoft', 429: '3Com', 529: 'Ascend', 1584: 'Bay Networks', 1991: 'Foundry',
  2180: 'Versanet', 2352: 'Redback', 2636: 'Juniper Networks', 2637: 'Aptis', 2937: 'Deutsche Telekom AG', 3054: 'Ixia Communications',
  3076: 'Cisco VPN 3000', 3085: 'CoSine Communications', 3224: 'Netscreen', 3199: 'Shasta', 3309: 'Nomadix', 3414: 'T-Mobile',
  3561: 'The Broadband Forum', 3902: 'ZTE', 0x10e9: 'Siemens', 0x118b: 'CableLabs', 0x130a: 'Unisphere Networks', 0x148f: 'Cisco BBSM',
  0x159f: '3rd Generation Partnership Project 2 (3GPP2)', 0x16ae: 'SK Telecom', 0x1725: 'ipUnplugged', 0x173c: 'Issanni Communications',
  0x173f: 'Netscaler', 0x195a: 'T-Mobile', 0x19da: 'Quintum', 0x1a48: 'Interlink', 0x1f0f: 'CNCTC', 0x1fe4: 'Starent Networks', 0x2228: 'Colubris',
  0x28af: '3GPP', 0x2921: 'Gemtek-Systems', 0x29d0: 'Barracuda Networks', 0x2aab: 'Ericsson AB - Packet Core Networks', 0x2d91: 'dacom',
  0x2e56: 'Columbia University', 0x3044: 'Fortinet', 0x3297: 'Verizon Wireless', 0x35b1: 'Plixer', 0x372a: 'Wi-Fi Alliance',
  0x4193: 'T-Systems Nova', 0x51ce: 'China Telecom - Guangzhou Research Institute', 0x68f2: 'Gigamon Systems', 0x7f6e: 'CACE Technologies',
  0x8b30: 'ntop', 0xb412: 'Ericsson Canada',
};

