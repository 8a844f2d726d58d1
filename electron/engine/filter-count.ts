// How many frames of the open capture some capture filters would have kept: their compiled programs are run over the file.
import { compileCaptureFilter } from '../capture/capture-filter';
import { CaptureReader } from '../../shared/capture-file/capture-reader';
import { FrameBatch } from '../../shared/capture-file/frame-batch';
import { linktype } from '../../shared/frame/linktype';
import { BpfProgram } from '../../shared/live/bpf-program';
import type { CaptureFilterCounts } from '../../shared/live/capture-filter';
import { MAX_SNAPLEN } from '../../shared/live/capture-options';
import type { Session } from '../../shared/session/session';

/** Programs of all filters for one link type; null = a filter does not compile for it. */
type Programs = readonly (BpfProgram | null)[];

export async function countMatches(session: Session, filters: readonly string[]): Promise<CaptureFilterCounts> {
  const reader = new CaptureReader(session.file, { until: session.reader.position });
  const batch = new FrameBatch(16_384);
  const counts = filters.map(() => 0);
  const byLinktype = new Map<number, Programs>();
  let frames = 0;
  while (reader.next(batch)) {
    for (let i = 0; i < batch.count; i++) {
      const type = reader.scanner.interfaces[batch.interfaceIndex[i]!]!.linktype;
      const programs = byLinktype.get(type) ?? (await programsFor(filters, type));
      byLinktype.set(type, programs);
      const start = batch.start[i]!;
      const packet = batch.run.subarray(start, start + batch.caplen[i]!);
      for (const [n, program] of programs.entries()) if (program?.matches(packet, batch.len[i]!)) counts[n]!++;
    }
    frames += batch.count;
    // Other messages are answered in between.
    await new Promise((resolve) => setImmediate(resolve));
  }
  if (byLinktype.size === 0) byLinktype.set(1, await programsFor(filters, 1));
  const all = [...byLinktype.values()];
  const compiled = counts.map((count, n) => (all.every((programs) => programs[n] === null) ? -1 : count));
  return { frames, counts: compiled, hits: all.length === 1 ? [...(all[0]![0]?.hits ?? [])] : [] };
}

async function programsFor(filters: readonly string[], type: number): Promise<Programs> {
  return Promise.all(
    filters.map(async (filter) => {
      const compiled = await compileCaptureFilter(filter, linktype(type).name, MAX_SNAPLEN);
      return 'error' in compiled ? null : new BpfProgram(compiled.instructions);
    }),
  );
}
