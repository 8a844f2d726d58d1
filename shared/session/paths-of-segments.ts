// Corrects what the index run took a TCP segment's payload for, once it is known that it is part of a PDU over several segments.
import { PDU_STEP, PLAIN_STEP, type ProtocolPaths } from '../dissect/protocol-paths';
import type { Registry } from '../dissect/registry';
import type { FrameStore } from './frame-store';

export class PathsOfSegments {
  private readonly tcp: number;
  /** By number of a way: the same way up to TCP, and with a PDU behind. */
  private readonly short = new Map<number, number>();
  private readonly long = new Map<number, number>();

  constructor(registry: Registry, private readonly paths: ProtocolPaths, private readonly store: FrameStore) {
    this.tcp = registry.indexOf('tcp');
  }

  /** @param isCompleted the frame completes a PDU: any protocol may be in it; else nothing of its payload was looked into */
  correct(frame: number, isCompleted: boolean): void {
    const path = this.store.path(frame);
    this.store.correct(frame, isCompleted ? this.withPdu(path) : this.upToTcp(path), isCompleted ? -1 : this.tcp);
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

  private withPdu(path: number): number {
    let made = this.long.get(path);
    if (made === undefined) this.long.set(path, (made = this.paths.step(this.upToTcp(path), PDU_STEP)));
    return made;
  }
}
