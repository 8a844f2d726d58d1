// The profile in use, at the right end of the status bar; pressed, it offers the others.
import type { ReactNode } from 'react';
import { useText } from '../locales/text';
import { profilesMenu } from '../state/profile-menu';
import { usePreferences } from '../state/preferences';
import { profileName } from '../state/profiles';
import { Icon } from '../widgets/icon';
import { MenuButton } from '../widgets/menu-button';
import { visibleMarks } from '../widgets/visible-marks';

export function ProfileButton(): ReactNode {
  const text = useText();
  const name = visibleMarks(usePreferences((p) => profileName(p.profile)));
  return (
    <MenuButton label={text('profiles.menu', { name })} items={() => profilesMenu(text)} className="small profile-button">
      <span className="cut">{text('profiles.status', { name })}</span>
      <Icon name="down" />
    </MenuButton>
  );
}
