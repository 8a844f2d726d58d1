// Every protocol that Netloupe dissects: adding one is one new file and one line here.
import type { Protocol } from '../protocol';
import { data } from './data';
import { ethernet } from './ethernet';
import { frame } from './frame';
import { ipv4 } from './ipv4';
import { udp } from './udp';

export const PROTOCOLS: readonly Protocol[] = [frame, data, ethernet, ipv4, udp] as unknown as readonly Protocol[];
