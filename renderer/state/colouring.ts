// Which colours a row has: the rules in force (conversations coloured for now, then the user's list), told to the engine, and what each looks like.
import type { CSSProperties } from 'react';
import { create } from 'zustand';
import { CONVERSATION_COLOURS, FAINT_COLOURS, type ColourRule, type ColourRuleState } from '../../shared/profile/colour-rule';
import { pairInTheme, readableOn, type ColourPair } from '../../shared/profile/readable-colours';
import { engine } from '../engine';
import { usePreferences } from './preferences';
import { forgetRowTexts } from './rows';
import { report, useSession } from './session';

/** How a rule is drawn, and what it is called. */
export interface RuleLook {
  readonly name: string;
  readonly className: string;
  readonly style: CSSProperties | undefined;
  /** The rule says little of a frame: the minimap shows others before it. */
  readonly quiet: boolean;
}

/** The number of a conversation's colour, 1 … 10, instead of a pair. */
type Colours = ColourRule['colours'] | number;

interface Colouring {
  /** The list that is being edited; null = the stored one is in force. */
  readonly tried: readonly ColourRule[] | null;
  /** Display filters of conversations that are coloured for now, by colour; '' = none. */
  readonly conversations: readonly string[];
  /** What the engine makes of a filter. */
  readonly states: ReadonlyMap<string, ColourRuleState>;
  /** By the number that rows call a rule by. */
  readonly looks: ReadonlyMap<number, RuleLook>;
  /** Grows with every change of what is coloured. */
  readonly version: number;
}

const NO_CONVERSATIONS: readonly string[] = Array.from({ length: CONVERSATION_COLOURS }, () => '');

export const useColouring = create<Colouring>()(() => ({ tried: null, conversations: NO_CONVERSATIONS, states: new Map(), looks: new Map(), version: 0 }));

const get = useColouring.getState;
const QUIET: ReadonlySet<Colours> = new Set<Colours>(['stream', 'datagram', 'broadcast']);
const FAINT: ReadonlySet<Colours> = new Set<Colours>(FAINT_COLOURS);

/** The same number for the same filter, as long as the page lives: rows that are cached keep their meaning when rules are moved about. */
const numbers = new Map<string, number>();

function numberOf(filter: string): number {
  let number = numbers.get(filter);
  if (number === undefined) numbers.set(filter, (number = numbers.size + 1));
  return number;
}

interface RuleInForce {
  readonly id: number;
  readonly filter: string;
  readonly look: RuleLook;
}

function rulesInForce(): RuleInForce[] {
  const { tints, colourRules } = usePreferences.getState();
  const { tried, conversations } = get();
  if (!tints && tried === null) return [];
  const found = new Map<string, RuleInForce>();
  const add = (filter: string, name: string, colours: Colours): void => {
    if (filter.trim() !== '' && !found.has(filter)) found.set(filter, { id: numberOf(filter), filter, look: lookOf(name, colours) });
  };
  conversations.forEach((filter, at) => add(filter, filter, at + 1));
  for (const { name, filter, enabled, colours } of tried ?? colourRules) if (enabled) add(filter, name, colours);
  return [...found.values()].slice(0, 400);
}

/** Colours of the bar that marks of the minimap stand on, or a little nearer to the mark. */
const MAP_GROUNDS = { light: '#f0f1f4', dark: '#22252b' } as const;

const ownStyles = new Map<string, CSSProperties>();

/** The user's own pair as custom properties, for both themes; the same object for the same pair. */
function ownStyle(pair: ColourPair): CSSProperties {
  const key = pair.background + pair.foreground;
  let style = ownStyles.get(key);
  if (style === undefined) {
    const [light, dark] = [pairInTheme(pair, 'light'), pairInTheme(pair, 'dark')];
    const properties = {
      '--light-ground': light.background, '--light-front': light.foreground, '--light-map': readableOn(MAP_GROUNDS.light, light.background, 3),
      '--dark-ground': dark.background, '--dark-front': dark.foreground, '--dark-map': readableOn(MAP_GROUNDS.dark, dark.background, 3),
    };
    ownStyles.set(key, (style = properties as CSSProperties));
  }
  return style;
}

export function lookOf(name: string, colours: Colours): RuleLook {
  if (typeof colours === 'number') return { name, className: `rule-mine rule-mine-${colours}`, style: undefined, quiet: false };
  if (typeof colours === 'object') return { name, className: 'rule-own', style: ownStyle(colours), quiet: false };
  return { name, className: `rule-${colours} ${FAINT.has(colours) ? 'rule-faint' : 'rule-strong'}`, style: undefined, quiet: QUIET.has(colours) };
}

let sent = '';
let sentMacros: unknown = null;

/** The macros go before the rules that may use them. */
function tellMacros(): void {
  const { filterMacros } = usePreferences.getState();
  if (filterMacros === sentMacros || useSession.getState().connection !== 'open') return;
  const hadNone = sentMacros === null && filterMacros.length === 0;
  sentMacros = filterMacros;
  if (hadNone) return;
  engine.call('displayFilter.macros', { macros: filterMacros }).catch(report);
  sent = '';
  learned.clear();
}

/** Tells the engine which rules there are, and the rows that their colours may be others now. */
function tell(): void {
  tellMacros();
  const rules = rulesInForce();
  useColouring.setState({ looks: new Map(rules.map(({ id, look }) => [id, look])) });
  const asked = rules.map(({ id, filter }) => ({ id, filter }));
  const text = JSON.stringify(asked);
  if (text === sent || useSession.getState().connection !== 'open') return;
  sent = text;
  engine.call('colours.set', { rules: asked }).then((states) => {
    const known = new Map(get().states);
    asked.forEach(({ filter }, at) => states[at] && !learned.has(filter) && known.set(filter, states[at]));
    useColouring.setState({ states: known });
  }, report);
  // Calls are answered in their order: rows asked for from here on are coloured by the new rules.
  forgetRowTexts();
  useColouring.setState({ version: get().version + 1 });
}

/** Filters of which all is known that the engine can say. */
const learned = new Set<string>();

/** What the engine makes of filters that are not in force, and what those that are wrong may have been meant to be: for a list that shows them. */
export async function learnStates(filters: readonly string[]): Promise<void> {
  const unknown = [...new Set(filters)].filter((filter) => !learned.has(filter) && get().states.get(filter)?.problem !== null).slice(0, 400);
  if (unknown.length === 0) return;
  const states = await engine.call('colours.check', { filters: unknown });
  const known = new Map(get().states);
  for (const [at, filter] of unknown.entries()) {
    const state = states[at];
    if (!state) continue;
    learned.add(filter);
    known.set(filter, state);
  }
  useColouring.setState({ states: known });
}

/** Colours the list by rules that are not stored; null = by the stored ones again. */
export function tryRules(rules: readonly ColourRule[] | null): void {
  useColouring.setState({ tried: rules });
  tell();
}

/** Colours a conversation for now; another filter of the same colour is uncoloured. */
export function colourConversation(filter: string, colour: number): void {
  useColouring.setState({ conversations: get().conversations.map((other, at) => (at === colour - 1 ? filter : other === filter ? '' : other)) });
  tell();
}

export function uncolourConversations(): void {
  useColouring.setState({ conversations: NO_CONVERSATIONS });
  tell();
}

export function watchColouring(): void {
  const again = (): void => {
    sent = '';
    sentMacros = null;
    tell();
  };
  useSession.subscribe((now, before) => {
    if (now.connection === 'open' && before.connection !== 'open') again();
  });
  engine.on('engine.restarted', again);
  usePreferences.subscribe((now, before) => {
    if (now.colourRules !== before.colourRules || now.tints !== before.tints || now.filterMacros !== before.filterMacros) tell();
  });
}
