// Whether the selected line of the details is explained; spread into the table of actions.
import type { Action } from './actions';
import { setPreference, usePreferences } from './preferences';
import { useSession } from './session';

export const EXPLAIN_ACTIONS = {
  'view.explain': {
    run: () => setPreference('explain', !usePreferences.getState().explain),
    enabled: () => useSession.getState().capture !== null,
    checked: () => usePreferences.getState().explain,
  },
} as const satisfies Record<string, Action>;
