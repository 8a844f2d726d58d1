// Every protocol that Netloupe dissects: adding one is one new file and one line here.
import type { Protocol } from '../protocol';
import { ah } from './ah';
import { arcnet } from './arcnet';
import { fddi } from './fddi';
import { arp } from './arp';
import { avsp } from './avsp';
import { capwap, capwapData } from './capwap';
import { ccp } from './ccp';
import { chdlc, slarp } from './chdlc';
import { data } from './data';
import { dhcp } from './dhcp';
import { dns } from './dns';
import { eap } from './eap';
import { eapol } from './eapol';
import { erspan } from './erspan';
import { etag } from './etag';
import { ethernet } from './ethernet';
import { fr } from './fr';
import { frame } from './frame';
import { geneve } from './geneve';
import { gre } from './gre';
import { gtp } from './gtp';
import { http } from './http';
import { icmp } from './icmp';
import { icmpv6 } from './icmpv6';
import { igmp } from './igmp';
import { ipcomp } from './ipcomp';
import { ipcp, ipv6cp } from './ipcp';
import { ipnet } from './ipnet';
import { ipoib } from './ipoib';
import { ipv4 } from './ipv4';
import { ipv6 } from './ipv6';
import { json } from './json';
import { l2tp } from './l2tp';
import { lcp } from './lcp';
import { lisp } from './lisp';
import { lispData } from './lisp-data';
import { llc } from './llc';
import { llmnr } from './llmnr';
import { loop } from './loop';
import { macsec } from './macsec';
import { mdns } from './mdns';
import { form, gif, jpeg, media, png, textLines, xml } from './media';
import { mpls, pseudowireEthernet } from './mpls';
import { msgpack } from './msgpack';
import { nflog } from './nflog';
import { nsh } from './nsh';
import { ntp } from './ntp';
import { nullLoopback } from './null';
import { chap, pap } from './pap';
import { packetComments } from './packet-comments';
import { pim } from './pim';
import { ppi } from './ppi';
import { ppp } from './ppp';
import { pppoeDiscovery, pppoeSession } from './pppoe';
import { qinq } from './qinq';
import { avs, prism } from './prism';
import { radiotap } from './radiotap';
import { raw } from './raw';
import { FRAMED_MESSAGES } from './framed-messages';
import { rpcx } from './rpcx';
import { sctp } from './sctp';
import { sll } from './sll';
import { ssdp } from './ssdp';
import { tcp } from './tcp';
import { teredo } from './teredo';
import { tls } from './tls';
import { udp } from './udp';
import { vlan } from './vlan';
import { vxlan, vxlanGpe } from './vxlan';
import { wlan } from './wlan';
import { wlanAggregate } from './wlan-aggregate';
import { wlanRadio } from './wlan-radio';
import { x509, x509Name } from './x509';

export const PROTOCOLS: readonly Protocol[] = [frame, data,
  nullLoopback, raw, ethernet, vlan, qinq, llc, sll, loop, arp, ipv4, ipv6, icmp, icmpv6, igmp, gre, udp, tcp,
  ppp, pppoeDiscovery, pppoeSession, lcp, ipcp, ipv6cp, ccp, pap, chap,
  msgpack, rpcx, tls, x509, x509Name, http, ssdp, json, textLines, media, form, xml, gif, png, jpeg,
  dns, mdns, llmnr, dhcp, ntp,
  chdlc, slarp, fr, arcnet, fddi, ipoib, ipnet, nflog, ppi, mpls, pseudowireEthernet, erspan, vxlan, geneve, gtp, teredo, l2tp, ah, ipcomp, pim, macsec,
  packetComments, radiotap, prism, avs, wlanRadio, wlan, wlanAggregate, eapol, eap, capwap, capwapData, avsp, etag, nsh, lispData, lisp, vxlanGpe, sctp,
  ...FRAMED_MESSAGES,
] as unknown as readonly Protocol[];
