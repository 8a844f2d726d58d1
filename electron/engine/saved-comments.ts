// The comments of an open capture on their way into a file: which blocks a copy of it gets instead of its own.
import { readBytes } from '../../shared/capture-file/byte-source';
import { commentedFrame, commentedSection, sectionStarts, type BlockPatch } from '../../shared/capture-file/commented-blocks';
import { problem, ProblemError } from '../../shared/problem';
import type { Session } from '../../shared/session/session';
import type { SavedComments } from '../capture/save-capture';

/** undefined = the file has them all. */
export function savedComments(session: Session): SavedComments | undefined {
  const { notes } = session;
  if (notes.commented.size === 0 && notes.captureComments === undefined) return undefined;
  return {
    patches: () => patches(session),
    ofFrame: (number) => notes.commentsOf(number),
    ofCapture: notes.captureComments ?? [],
  };
}

/** In the order of the file. @throws ProblemError NL-NOTE-03 where a block has no place for a comment */
function* patches(session: Session): Generator<BlockPatch> {
  const { source } = session.file;
  const sections = sectionPatches(session);
  for (const [frame, comments] of [...session.notes.commented].sort(([a], [b]) => a - b)) {
    const patch = commentedFrame(source, session.store.position(frame), session.store.caplen(frame), session.littleEndian(frame), comments);
    if (patch === null) {
      const message = `Frame ${frame} of ${session.file.name} stands in a block that has no place for a comment (a Simple Packet Block). Remove its comment, or save as another file after converting it: editcap ${session.file.name} other.pcapng`;
      throw new ProblemError(problem('NL-NOTE-03', message, { file: session.file.name, frame }));
    }
    while (sections.length > 0 && sections[0]!.at < patch.at) yield sections.shift()!;
    yield patch;
  }
  yield* sections;
}

/** The first section has the capture's comments. A section that says how long it is no longer does. */
function sectionPatches({ file: { source }, reader, notes }: Session): BlockPatch[] {
  const starts = reader.scanner.sections.length > 1 ? sectionStarts(source, reader.position) : [0];
  const { captureComments } = notes;
  const found: BlockPatch[] = [];
  for (const [i, at] of starts.entries()) {
    const saysLength = readBytes(source, at + 16, 8).some((byte) => byte !== 0xff);
    if (captureComments === undefined && !saysLength) continue;
    const patch = commentedSection(source, at, captureComments === undefined ? undefined : i === 0 ? captureComments : []);
    if (patch) found.push(patch);
  }
  return found;
}
