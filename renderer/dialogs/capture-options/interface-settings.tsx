// What is taken from each chosen interface: capture filter with its program, snaplen, modes, buffer, link type, time stamps.
import { useState, type ReactNode } from 'react';
import { MAX_SNAPLEN } from '../../../shared/live/capture-options';
import { FILTER_BOOK } from '../../../shared/live/filter-book';
import { useLanguage, useText, type Text } from '../../locales/text';
import { changeSettings, settingsOf, useCaptureDraft, type InterfaceSettings } from '../../state/capture-options';
import { applyForDisplay, asDisplayFilter } from '../../state/filter-exchange';
import { allInterfaces, useInterfaces } from '../../state/interfaces';
import { useSession } from '../../state/session';
import { interfaceKey } from '../../state/traffic-history';
import { CaptureFilterField } from '../../widgets/capture-filter-field';
import { visibleMarks } from '../../widgets/visible-marks';
import type { InterfaceInfo } from '../../../shared/live/interfaces';
import { DeviceSettings, MonitorSetting, useAbilities } from './device-settings';
import { FilterProgram } from './filter-program';
import { ChoiceSetting, NumberSetting, SwitchSetting } from './setting-fields';

const BUFFER_UNITS = [
  { label: 'KiB', size: 1024 },
  { label: 'MiB', size: 1_048_576 },
];

export function InterfaceSettingsPage(): ReactNode {
  const text = useText();
  const chosen = useInterfaces((s) => s.choice.chosen);
  const list = useInterfaces((s) => s.list);
  const draft = useCaptureDraft((s) => s);
  /** '' = all that are chosen. */
  const [one, setOne] = useState('');
  const target = chosen.includes(one) ? one : '';
  const keys = target === '' ? chosen : [target];
  const infos = allInterfaces(list).filter((info) => keys.includes(interfaceKey(info)));
  const settings = settingsOf(draft, keys[0] ?? '');
  const change = (changes: Partial<InterfaceSettings>): void => changeSettings(keys, changes, target === '');
  return (
    <>
      {chosen.length > 1 && (
        <ChoiceSetting
          label={text('options.of')}
          value={target}
          choices={[['', text('options.ofAll', { count: chosen.length })], ...chosen.map((key) => [key, key.replace(/^\|/, '').replace('|', ': ')] as const)]}
          onChange={setOne}
        />
      )}
      {chosen.length <= 1 && (
        <div className="setting">
          <span>{text('options.interface')}</span>
          <span className="mono">{chosen[0] === undefined ? text('filter.nothingChosen') : visibleMarks(chosen[0].replace(/^\|/, ''))}</span>
        </div>
      )}
      <FilterSetting settings={settings} linktype={settings.linktype || (infos[0]?.linktypes[0] ?? '')} change={change} />
      <Modes key={`${target}${chosen.join()}`} settings={settings} infos={infos} change={change} text={text} />
    </>
  );
}

interface SettingsProps {
  readonly settings: InterfaceSettings;
  readonly change: (changes: Partial<InterfaceSettings>) => void;
}

function FilterSetting({ settings, linktype, change }: SettingsProps & { readonly linktype: string }): ReactNode {
  const text = useText();
  const language = useLanguage();
  return (
    <div className="setting filter-setting">
      <span>{text('filter.label')}</span>
      <div>
        <CaptureFilterField
          id="options-filter"
          filter={settings.filter}
          linktype={linktype}
          snaplen={settings.snaplen}
          onChange={(filter) => change({ filter })}
          onEnter={() => undefined}
          beside={() => (
            <select className="input filter-book" aria-label={text('options.book')} value="" onChange={(event) => change({ filter: event.target.value })}>
              <option value="">{text('options.book')}</option>
              {FILTER_BOOK.map((example) => (
                <option key={example.filter} value={example.filter}>
                  {`${example.filter}: ${language === 'en' ? example.en : example.zh}`}
                </option>
              ))}
            </select>
          )}
          below={(check) => (
            <>
              {check && !check.error && <ForDisplay filter={check.filter} />}
              <FilterProgram check={check} linktype={linktype} />
            </>
          )}
        />
      </div>
    </div>
  );
}

/** What the filter would keep, looked at in the open capture. */
function ForDisplay({ filter }: { readonly filter: string }): ReactNode {
  const text = useText();
  const display = asDisplayFilter(filter);
  const hasCapture = useSession((s) => s.capture !== null);
  if (!hasCapture || display === '') return null;
  return (
    <div className="capture-filter-words">
      <button type="button" className="link" data-testid="use-for-display" onClick={() => applyForDisplay(display)}>
        {text('options.useForDisplay')} <span className="mono">{visibleMarks(display)}</span>
      </button>
    </div>
  );
}

function Modes({ settings, infos, change, text }: SettingsProps & { readonly infos: readonly InterfaceInfo[]; readonly text: Text }): ReactNode {
  const abilities = useAbilities(infos, settings.monitor);
  const isAny = infos.length > 0 && infos.every((info) => info.kind === 'any');
  return (
    <>
      <NumberSetting label={text('options.snaplen')} hint={text('options.snaplenHint', { max: MAX_SNAPLEN })} value={settings.snaplen} min={1} max={MAX_SNAPLEN} units={[{ label: text('options.bytes'), size: 1 }]} onChange={(snaplen) => change({ snaplen })} />
      <SwitchSetting label={text('options.promiscuous')} hint={text(isAny ? 'options.promiscuousAny' : 'options.promiscuousHint')} value={settings.promiscuous && !isAny} disabled={isAny} onChange={(promiscuous) => change({ promiscuous })} />
      <MonitorSetting settings={settings} infos={infos} abilities={abilities} change={change} />
      <NumberSetting label={text('options.buffer')} hint={text('options.bufferHint')} value={settings.bufferBytes} min={65_536} max={2_147_483_647} units={BUFFER_UNITS} onChange={(bufferBytes) => change({ bufferBytes })} />
      <DeviceSettings settings={settings} abilities={abilities} isOne={infos.length === 1} change={change} />
      <ChoiceSetting
        label={text('options.precision')}
        value={settings.timestampPrecision}
        choices={[['nano', text('options.nano')], ['micro', text('options.micro')]]}
        onChange={(timestampPrecision) => change({ timestampPrecision })}
      />
    </>
  );
}
