// Calls that write some of the frames of the open capture to a file: part of the contract.
import * as v from 'valibot';
import { DISSECTION_FORMS } from '../export/forms/form-names';
import { SAVE_FORMATS } from '../live/saved-capture';
import { call, nothing } from './call';
import { frameChoice } from './frame-choice';
import { view } from './view-options';

export { DISSECTION_FORMS, FORM_ENDINGS, type DissectionFormName } from '../export/forms/form-names';

export interface ExportedFrames {
  readonly path: string;
  readonly frames: number;
  /** Bytes of the file. */
  readonly size: number;
}

const path = v.pipe(v.string(), v.minLength(1), v.maxLength(4096));

export const EXPORT_CALLS = {
  /**
   * Writes frames to another file, whole or not at all; `capture.saving` tells how far it is. Waits for a display filter that still runs.
   * pcapng keeps interfaces, comments, names, secrets and drop counts.
   * @throws ProblemError NL-CAP-07 (cannot be written, or is the open capture), NL-FILE-06 (pcap cannot hold it), NL-CALL-04 (cancelled)
   */
  'export.frames': call<ExportedFrames>()(v.strictObject({ path, format: v.picklist(SAVE_FORMATS), frames: frameChoice })),
  /**
   * Writes what was taken apart of frames: text, trees, tables, whole or not at all; `capture.saving` tells how far it is, `export.cancel` ends it.
   * @throws ProblemError NL-CAP-07 (cannot be written, or is the open capture), NL-CALL-04 (cancelled)
   */
  'export.dissections': call<ExportedFrames>()(v.strictObject({ path, form: v.picklist(DISSECTION_FORMS), frames: frameChoice, columns: v.pipe(v.array(v.pipe(v.string(), v.maxLength(256))), v.maxLength(40)), safeCells: v.boolean(), view })),
  /** How many frames that are. */
  'export.count': call<{ frames: number }>()(v.strictObject({ frames: frameChoice })),
  /** What was at the path before is unchanged. */
  'export.cancel': call<null>()(nothing),
} as const;
