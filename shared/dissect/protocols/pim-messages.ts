// The bodies of PIM's messages but Hello and Register.
import type { Layer } from '../layer';
import { addressSize, group, source, unicast } from './pim-address';
import type { PimFields } from './pim-fields';

type Body = (p: Layer, f: PimFields, reserved: number[]) => void;

/** By message type. `reserved`: positions of octets that stand behind the options in the tree. */
export const PIM_BODIES: ReadonlyMap<number, Body> = new Map<number, Body>([
  [2, registerStop], [3, joinPrune], [4, bootstrap], [5, assert], [6, joinPrune], [7, joinPrune], [8, candidate], [9, stateRefresh], [10, election],
]);

function registerStop(p: Layer, f: PimFields): void {
  group(p, f);
  unicast(p, f, [f.source, f.source_ip6]);
}

function joinPrune(p: Layer, f: PimFields): void {
  unicast(p, f, [f.upstream_neighbor, f.upstream_neighbor_ip6]);
  p.take(f.res_bytes, 1);
  const groups = p.read(f.numgroups);
  p.read(f.holdtime);
  for (let i = 0; i < groups; i++) {
    p.group(`Group ${i}`);
    group(p, f, `Group ${i}`);
    const joinsAt = p.at;
    const joins = p.view.uint16(joinsAt);
    const prunes = p.view.uint16(joinsAt + 2);
    p.put(f.numjoins, joins, joinsAt, 2);
    p.at = joinsAt + 4;
    p.open();
    for (let j = 0; j < joins; j++) source(p, f, [f.join_ip, f.join_ip6]);
    p.close();
    p.put(f.numprunes, prunes, joinsAt + 2, 2);
    p.open();
    for (let j = 0; j < prunes; j++) source(p, f, [f.prune_ip, f.prune_ip6]);
    p.close();
    p.close();
  }
}

function bootstrap(p: Layer, f: PimFields, reserved: number[]): void {
  p.read(f.fragment_tag);
  p.read(f.hash_mask_len);
  p.read(f.bsr_priority);
  unicast(p, f, [f.bsr, f.bsr_ip6]);
  for (let i = 0; p.left > 0; i++) {
    group(p, f, `Group ${i}`, true);
    p.read(f.rp_count);
    const count = p.read(f.frp_count);
    p.skip(2);
    candidates(p, f, count, reserved);
  }
}

/** Their priorities are shown with the group, and everything else behind it. */
function candidates(p: Layer, f: PimFields, count: number, reserved: number[]): void {
  const start = p.at;
  for (let i = 0; i < count; i++) {
    const size = 2 + addressSize(p, p.at);
    p.peek(f.priority, p.at + size + 2);
    reserved.push(p.at + size + 3);
    p.skip(size + 4);
  }
  const end = p.at;
  p.close();
  p.at = start;
  for (let i = 0; i < count; i++) {
    unicast(p, f, [f.rp, f.rp_ip6], `RP ${i}`);
    p.read(f.holdtime);
    p.skip(2);
  }
  p.at = end;
}

function preference(p: Layer, f: PimFields): void {
  p.flags(p.view.uint8(p.at), [f.rpt], p.at, 1);
  p.read(f.metric_pref);
  p.read(f.metric);
}

function assert(p: Layer, f: PimFields): void {
  group(p, f);
  unicast(p, f, [f.source, f.source_ip6]);
  preference(p, f);
}

function candidate(p: Layer, f: PimFields): void {
  const count = p.read(f.prefix_count);
  p.read(f.priority);
  p.read(f.holdtime);
  unicast(p, f, [f.rp, f.rp_ip6]);
  for (let i = 0; i < count; i++) group(p, f, `Group ${i}`);
}

function stateRefresh(p: Layer, f: PimFields): void {
  group(p, f);
  unicast(p, f, [f.source, f.source_ip6]);
  unicast(p, f, [f.originator, f.originator_ip6]);
  preference(p, f);
  p.read(f.mask_len);
  p.read(f.ttl);
  p.flags(p.view.uint8(p.at), [f.prune_indicator, f.prune_now, f.assert_override], p.at, 1);
  p.skip(1);
  p.read(f.interval);
}

function election(p: Layer, f: PimFields): void {
  unicast(p, f, [f.rp, f.rp_ip6]);
  p.read(f.metric_pref);
  if (p.inTree) p.last.text = `DF Metric Preference: ${String(p.last.value)}`;
  p.read(f.metric);
}
