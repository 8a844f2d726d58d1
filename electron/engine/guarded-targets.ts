// What is made of the open capture never takes its place: calls that write a part of it, or something else, refuse its path.
import { basename } from 'node:path';
import type { ArgsOf } from '../../shared/ipc/contract';
import type { EngineHandlers } from '../../shared/ipc/rpc';
import { ProblemError } from '../../shared/problem';
import { saidProblem } from '../capture/said-problem';
import { isSameFile } from '../capture/same-file';

/** Calls with a path to write to. Those of edit.write are many, and checked there; capture.save writes all that is in the capture. */
const WRITERS = ['dump.save', 'export.dissections', 'export.frames', 'follow.save', 'import.write', 'objects.save', 'share.anonymise', 'share.report'] as const satisfies readonly (keyof EngineHandlers)[];
type Writer = (typeof WRITERS)[number];

/** @param openPath of the capture that is open, null = none is */
export function guardedTargets(handlers: EngineHandlers, openPath: () => string | null): EngineHandlers {
  const guarded = <N extends Writer>(name: N): [N, EngineHandlers[N]] => {
    const handler = handlers[name] as (args: ArgsOf<N>) => ReturnType<EngineHandlers[N]>;
    return [name, ((args: ArgsOf<N>) => {
      refuse(args.path, openPath());
      return handler(args);
    }) as EngineHandlers[N]];
  };
  return { ...handlers, ...Object.fromEntries(WRITERS.map(guarded)) };
}

/** @throws ProblemError NL-CAP-07 */
function refuse(path: string, open: string | null): void {
  if (open === null || !isSameFile(path, open)) return;
  throw new ProblemError(saidProblem('NL-CAP-07', 'writing.isOpen', { file: basename(path) }));
}
