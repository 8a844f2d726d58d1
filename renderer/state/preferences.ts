// What the user has set and wants to find again: layout, columns, view, theme, language, zoom.
import * as v from 'valibot';
import { create } from 'zustand';
import { decodeRules } from '../../shared/ipc/decode-calls';
import { CALLS, NAME_LEVELS, TIME_FORMATS } from '../../shared/ipc/contract';
import { MOST_FILTER_LENGTH, MOST_NAME_LENGTH, MOST_RULES, RULE_PALETTE } from '../../shared/profile/colour-rule';
import { DEFAULT_RULES } from '../../shared/profile/default-rules';
import { engine } from '../engine';
import { DEFAULT_COLUMNS, type Column } from './columns';

const share = v.pipe(v.number(), v.minValue(0.05), v.maxValue(0.95));
const columnShape = v.object({
  id: v.pipe(v.string(), v.regex(/^[A-Za-z0-9_.-]{1,120}$/)),
  title: v.pipe(v.string(), v.maxLength(200)),
  width: v.nullable(v.pipe(v.number(), v.minValue(16), v.maxValue(4000))),
  align: v.picklist(['left', 'right']),
});
const viewShape = v.object({
  time: v.picklist(TIME_FORMATS),
  timeDigits: v.picklist([-1, 0, 1, 2, 3, 6, 9]),
  relativeSequence: v.boolean(),
  verifyChecksums: v.boolean(),
  names: v.optional(v.picklist(NAME_LEVELS), 0),
  flagStyle: v.picklist(['wireshark', 'tcpdump']),
});

const colour = v.pipe(v.string(), v.regex(/^#[0-9a-f]{6}$/));
const colourRuleShape = v.object({
  name: v.pipe(v.string(), v.maxLength(MOST_NAME_LENGTH)),
  filter: v.pipe(v.string(), v.maxLength(MOST_FILTER_LENGTH)),
  enabled: v.boolean(),
  colours: v.union([v.picklist(RULE_PALETTE), v.object({ background: colour, foreground: colour })]),
});

/** MiB. */
export const PDU_LIMITS = [16, 64, 256, 1024] as const;

/** How what was stored is checked; what does not fit is left at its default. */
const SHAPES = {
  theme: v.picklist(['system', 'light', 'dark']),
  language: v.picklist(['system', 'en', 'zh-CN']),
  zoom: v.pipe(v.number(), v.minValue(80), v.maxValue(200)),
  tints: v.boolean(),
  /** The selected line of the details is explained below them. */
  explain: v.boolean(),
  layout: v.picklist(['beside', 'stacked', 'noBytes']),
  listShare: share,
  detailShare: share,
  bytesMode: v.picklist(['hex', 'bits', 'header']),
  columns: v.pipe(v.array(columnShape), v.minLength(1), v.maxLength(40)),
  view: viewShape,
  colourRules: v.pipe(v.array(colourRuleShape), v.maxLength(MOST_RULES)),
  /** Profiles that are not in use, and what the one in use was when it was taken into use; checked when they are. */
  profiles: v.pipe(v.array(v.object({ name: v.pipe(v.string(), v.maxLength(80)), settings: v.record(v.string(), v.unknown()) })), v.maxLength(80)),
  /** Name of the profile in use; '' = the default one. */
  profile: v.pipe(v.string(), v.maxLength(80)),
  /** Display filters applied lately, the newest first. */
  recentFilters: v.pipe(v.array(v.pipe(v.string(), v.maxLength(2000))), v.maxLength(30)),
  savedFilters: v.pipe(v.array(v.object({ name: v.pipe(v.string(), v.maxLength(120)), text: v.pipe(v.string(), v.maxLength(1000)) })), v.maxLength(50)),
  /** Macros of display filters. */
  filterMacros: CALLS['displayFilter.macros'].args.entries.macros,
  /** Settings of Wireshark were offered on the welcome page, and answered. */
  wiresharkOffered: v.boolean(),
  /** The longest PDU over several TCP segments that is put together; counts for captures that are opened from then on. */
  mostPduMiB: v.picklist(PDU_LIMITS),
  /** Who is in charge of ports and types; counts for captures that are opened from then on. */
  decodeAs: decodeRules,
  /** Options of the last live capture; null = there was none. */
  capture: v.nullable(CALLS['capture.start'].args.entries.options),
} as const;

export type PreferenceKey = keyof typeof SHAPES;
export type Preferences = { readonly [K in PreferenceKey]: v.InferOutput<(typeof SHAPES)[K]> };
export type StoredView = Preferences['view'];

const DEFAULTS: Preferences = {
  theme: 'system',
  language: 'system',
  zoom: 100,
  tints: true,
  explain: false,
  layout: 'beside',
  listShare: 0.58,
  detailShare: 0.565,
  bytesMode: 'hex',
  columns: [...DEFAULT_COLUMNS],
  view: { time: 'relative', timeDigits: -1, relativeSequence: true, verifyChecksums: true, names: 0, flagStyle: 'wireshark' },
  colourRules: [...DEFAULT_RULES],
  profiles: [],
  profile: '',
  recentFilters: [],
  savedFilters: [],
  filterMacros: [],
  wiresharkOffered: false,
  mostPduMiB: 256,
  decodeAs: [],
  capture: null,
};

/** Read before the first paint, when the engine has not answered yet. */
const MIRRORED: readonly PreferenceKey[] = ['theme', 'language', 'zoom'];

function mirror(key: PreferenceKey, value: unknown): void {
  if (!MIRRORED.includes(key)) return;
  try {
    localStorage.setItem(`netloupe.${key}`, String(value));
  } catch {
    // Storage may be closed to us; the engine has the value all the same.
  }
}

function mirrored(): Partial<Preferences> {
  const found: Record<string, unknown> = {};
  try {
    for (const key of MIRRORED) {
      const text = localStorage.getItem(`netloupe.${key}`);
      if (text !== null) found[key] = key === 'zoom' ? Number(text) : text;
    }
  } catch {
    return {};
  }
  return checked(found);
}

function checked(stored: Readonly<Record<string, unknown>>): Partial<Preferences> {
  const good: Record<string, unknown> = {};
  for (const [key, shape] of Object.entries(SHAPES)) {
    const result = v.safeParse(shape, stored[key]);
    if (result.success) good[key] = result.output;
  }
  return good;
}

export const usePreferences = create<Preferences>()(() => ({ ...DEFAULTS, ...mirrored() }));

const waiting = new Map<PreferenceKey, ReturnType<typeof setTimeout>>();

/** A little later, so that a flick through choices is one write. */
function save(key: PreferenceKey): void {
  clearTimeout(waiting.get(key));
  waiting.set(key, setTimeout(() => store(key), 250));
}

function store(key: PreferenceKey): void {
  clearTimeout(waiting.get(key));
  waiting.delete(key);
  // A preference that cannot be stored is not worth a notice: it holds until the window closes.
  engine.call('preferences.set', { key, value: usePreferences.getState()[key] }).catch(() => undefined);
}

/** What waits to be stored is stored at once: the window is about to go. */
export function storeWaiting(): void {
  for (const key of [...waiting.keys()]) store(key);
}

export function setPreference<K extends PreferenceKey>(key: K, value: Preferences[K]): void {
  usePreferences.setState({ [key]: value });
  mirror(key, value);
  save(key);
}

/** How frames of a capture that is opened or started now are read. */
export function readingNow(): Pick<Preferences, 'mostPduMiB' | 'decodeAs'> {
  const { mostPduMiB, decodeAs } = usePreferences.getState();
  return { mostPduMiB, decodeAs };
}

export function setView(change: Partial<StoredView>): void {
  setPreference('view', { ...usePreferences.getState().view, ...change });
}

export function setColumns(columns: readonly Column[]): void {
  if (columns.length > 0) setPreference('columns', [...columns]);
}

/** What belongs to a profile; the rest is the same in all. */
const PROFILE_KEYS = ['columns', 'colourRules', 'savedFilters', 'filterMacros', 'decodeAs', 'view', 'layout', 'listShare', 'detailShare', 'tints'] as const satisfies readonly PreferenceKey[];
export type ProfileSettings = Readonly<Record<string, unknown>>;

export function settingsNow(): ProfileSettings {
  const now = usePreferences.getState();
  return Object.fromEntries(PROFILE_KEYS.map((key) => [key, now[key]]));
}

/** All settings of a profile at once; what is missing or damaged is as everybody starts with it. */
export function applySettings(settings: ProfileSettings): void {
  const good = checked(settings);
  usePreferences.setState(Object.fromEntries(PROFILE_KEYS.map((key) => [key, good[key] ?? DEFAULTS[key]])));
  for (const key of PROFILE_KEYS) save(key);
}

/** Takes over what the engine has stored from earlier runs. */
export function loadPreferences(stored: Readonly<Record<string, unknown>>): void {
  const good = checked(stored);
  usePreferences.setState(good);
  for (const key of MIRRORED) if (key in good) mirror(key, good[key]);
}

