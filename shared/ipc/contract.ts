// Everything the interface may ask of the engine, and everything the engine announces: the only list of either.
import * as v from 'valibot';
import type { FilterProblem } from '../filter/filter-problem';
import type { CaptureFilterCheck, CaptureFilterCounts } from '../live/capture-filter';
import type { CaptureOptions } from '../live/capture-options';
import type { DoctorReport, HealthReport } from '../live/doctor';
import type { DeviceAbilities, InterfaceList, Route, TrafficReading } from '../live/interfaces';
import type { Ledger } from '../live/ledger';
import { SAVE_FORMATS, type LeftCapture } from '../live/saved-capture';
import { MOST_FILTER_LENGTH, type ColourRuleState } from '../profile/colour-rule';
import { MACRO_NAME, MOST_MACROS } from '../profile/filter-macros';
import type { WiresharkFolder, WiresharkTexts } from '../profile/wireshark-folder';
import type { Problem } from '../problem';
import { call, column, frameNumber, nothing, type Call } from './call';
import { captureFilter, captureOptions, deviceName, libpcapName, netns } from './capture-options-shape';
import { EXPLAIN_CALLS } from './explain-calls';
import { FIND_CALLS, type FindProgress } from './find-calls';
import { COPY_CALLS } from './copy-calls';
import { DUMP_CALLS } from './dump-calls';
import { DECODE_CALLS, decodeRules } from './decode-calls';
import { EDIT_CALLS } from './edit-calls';
import { EXPORT_CALLS } from './export-calls';
import { IMPORT_CALLS } from './import-calls';
import { SEQUENCE_CALLS } from './sequence-calls';
import { SHARE_CALLS } from './share-calls';
import { STATISTICS_CALLS } from './statistics-calls';
import { FOLLOW_CALLS } from './follow-calls';
import { GRAPH_CALLS } from './graph-calls';
import { OBJECT_CALLS } from './object-calls';
import { NOTE_CALLS } from './note-calls';
import { view } from './view-options';

export { NAME_LEVELS, TIME_FORMATS, type NameLevel, type TimeFormat, type ViewOptions } from './view-options';

// ---- shapes that cross the pipe -------------------------------------------------------------------------------------

export interface CaptureInfo {
  readonly path: string;
  /** File name without its folder. */
  readonly name: string;
  readonly format: 'pcap' | 'pcapng' | 'snoop';
  readonly compressed: boolean;
  /** Bytes on disk. */
  readonly size: number;
  readonly interfaces: readonly {
    readonly name: string;
    /** The link type in force; `declared`: what the file says, '' where it says the same. */
    readonly linktype: string;
    readonly description: string;
    readonly declared: string;
    readonly snaplen: number;
    readonly timeDigits: number;
  }[];
  readonly comments: readonly string[];
  /** The frames do not look like the file's link type but like this one: open again with `linktype`. null = no doubt. */
  /** The options of the live capture that this is; null = a file. */
  readonly live: CaptureOptions | null;
  readonly looksLike: { readonly linktype: number; readonly name: string; readonly declared: string } | null;
}

/** Sent at most ten times a second while a capture is read, and once at its end. */
export interface CaptureProgress {
  readonly phase: 'reading' | 'done' | 'cancelled';
  readonly frames: number;
  readonly bytesRead: number;
  readonly size: number;
  readonly elapsedMs: number;
  /** Seconds from the first frame to the last one read so far, as text with the file's digits. */
  readonly duration: string;
  /** Of a running capture of this host: milliseconds from the newest frame's time stamp until it was told of for the first time. -1 = otherwise. */
  readonly latencyMs: number;
  /** Why reading stopped before the end of the file; frames read so far stay. */
  readonly problem: Problem | null;
}

/** One row of the packet list. */
export interface Row {
  readonly number: number;
  /** One text per requested column, in that order. */
  readonly cells: readonly string[];
  /** The colouring rule that the frame falls under, as `colours.set` numbered it; 0 = none. */
  readonly rule: number;
  /** Conversation that the frame belongs to, e.g. `tcp 3`; '' = none. */
  readonly stream: string;
  /** Which side of that conversation sent it. */
  readonly side: '' | 'client' | 'server';
  /** Seconds of silence before the frame, with the file's digits, where they are unusually many; '' = none. */
  readonly silence: string;
  /** What the user noted on the frame; an ignored one is not dissected. */
  readonly marked: boolean;
  readonly ignored: boolean;
  readonly reference: boolean;
  /** It has comments, the user's or those of the file. */
  readonly commented: boolean;
}

/** What is where in the whole capture: equal parts of it, in order. */
export interface Overview {
  /** Frames that were there when it was made. */
  readonly frames: number;
  /** The colouring rule (0 = none) that most of a part's coloured frames fall under, and the share of its frames (0 … 1) that do. */
  readonly rules: readonly Row['rule'][];
  readonly shares: readonly number[];
}

/** One line of the detail tree, depth first; a node's children follow it with depth + 1. */
export interface DetailNode {
  readonly depth: number;
  /** The whole line as tshark -V prints it. */
  readonly label: string;
  /** Display-filter name (`tcp.seq`) or a protocol's id; '' for text-only lines. */
  readonly field: string;
  /** The field's own name as people read it (`Sequence Number`); '' for text-only lines. */
  readonly name: string;
  /** The value as `tshark -T fields` prints it. */
  readonly value: string;
  /** Display filter that selects frames with this value; '' where there is none. */
  readonly filter: string;
  /** Index into Detail.sources, and bytes there; start -1: no bytes of its own. */
  readonly source: number;
  readonly start: number;
  readonly length: number;
  /** A password or token: to be masked where somebody asks for it. */
  readonly secret: boolean;
  /** Worked out by Netloupe, not read from the packet. */
  readonly generated: boolean;
  /** Expert severity; '' = none. */
  readonly severity: '' | 'comment' | 'chat' | 'note' | 'warn' | 'error';
  /** Bits of the word of `length` bytes at `start` that this field is; 0 = whole bytes. */
  readonly mask: number;
  /** Layers only: where the format is defined (`RFC 9293`), and which file of tcpdump prints it (`print-tcp.c`). */
  readonly spec: string;
  readonly tcpdump: string;
}

export interface Detail {
  readonly number: number;
  readonly caplen: number;
  readonly len: number;
  readonly nodes: readonly DetailNode[];
  readonly sources: readonly { readonly name: string; readonly bytes: Uint8Array }[];
  /** Header lengths from the outside in; their sum is the wire length. */
  readonly ruler: readonly { readonly label: string; readonly start: number; readonly length: number }[];
}

/** Two frames side by side: the lines and the runs of bytes that differ; '' where only one frame has the line. */
export interface FrameDifference {
  readonly a: number;
  readonly b: number;
  readonly fields: readonly { readonly field: string; readonly name: string; readonly a: string; readonly b: string }[];
  readonly bytes: readonly { readonly start: number; readonly length: number }[];
}

export interface FieldInfo {
  readonly field: string;
  readonly name: string;
  readonly type: string;
  readonly protocol: string;
  readonly doc: string;
}

/** Something about a display filter's text: what is wrong in [from, to), or what it means; `message` is the English sentence. */
export type FilterRemark = FilterProblem & { readonly message: string };

/** `odd`: valid, but probably not what was meant. */
export interface DisplayFilterCheck {
  readonly state: 'empty' | 'valid' | 'odd' | 'invalid';
  readonly problem: FilterRemark | null;
  readonly notes: readonly FilterRemark[];
}

export const SUGGESTION_KINDS = ['field', 'protocol', 'value', 'function', 'operator', 'recent'] as const;

/** What may stand instead of the text at [from, to). */
export interface FilterSuggestion {
  readonly from: number;
  readonly to: number;
  readonly text: string;
  readonly kind: (typeof SUGGESTION_KINDS)[number];
  readonly label: string;
  /** Type, or what a value is called. */
  readonly detail: string;
  readonly doc: string;
}

/** How far the display filter is that was applied last. */
export interface DisplayFilterProgress {
  /** As it was given to displayFilter.apply; '' = all frames are displayed. */
  readonly text: string;
  /** Frames that were looked at so far, and those of them that are displayed. */
  readonly examined: number;
  readonly displayed: number;
  /** `done`: all frames that there are were examined; those that a live capture adds follow. `cancelled`: what was found stays. */
  readonly phase: 'running' | 'done' | 'cancelled';
}

export interface RecentFile {
  readonly path: string;
  readonly name: string;
  readonly size: number;
  readonly frames: number;
  /** Milliseconds since 1970. */
  readonly openedMs: number;
}

export interface DirectoryListing {
  readonly path: string;
  readonly parent: string | null;
  readonly entries: readonly { readonly name: string; readonly path: string; readonly kind: 'directory' | 'file'; readonly size: number; readonly modifiedMs: number }[];
}

export interface AppInfo {
  readonly version: string;
  readonly host: 'electron' | 'web';
  readonly platform: string;
  /** The host has own file dialogs (`files.choose`, `files.chooseSave`); otherwise the interface shows its own over `files.list`. */
  readonly fileDialog: boolean;
  readonly sample: string;
  /** File named on the command line, to be opened at once; '' = none. */
  readonly openPath: string;
  readonly home: string;
  readonly recent: readonly RecentFile[];
  readonly preferences: Readonly<Record<string, unknown>>;
}

// ---- calls ----------------------------------------------------------------------------------------------------------

const path = v.pipe(v.string(), v.minLength(1), v.maxLength(4096));
/** A LINKTYPE number to read the frames as, whatever the file says. */
const linktypeNumber = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(0xffff));
const filterText = v.pipe(v.string(), v.maxLength(65_536));
const ruleFilter = v.pipe(v.string(), v.maxLength(MOST_FILTER_LENGTH));
const count = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(Number.MAX_SAFE_INTEGER));

/** How frames are read from then on: the longest PDU over several TCP segments that is put together, and who is in charge of ports and types. */
const reading = { mostPduMiB: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(4096))), decodeAs: v.optional(decodeRules) };

/** Filters that are counted in one call. */
export const MOST_COUNTED = 16;

export const CALLS = {
  'app.info': call<AppInfo>()(nothing),
  'preferences.set': call<null>()(v.strictObject({ key: v.pipe(v.string(), v.maxLength(80)), value: v.unknown() })),
  'files.choose': call<{ path: string }>()(nothing),
  /** Where to save, by the system's dialog, which also asks before a file is replaced; '' = dismissed. */
  'files.chooseSave': call<{ path: string }>()(v.strictObject({ name: v.pipe(v.string(), v.regex(/^[^/\\\0]{1,255}$/u)) })),
  'files.list': call<DirectoryListing>()(v.strictObject({ path: v.pipe(v.string(), v.maxLength(4096)) })),
  'recent.clear': call<null>()(nothing),
  /** Where this machine has settings of Wireshark. */
  'wireshark.folders': call<WiresharkFolder[]>()(nothing),
  /** The settings of a folder, or one file of them. */
  'wireshark.read': call<WiresharkTexts>()(v.strictObject({ path })),
  /** Writes a file of Wireshark's settings; `written` false = there is one already, and `replace` was not given. */
  'wireshark.write': call<{ written: boolean }>()(v.strictObject({ path, text: v.pipe(v.string(), v.maxLength(500_000)), replace: v.boolean() })),
  /** Answers once the file's head is read; frames follow by `capture.progress`. Replaces what was open. */
  'capture.open': call<CaptureInfo>()(v.strictObject({ path, linktype: v.optional(linktypeNumber), ...reading })),
  /** Stops reading; what was read stays. */
  'capture.cancel': call<null>()(nothing),
  /** @param keep false: the file of a live capture that was not saved is deleted; otherwise it is offered at the next start. */
  'capture.close': call<null>()(v.strictObject({ keep: v.optional(v.boolean()) })),
  /** Starts a live capture and answers when packets can come; replaces what was open. Frames follow by `capture.progress`, counts by `capture.live`. */
  'capture.start': call<CaptureInfo>()(v.strictObject({ options: captureOptions, ...reading })),
  /** The live capture that this engine holds, running or not saved yet: for a page that comes after one that went away. null = none. */
  'capture.current': call<CaptureInfo | null>()(nothing),
  /** Ends the live capture; answers when its file is complete. The frames stay. */
  'capture.stop': call<null>()(nothing),
  /** Writes the capture (all frames) to a file, atomically. Compressed and pcap files are converted on the way. */
  'capture.save': call<{ path: string; size: number }>()(v.strictObject({ path, format: v.picklist(SAVE_FORMATS) })),
  /** Stops saving; what was at the path before is unchanged. */
  'capture.cancelSaving': call<null>()(nothing),
  /** Live captures that were neither saved nor declined, newest first. */
  'capture.left': call<LeftCapture[]>()(nothing),
  /** Deletes the file of such a capture. */
  'capture.decline': call<null>()(v.strictObject({ id: v.pipe(v.string(), v.regex(/^[A-Za-z0-9-]{1,80}$/)) })),
  'interfaces.list': call<InterfaceList>()(nothing),
  'interfaces.traffic': call<TrafficReading>()(nothing),
  /** What a device can be asked for: link types (in monitor mode where that is asked for), time stamp types, monitor mode. */
  'interfaces.device': call<DeviceAbilities>()(v.strictObject({ name: deviceName, netns, monitor: v.boolean() })),
  /** Which interface reaches a host: as the kernel would route to it, by name or address. */
  'interfaces.route': call<Route>()(v.strictObject({ host: v.pipe(v.string(), v.minLength(1), v.maxLength(255)), netns })),
  'captureFilter.check': call<CaptureFilterCheck>()(
    v.strictObject({ filter: captureFilter, linktype: libpcapName, snaplen: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(262_144)) }),
  ),
  /** Runs capture filters over the frames of the open capture. */
  'captureFilter.count': call<CaptureFilterCounts>()(v.strictObject({ filters: v.pipe(v.array(captureFilter), v.minLength(1), v.maxLength(50)) })),
  'doctor.report': call<DoctorReport>()(nothing),
  'doctor.health': call<HealthReport>()(v.strictObject({ interfaces: v.pipe(v.array(deviceName), v.maxLength(32)) })),
  /** Does what a finding's fix says, or takes it back; answers with what the command said. */
  'doctor.apply': call<{ output: string }>()(v.strictObject({ id: v.pipe(v.string(), v.regex(/^[^\s/\0]{1,160}$/u)), undo: v.boolean() })),
  /** Is it a display filter, and what is to be said of it? */
  'displayFilter.check': call<DisplayFilterCheck>()(v.strictObject({ text: filterText })),
  /** The macros that display filters and colouring rules may use from now on. */
  'displayFilter.macros': call<null>()(
    v.strictObject({ macros: v.pipe(v.array(v.strictObject({ name: v.pipe(v.string(), v.regex(MACRO_NAME)), text: ruleFilter })), v.maxLength(MOST_MACROS)) }),
  ),
  /** What may be typed at the caret, best first. */
  'displayFilter.suggest': call<FilterSuggestion[]>()(v.strictObject({ text: filterText, caret: count })),
  /** How many frames each of these selects; null where the index alone does not tell it. */
  'displayFilter.counts': call<(number | null)[]>()(v.strictObject({ filters: v.pipe(v.array(filterText), v.maxLength(MOST_COUNTED)) })),
  /**
   * Displays the frames that the filter selects, '' = all; answers soon, with what it has by then, and `displayFilter.progress` tells the rest.
   * Replaces the filter before. `selected`: the frame whose fields `${field}` means; 0 = none.
   * @throws ProblemError NL-FILTER-01 where the text is no display filter; what was displayed stays
   */
  'displayFilter.apply': call<DisplayFilterProgress>()(v.strictObject({ text: filterText, selected: v.optional(count), view })),
  /** Ends looking through the frames; those found stay displayed. */
  'displayFilter.cancel': call<null>()(nothing),
  /** The display filter, and where BPF can say it the capture filter, that selects frames with the value of a line of the detail tree. */
  'displayFilter.fromField': call<{ display: string; capture: string | null }>()(
    v.strictObject({ number: frameNumber, node: v.pipe(v.number(), v.integer(), v.minValue(0)), view }),
  ),
  /** Where a frame stands among those displayed, or else the displayed frame nearest to it; -1 = none is displayed. */
  'frames.displayed': call<{ index: number; number: number }>()(v.strictObject({ number: frameNumber })),
  /** Rows `first` (from 0) and following, of the frames that are displayed. */
  'frames.rows': call<{ first: number; rows: Row[] }>()(
    v.strictObject({
      first: v.pipe(v.number(), v.integer(), v.minValue(0)),
      count: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1000)),
      columns: v.pipe(v.array(column), v.maxLength(60)),
      view,
    }),
  ),
  /** The next (1) or previous (-1) displayed frame of the same conversation; number 0 = there is none. */
  'frames.inConversation': call<{ number: number }>()(v.strictObject({ number: frameNumber, step: v.picklist([1, -1]) })),
  /** `quiet`: rules that are not what a part is known by. */
  'frames.overview': call<Overview>()(
    v.strictObject({ parts: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1000)), quiet: v.pipe(v.array(count), v.maxLength(400)) }),
  ),
  /** The colouring rules from now on, the first that fits wins; `id` > 0 is what rows call them by. */
  'colours.set': call<ColourRuleState[]>()(
    v.strictObject({ rules: v.pipe(v.array(v.strictObject({ id: v.pipe(count, v.minValue(1)), filter: ruleFilter })), v.maxLength(400)) }),
  ),
  /** What would become of such rules. */
  'colours.check': call<ColourRuleState[]>()(v.strictObject({ filters: v.pipe(v.array(ruleFilter), v.maxLength(400)) })),
  'frames.detail': call<Detail>()(v.strictObject({ number: frameNumber, view })),
  'frames.compare': call<FrameDifference>()(v.strictObject({ a: frameNumber, b: frameNumber, view })),
  /** A layer's header as a type in a programming language; `node` is the index of the layer's line in the detail tree. */
  'frames.struct': call<{ text: string }>()(
    v.strictObject({ number: frameNumber, node: v.pipe(v.number(), v.integer(), v.minValue(0)), language: v.picklist(['c', 'go', 'rust', 'typescript']), view }),
  ),
  /** Which of these are fields or protocols that Netloupe knows. */
  'fields.known': call<boolean[]>()(v.strictObject({ names: v.pipe(v.array(v.pipe(v.string(), v.maxLength(200))), v.maxLength(500)) })),
  /** Fields whose name or label contains the text, best first. */
  'fields.search': call<FieldInfo[]>()(
    v.strictObject({ text: v.pipe(v.string(), v.maxLength(120)), limit: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(500)) }),
  ),
  ...NOTE_CALLS,
  ...FIND_CALLS,
  ...COPY_CALLS,
  ...DUMP_CALLS,
  ...DECODE_CALLS,
  ...EDIT_CALLS,
  ...EXPORT_CALLS,
  ...IMPORT_CALLS,
  ...SEQUENCE_CALLS,
  ...SHARE_CALLS,
  ...STATISTICS_CALLS,
  ...FOLLOW_CALLS,
  ...EXPLAIN_CALLS,
  ...GRAPH_CALLS,
  ...OBJECT_CALLS,
} as const;

// ---- events ---------------------------------------------------------------------------------------------------------

export interface Events {
  'capture.progress': CaptureProgress;
  /** At most ten times a second while a live capture runs, and once at its end; `problem` = why it ended by itself. */
  'capture.live': { readonly ledger: Ledger; readonly problem: Problem | null };
  /** All frames are known and were looked at together: what was said of some before may be something else now. */
  'capture.settled': { readonly frames: number };
  /** A ring of files went on in the next one: the list begins anew. */
  'capture.continued': CaptureInfo;
  /** At most ten times a second while a capture is saved: bytes of it that are done, and all. */
  'capture.saving': { readonly bytes: number; readonly size: number };
  /** At most ten times a second while a display filter is looked for, and once at its end; then whenever a live capture brought frames. */
  'displayFilter.progress': DisplayFilterProgress;
  'find.progress': FindProgress;
  /** The host asks the interface to open a file (second instance, dock, drop on icon). */
  'app.open': { readonly path: string };
  /** The engine thread ended because of a bug and was started again; the capture must be opened again. */
  'engine.restarted': { readonly problem: Problem };
}

// ---- types derived from the tables ----------------------------------------------------------------------------------

export type CallName = keyof typeof CALLS;
export type ArgsOf<N extends CallName> = v.InferOutput<(typeof CALLS)[N]['args']>;
export type ResultOf<N extends CallName> = (typeof CALLS)[N] extends Call<v.GenericSchema, infer R> ? R : never;
export type EventName = keyof Events;
export type Handlers = { readonly [N in CallName]: (args: ArgsOf<N>) => Promise<ResultOf<N>> | ResultOf<N> };

/** What travels. `detail` bytes are Uint8Array over structured clone, base64 strings over WebSocket (see the web host). */
export type Message =
  | { readonly type: 'call'; readonly id: number; readonly name: string; readonly args: unknown }
  | { readonly type: 'result'; readonly id: number; readonly value: unknown }
  | { readonly type: 'problem'; readonly id: number; readonly problem: Problem }
  | { readonly type: 'event'; readonly name: EventName; readonly payload: unknown };
