// The settings that depend on the device: monitor mode, link type, time stamps. What it has is offered; what it has not says why.
import { useEffect, type ReactNode } from 'react';
import type { DeviceAbilities, InterfaceInfo, NamedChoice } from '../../../shared/live/interfaces';
import type { Problem } from '../../../shared/problem';
import { problemSentences, useLanguage, useText, type Language, type Text } from '../../locales/text';
import type { InterfaceSettings } from '../../state/capture-options';
import { abilitiesKey, askDevice, commonAbilities, useDeviceAbilities } from '../../state/device-abilities';
import { ChoiceSetting, SwitchSetting } from './setting-fields';

interface DeviceSettingsProps {
  readonly settings: InterfaceSettings;
  /** null = not told yet. */
  readonly abilities: DeviceAbilities | null;
  readonly change: (changes: Partial<InterfaceSettings>) => void;
}

/** Asked anew whenever the settings of other devices are shown; null = not all have answered yet. */
export function useAbilities(infos: readonly InterfaceInfo[], monitor: boolean): DeviceAbilities | null {
  const known = useDeviceAbilities((s) => s.known);
  const keys = infos.map((info) => abilitiesKey(info, monitor));
  const asked = keys.join('\n');
  useEffect(() => {
    for (const info of infos) void askDevice(info, monitor);
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the list is made anew at each drawing; its keys say whether it is another
  }, [asked]);
  const answers = keys.flatMap((key) => known.get(key) ?? []);
  return answers.length === keys.length && answers.length > 0 ? commonAbilities(answers) : null;
}

export function MonitorSetting({ settings, infos, abilities, change }: DeviceSettingsProps & { readonly infos: readonly InterfaceInfo[] }): ReactNode {
  const text = useText();
  const language = useLanguage();
  const can = abilities?.monitor ?? null;
  const none = infos.every((info) => info.wireless) ? 'options.monitorDriver' : 'options.monitorNone';
  const hint = can === true ? text('options.monitorHint') : can === false ? text(none) : reason(abilities?.problem ?? null, text, language);
  return <SwitchSetting label={text('options.monitor')} hint={hint} value={settings.monitor} disabled={can !== true && !settings.monitor} onChange={(monitor) => change({ monitor })} />;
}

export function DeviceSettings({ settings, abilities, isOne, change }: DeviceSettingsProps & { readonly isOne: boolean }): ReactNode {
  const text = useText();
  const language = useLanguage();
  const why = (list: readonly NamedChoice[] | undefined, none: string): string => {
    if (list === undefined || list.length > 0) return '';
    if (abilities?.problem) return reason(abilities.problem, text, language);
    return isOne ? none : text('options.noneInCommon');
  };
  return (
    <>
      <ChoiceSetting
        label={text('options.linktype')}
        hint={why(abilities?.linktypes, '')}
        value={settings.linktype}
        choices={choices(settings.linktype, abilities?.linktypes, text)}
        onChange={(linktype) => change({ linktype })}
      />
      <ChoiceSetting
        label={text('options.timestamps')}
        hint={why(abilities?.timestampTypes, text('options.timestampsNone')) || text('options.timestampsHint')}
        value={settings.timestampType}
        choices={choices(settings.timestampType, abilities?.timestampTypes, text)}
        onChange={(timestampType) => change({ timestampType })}
      />
    </>
  );
}

/** What is set stays visible, also where the device does not have it. */
function choices(set: string, offered: readonly NamedChoice[] | undefined, text: Text): readonly (readonly [string, string])[] {
  const list = (offered ?? []).map(({ name, description }) => [name, description === '' ? name : `${name} (${description})`] as const);
  const isMissing = set !== '' && list.every(([name]) => name !== set);
  const missing = [set, offered === undefined ? set : text('options.notOffered', { name: set })] as const;
  return [['', text('options.deviceOwn')], ...list, ...(isMissing ? [missing] : [])];
}

function reason(problem: Problem | null, text: Text, language: Language): string {
  if (problem === null) return '';
  if (problem.code === 'NL-CAP-02') return text('options.needsPermission');
  return problem.code === 'NL-CAP-04' ? text('options.needsUp') : problemSentences(problem, language);
}
