// Every protocol that Netloupe dissects: adding one is one new file and one line here.
import type { Protocol } from '../protocol';
import { arp } from './arp';
import { data } from './data';
import { dhcp } from './dhcp';
import { dns } from './dns';
import { ethernet } from './ethernet';
import { frame } from './frame';
import { ipv4 } from './ipv4';
import { llc } from './llc';
import { llmnr } from './llmnr';
import { loop } from './loop';
import { mdns } from './mdns';
import { msgpack } from './msgpack';
import { nullLoopback } from './null';
import { qinq } from './qinq';
import { raw } from './raw';
import { ntp } from './ntp';
import { rpcx } from './rpcx';
import { sll } from './sll';
import { tls } from './tls';
import { tcp } from './tcp';
import { udp } from './udp';
import { vlan } from './vlan';

export const PROTOCOLS: readonly Protocol[] = [frame, data,
  nullLoopback, raw, ethernet, vlan, qinq, llc, sll, loop, arp, ipv4, udp, tcp,
  msgpack, rpcx, tls,
  dns, mdns, llmnr, dhcp, ntp,
] as unknown as readonly Protocol[];
