// Corrects what the index run took a TCP segment's payload for, once it is known that it is part of a PDU over several segments.
import { PDU_STEP, PLAIN_STEP, type ProtocolPaths } from '../dissect/protocol-paths';
import type { Registry } from '../dissect/registry';
import type { FrameStore } from './frame-store';

export class PathsOfSegments {
  private readonly tcp: number;
  /** By number of a way: the same way up to TCP. */
  private readonly short = new Map<number, number>();
  /** By flow: the protocols that were met in its PDUs so far. */
  private readonly met = new Map<number, Set<number>>();

  constructor(registry: Registry, private readonly paths: ProtocolPaths, private readonly store: FrameStore) {
    this.tcp = registry.indexOf('tcp');
  }

  /** An application protocol looked at bytes of the frame's flow. @param paths where the layers that were entered stand */
  meet(frame: number, paths: ProtocolPaths): void {
    const steps = paths.stepsOf(paths.current) ?? [];
    const met = this.metIn(this.store.flow(frame));
    for (const step of steps) if (step < PDU_STEP) met.add(step);
  }

  /**
   * @param isCompleted the frame completes a PDU, in which there is what was met in those of its flow; else nothing of its payload was looked into
   * @param owner the protocol whose PDU it is, -1 = not known
   */
  correct(frame: number, isCompleted: boolean, owner: number): void {
    const path = this.store.path(frame);
    this.store.correct(frame, isCompleted ? this.withPdu(path, this.metIn(this.store.flow(frame)), owner) : this.upToTcp(path), isCompleted ? -1 : this.tcp);
  }

  private metIn(flow: number): Set<number> {
    let met = this.met.get(flow);
    if (met === undefined) this.met.set(flow, (met = new Set()));
    return met;
  }

  private upToTcp(path: number): number {
    const known = this.short.get(path);
    if (known !== undefined) return known;
    const steps = this.paths.stepsOf(path);
    let made = path;
    if (steps !== null) {
      const at = steps.lastIndexOf(this.tcp);
      made = steps.slice(0, at + (steps[at + 1] === PLAIN_STEP ? 2 : 1)).reduce((way, step) => this.paths.step(way, step), 0);
    }
    this.short.set(path, made);
    return made;
  }

  /** What the index run took the payload for may be in it too: what stands beside a PDU was looked at there. */
  private withPdu(path: number, met: ReadonlySet<number>, owner: number): number {
    const short = this.upToTcp(path);
    const steps = this.paths.stepsOf(path) ?? [];
    const inside = new Set([...met, ...steps.slice(steps.lastIndexOf(this.tcp) + 1).filter((step) => step < PDU_STEP)]);
    const others = [...inside].filter((step) => step !== owner).sort((a, b) => a - b);
    return [PDU_STEP, owner < 0 ? PDU_STEP : owner, ...others].reduce((way, step) => this.paths.step(way, step), short);
  }
}
