// Draws the dialog that is open.
import type { ReactNode } from 'react';
import { useOverlay, type DialogName } from '../state/overlay';
import { AboutDialog } from './about-dialog';
import { CaptureDialog } from './capture-dialog';
import { CaptureOptionsDialog } from './capture-options-dialog';
import { CloseCaptureDialog } from './close-capture-dialog';
import { ColourRulesDialog } from './colour-rules-dialog';
import { CommandPalette } from './command-palette';
import { CaptureCommentDialog, CommentDialog } from './comment-dialog';
import { CommentsDialog } from './comments-dialog';
import { DoctorDialog } from './doctor-dialog';
import { DecodeAsDialog } from './decode-as-dialog';
import { EditCaptureDialog } from './edit-capture-dialog';
import { ExportFiltersDialog, ExportRulesDialog } from './export-wireshark-dialog';
import { ExportDissectionsDialog } from './export-dissections-dialog';
import { ExportFramesDialog } from './export-frames-dialog';
import { FieldDialog } from './field-dialog';
import { FileDialog } from './file-dialog';
import { FilterMacrosDialog } from './filter-macros-dialog';
import { GoToDialog } from './go-to-dialog';
import { HealthDialog } from './health-dialog';
import { AnonymiseDialog } from './anonymise-dialog';
import { ReportDialog } from './report-dialog';
import { ImportHexDialog } from './import-hex-dialog';
import { ImportWiresharkDialog } from './import-wireshark-dialog';
import { PasteCommandDialog } from './paste-command-dialog';
import { ProfilesDialog } from './profiles-dialog';
import { SaveDialog } from './save-dialog';
import { SaveFilterDialog } from './save-filter-dialog';
import { SaveObjectDialog } from './save-object-dialog';
import { SaveDumpTextDialog } from './save-dump-text-dialog';
import { SaveStreamDialog } from './save-stream-dialog';
import { SavedFiltersDialog } from './saved-filters-dialog';
import { ShortcutsDialog } from './shortcuts-dialog';

const DIALOGS: Readonly<Record<DialogName, () => ReactNode>> = {
  about: AboutDialog,
  capture: CaptureDialog,
  captureComment: CaptureCommentDialog,
  captureOptions: CaptureOptionsDialog,
  colourRules: ColourRulesDialog,
  comment: CommentDialog,
  comments: CommentsDialog,
  decodeAs: DecodeAsDialog,
  doctor: DoctorDialog,
  editCapture: EditCaptureDialog,
  exportDissections: ExportDissectionsDialog,
  exportFilters: ExportFiltersDialog,
  exportFrames: ExportFramesDialog,
  exportRules: ExportRulesDialog,
  health: HealthDialog,
  importHex: ImportHexDialog,
  anonymise: AnonymiseDialog,
  report: ReportDialog,
  importWireshark: ImportWiresharkDialog,
  pasteCommand: PasteCommandDialog,
  palette: CommandPalette,
  profiles: ProfilesDialog,
  fields: FieldDialog,
  files: FileDialog,
  filterMacros: FilterMacrosDialog,
  goTo: GoToDialog,
  leave: CloseCaptureDialog,
  save: SaveDialog,
  saveFilter: SaveFilterDialog,
  savedFilters: SavedFiltersDialog,
  saveStream: SaveStreamDialog,
  saveObject: SaveObjectDialog,
  saveDumpText: SaveDumpTextDialog,
  shortcuts: ShortcutsDialog,
};

export function DialogHost(): ReactNode {
  const name = useOverlay((s) => s.dialog);
  if (name === null) return null;
  const Dialog = DIALOGS[name];
  return <Dialog />;
}
