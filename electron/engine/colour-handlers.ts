// The colouring rules of the window: kept here for every capture that the engine opens, and the overview by them.
import type { Registry } from '../../shared/dissect/registry';
import type { Overview } from '../../shared/ipc/contract';
import type { EngineHandlers } from '../../shared/ipc/rpc';
import { DEFAULT_RULES } from '../../shared/profile/default-rules';
import { checkRule, ColourRules, type AskedRule } from '../../shared/session/colour-rules';
import type { Session } from '../../shared/session/session';
import { FILTER_SETTINGS } from './filter-settings';

/** How long the overview may go on before other calls are looked at; milliseconds. */
const SLICE_MS = 8;

type ColourCall = 'colours.set' | 'colours.check' | 'fields.known' | 'frames.overview';

export class Colours {
  rules: ColourRules | null = null;
  /** The rules that were compiled last, as they were asked for. */
  private last: { readonly asked: string; readonly rules: ColourRules } | null = null;

  constructor(
    private readonly registry: Registry,
    private readonly current: () => Session,
  ) {
    // Those that most windows will ask for are compiled before a window is there to wait for it.
    setImmediate(() => this.last ?? this.compiled(DEFAULT_RULES.map(({ filter }, at) => ({ id: at + 1, filter }))));
  }

  private compiled(asked: readonly AskedRule[]): ColourRules {
    const { macros } = FILTER_SETTINGS;
    const text = JSON.stringify([asked, [...macros]]);
    if (this.last?.asked !== text) this.last = { asked: text, rules: new ColourRules(this.registry, asked, macros) };
    return this.last.rules;
  }

  get handlers(): Pick<EngineHandlers, ColourCall> {
    return {
      'colours.set': ({ rules }) => {
        this.rules = this.compiled(rules);
        return [...this.rules.states];
      },
      'colours.check': ({ filters }) => filters.map((filter) => checkRule(this.registry, filter, true, FILTER_SETTINGS.macros).state),
      'fields.known': ({ names }) => names.map((name) => this.registry.named(name).length > 0),
      'frames.overview': ({ parts, quiet }) => this.overview(parts, quiet),
    };
  }

  private async overview(parts: number, quiet: readonly number[]): Promise<Overview> {
    const steps = this.current().overview(parts, quiet);
    for (;;) {
      for (const until = performance.now() + SLICE_MS; performance.now() < until; ) {
        const { done, value } = steps.next();
        if (done) return value;
      }
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
}
