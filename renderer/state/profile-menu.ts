// The menu of profiles: each of them, and the dialog for all of them.
import type { Text } from '../locales/text';
import type { MenuItem } from '../widgets/popup-menu';
import { visibleMarks } from '../widgets/visible-marks';
import { actionItems } from './action-items';
import { usePreferences } from './preferences';
import { profileName, profileNames, switchProfile } from './profiles';

export function profilesMenu(text: Text): MenuItem[] {
  const { profile } = usePreferences.getState();
  const each = profileNames().map((name): MenuItem => ({ kind: 'item', label: visibleMarks(profileName(name)), checked: name === profile, run: () => switchProfile(name) }));
  return [...each, ...actionItems(['-', 'view.profiles', 'file.importWireshark'], text)];
}
