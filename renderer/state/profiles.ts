// Profiles: named sets of columns, colouring rules, saved filters, view and layout. The settings of the profile in use are the preferences themselves.
import { currentText } from '../locales/text';
import { applySettings, settingsNow, setPreference, usePreferences, type ProfileSettings } from './preferences';
import { announce } from './session';

/** Always there; shown under a translated name. */
export const DEFAULT_PROFILE = '';
export const MOST_PROFILES = 60;

export function profileName(name: string): string {
  return name === DEFAULT_PROFILE ? currentText()('profiles.default') : name;
}

/** In the order in which they were made, the default one first. */
export function profileNames(): string[] {
  return [DEFAULT_PROFILE, ...usePreferences.getState().profiles.map(({ name }) => name).filter((name) => name !== DEFAULT_PROFILE)];
}

/** The settings of a profile, in use or not; null = those that everybody starts with. */
export function settingsOf(name: string): ProfileSettings | null {
  const { profile, profiles } = usePreferences.getState();
  return name === profile ? settingsNow() : (profiles.find((other) => other.name === name)?.settings ?? null);
}

function put(name: string, settings: ProfileSettings): void {
  const { profiles } = usePreferences.getState();
  const at = profiles.findIndex((other) => other.name === name);
  setPreference('profiles', at < 0 ? [...profiles, { name, settings }] : profiles.with(at, { name, settings }));
}

export function switchProfile(name: string): void {
  const { profile } = usePreferences.getState();
  if (name === profile || !profileNames().includes(name)) return;
  const settings = settingsOf(name);
  put(profile, settingsNow());
  setPreference('profile', name);
  applySettings(settings ?? {});
  announce(currentText()('profiles.switched', { name: profileName(name) }));
}

/** A name that no profile has yet. */
export function freeName(wished: string): string {
  const names = new Set(profileNames().map((name) => profileName(name).toLowerCase()));
  const base = wished.trim().slice(0, 60) || currentText()('profiles.newName');
  for (let n = 1; ; n++) {
    const name = n === 1 ? base : `${base} ${n}`;
    if (!names.has(name.toLowerCase())) return name;
  }
}

/** @returns what is wrong with a name for the profile that is called `before` now; null = nothing */
export function nameFault(name: string, before: string): 'profiles.nameEmpty' | 'profiles.nameTaken' | null {
  if (name.trim() === '') return 'profiles.nameEmpty';
  const same = profileNames().some((other) => other !== before && profileName(other).toLowerCase() === name.trim().toLowerCase());
  return same ? 'profiles.nameTaken' : null;
}

/** Makes a profile; it is not in use yet. @returns its name; '' where there are too many */
export function addProfile(wished: string, settings: ProfileSettings): string {
  if (profileNames().length >= MOST_PROFILES) return '';
  const name = freeName(wished);
  put(name, settings);
  return name;
}

export function renameProfile(before: string, after: string): void {
  const name = after.trim().slice(0, 60);
  if (before === DEFAULT_PROFILE || name === before || nameFault(name, before) !== null) return;
  const { profile, profiles } = usePreferences.getState();
  setPreference('profiles', profiles.map((other) => (other.name === before ? { ...other, name } : other)));
  if (profile === before) setPreference('profile', name);
}

/** @returns its settings, to bring it back; null where it cannot be deleted */
export function removeProfile(name: string): ProfileSettings | null {
  const settings = settingsOf(name);
  if (name === DEFAULT_PROFILE || settings === null) return null;
  if (usePreferences.getState().profile === name) switchProfile(DEFAULT_PROFILE);
  setPreference('profiles', usePreferences.getState().profiles.filter((other) => other.name !== name));
  return settings;
}
