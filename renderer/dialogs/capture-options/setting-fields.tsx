// The fields that options are set with: a number with its unit, a choice, a switch; each in a row with its name and what it means.
import { useId, useState, type ReactNode } from 'react';
import { visibleMarks } from '../../widgets/visible-marks';

interface RowProps {
  readonly label: string;
  readonly hint?: string;
  readonly htmlFor: string;
  readonly children: ReactNode;
}

export function SettingRow({ label, hint = '', htmlFor, children }: RowProps): ReactNode {
  return (
    <div className="setting">
      <label htmlFor={htmlFor}>{label}</label>
      <div className="setting-value">{children}</div>
      <span className="setting-hint t3">{hint}</span>
    </div>
  );
}

export interface Unit {
  readonly label: string;
  /** How many of the base unit it is. */
  readonly size: number;
  /** Taken where there is no value yet. */
  readonly usual?: boolean;
}

interface NumberSettingProps {
  readonly label: string;
  readonly hint?: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly units?: readonly Unit[];
  readonly onChange: (value: number) => void;
}

/** The largest unit in which the value is whole. */
function unitOf(value: number, units: readonly Unit[]): Unit {
  const fitting = units.filter(({ size }) => value > 0 && value % size === 0);
  return fitting.at(-1) ?? units.find(({ usual }) => usual) ?? units[0] ?? { label: '', size: 1 };
}

/** Empty means 0, where that may be: no limit. What is out of bounds is said by the field and not taken. */
export function NumberSetting({ label, hint = '', value, min, max, units = [{ label: '', size: 1 }], onChange }: NumberSettingProps): ReactNode {
  const id = useId();
  const [unit, setUnit] = useState(() => unitOf(value, units));
  const [typed, setTyped] = useState<string | null>(null);
  const shown = typed ?? (value === 0 ? '' : String(value / unit.size));
  const take = (words: string, of: Unit): void => {
    setTyped(words);
    const next = Math.round(Number(words.trim() || '0') * of.size);
    if (isGood(next, min, max)) onChange(next);
  };
  const wrong = typed !== null && !isGood(Math.round(Number(typed.trim() || '0') * unit.size), min, max);
  return (
    <SettingRow label={label} hint={hint} htmlFor={id}>
      <input id={id} className="input mono number" inputMode="decimal" autoComplete="off" value={shown} aria-invalid={wrong} onChange={(event) => take(event.target.value, unit)} onBlur={() => setTyped(null)} />
      {units.length === 1 ? (
        <span className="t2">{unit.label}</span>
      ) : (
        <select
          className="input unit"
          aria-label={label}
          value={unit.label}
          onChange={(event) => {
            const next = units.find((one) => one.label === event.target.value) ?? unit;
            const words = shown;
            setUnit(next);
            take(words, next);
            setTyped(null);
          }}
        >
          {units.map((one) => (
            <option key={one.label}>{one.label}</option>
          ))}
        </select>
      )}
    </SettingRow>
  );
}

function isGood(value: number, min: number, max: number): boolean {
  return Number.isSafeInteger(value) && value >= min && value <= max;
}

interface ChoiceSettingProps<T extends string> {
  readonly label: string;
  readonly hint?: string;
  readonly value: T;
  readonly choices: readonly (readonly [value: T, label: string])[];
  readonly onChange: (value: T) => void;
}

export function ChoiceSetting<T extends string>({ label, hint = '', value, choices, onChange }: ChoiceSettingProps<T>): ReactNode {
  const id = useId();
  return (
    <SettingRow label={label} hint={hint} htmlFor={id}>
      <select id={id} className="input" value={value} onChange={(event) => onChange(event.target.value as T)}>
        {choices.map(([choice, words]) => (
          <option key={choice} value={choice}>
            {visibleMarks(words)}
          </option>
        ))}
      </select>
    </SettingRow>
  );
}

interface SwitchSettingProps {
  readonly label: string;
  readonly hint?: string;
  readonly value: boolean;
  readonly disabled?: boolean;
  readonly onChange: (value: boolean) => void;
}

export function SwitchSetting({ label, hint = '', value, disabled = false, onChange }: SwitchSettingProps): ReactNode {
  const id = useId();
  return (
    <SettingRow label={label} hint={hint} htmlFor={id}>
      <input id={id} type="checkbox" checked={value} disabled={disabled} onChange={(event) => onChange(event.target.checked)} />
    </SettingRow>
  );
}
