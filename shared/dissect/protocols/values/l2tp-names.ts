// Names of L2TP values (RFC 2661, RFC 3931).
export const L2TP_MESSAGES: ReadonlyMap<number, string> = new Map([
  [1, 'Start_Control_Request'], [2, 'Start_Control_Reply'], [3, 'Start_Control_Connected'], [4, 'Stop_Control_Notification'], [5, 'Reserved'],
  [6, 'Hello'], [7, 'Outgoing_Call_Request'], [8, 'Outgoing_Call_Reply'], [9, 'Outgoing_Call_Connected'], [10, 'Incoming_Call_Request'],
  [11, 'Incoming_Call_Reply'], [12, 'Incoming_Call_Connected'], [13, 'Reserved'], [14, 'Call_Disconnect_Notification'],
  [15, 'WAN_Error_Notify'], [16, 'Set_Link_Info'], [17, 'Modem_Status'], [18, 'Service_Relay_Request_Msg'], [19, 'Service_Relay_Reply_Message'],
  [20, 'Explicit_Acknowledgement'], [21, 'Failover_Session_Query_Message'], [22, 'Failover_Session_Response_Message'],
  [23, 'Multicast-Session-Request'], [24, 'Multicast-Session-Response'], [25, 'Multicast-Session-Establishment'],
  [26, 'Multicast-Session-Information'], [27, 'Multicast-Session-End-Notify'], [28, 'Connect-Speed-Update-Notification'],
  [29, 'Connect-Speed-Update-Request'],
]);

export const L2TP_AVPS: ReadonlyMap<number, string> = new Map([
  [0, 'Control Message'], [1, 'Result-Error Code'], [2, 'Protocol Version'], [3, 'Framing Capabilities'], [4, 'Bearer Capabilities'],
  [5, 'Tie Breaker'], [6, 'Firmware Revision'], [7, 'Host Name'], [8, 'Vendor Name'], [9, 'Assigned Tunnel ID'], [10, 'Receive Window Size'],
  [11, 'Challenge'], [12, 'Cause Code'], [13, 'Challenge Response'], [14, 'Assigned Session'], [15, 'Call Serial Number'], [16, 'Minimum BPS'],
  [17, 'Maximum BPS'], [18, 'Bearer Type'], [19, 'Framing Type'], [20, 'Reserved'], [21, 'Called Number'], [22, 'Calling Number'],
  [23, 'Sub-Address'], [24, 'Connect Speed'], [25, 'Physical Channel'], [26, 'Initial Received LCP CONFREQ'], [27, 'Last Sent LCP CONFREQ'],
  [28, 'Last Received LCP CONFREQ'], [29, 'Proxy Authen Type'], [30, 'Proxy Authen Name'], [31, 'Proxy Authen Challenge'],
  [32, 'Proxy Authen ID'], [33, 'Proxy Authen Response'], [34, 'Call status AVPs'], [35, 'ACCM'], [36, 'Random Vector'],
  [37, 'Private group ID'], [38, 'RxConnect Speed'], [39, 'Sequencing Required'], [46, 'PPP Disconnect Cause Code'], [58, 'Extended Vendor ID'],
  [59, 'Message Digest'], [60, 'Router ID'], [61, 'Assigned Control Connection ID'], [62, 'Pseudowire Capability List'],
  [63, 'Local Session ID'], [64, 'Remote Session ID'], [65, 'Assigned Cookie'], [66, 'Remote End ID'], [68, 'Pseudowire Type'],
  [69, 'Layer2 Specific Sublayer'], [70, 'Data Sequencing'], [71, 'Circuit Status'], [72, 'Preferred Language'],
  [73, 'Control Message Authentication Nonce'], [74, 'Tx Connect Speed Version 3'], [75, 'Rx Connect Speed Version 3'],
  [76, 'Failover Capability'], [77, 'Tunnel Recovery'], [78, 'Suggested Control Sequence'], [79, 'Failover Session State'],
  [80, 'Multicast Capability'], [81, 'New Outgoing Sessions'], [82, 'New Outgoing Sessions Acknowledgement'],
  [83, 'Withdraw Outgoing Sessions'], [84, 'Multicast Packets Priority'], [85, 'Frame-Relay Header Length'],
  [86, 'ATM Maximum Concatenated Cells'], [87, 'OAM Emulation Required'], [88, 'ATM Alarm Status'], [89, 'Attachment Group Identifier'],
  [90, 'Local End Identifier'], [91, 'Interface Maximum Transmission Unit'], [92, 'FCS Retention'], [93, 'Tunnel Switching Aggregator ID'],
  [94, 'Maximum Receive Unit (MRU)'], [95, 'Maximum Reassembled Receive Unit (MRRU)'], [96, 'VCCV Capability'], [97, 'Connect Speed Update'],
  [98, 'Connect Speed Update Enable'], [99, 'TDM Pseudowire'], [100, 'RTP AVP'], [101, 'PW Switching Point'],
]);
