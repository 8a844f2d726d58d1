// The palette's pairs as numbers, for files that cannot say them by name: what the tokens are in the light theme.
import type { PaletteName } from '../../shared/profile/colour-rule';
import type { ColourPair } from '../../shared/profile/readable-colours';

/** A token's value in a theme, whichever is on screen: a theme is in force inside any element that names it. */
export function themePair(name: PaletteName, theme: 'light' | 'dark' = 'light'): ColourPair {
  const probe = document.createElement('i');
  probe.dataset['theme'] = theme;
  document.body.append(probe);
  const style = getComputedStyle(probe);
  const token = (key: string): string => style.getPropertyValue(key).trim();
  const pair = { background: token(`--rule-${name}`), foreground: token(`--rule-${name}-text`) || token('--text') };
  probe.remove();
  return pair;
}
