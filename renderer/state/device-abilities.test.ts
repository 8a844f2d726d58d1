// What several devices can be asked for together.
import { expect, test } from 'vitest';
import type { DeviceAbilities } from '../../shared/live/interfaces';
import { commonAbilities } from './device-abilities';

const named = (...names: string[]): DeviceAbilities['linktypes'] => names.map((name) => ({ name, description: '' }));
const wired: DeviceAbilities = { linktypes: named('EN10MB', 'DOCSIS'), timestampTypes: named('host', 'adapter_unsynced'), monitor: false, problem: null };
const radio: DeviceAbilities = { linktypes: named('EN10MB'), timestampTypes: named('host'), monitor: true, problem: null };
const down: DeviceAbilities = { linktypes: [], timestampTypes: named('host'), monitor: false, problem: { code: 'NL-CAP-04', message: 'down', values: {} } };

test('one device has what it said', () => {
  expect(commonAbilities([radio])).toEqual(radio);
});

test('several have what each of them has, in the order of the first', () => {
  expect(commonAbilities([wired, radio])).toEqual({ linktypes: named('EN10MB'), timestampTypes: named('host'), monitor: false, problem: null });
});

test('what one of them cannot say is known of none, and the reason is kept', () => {
  expect(commonAbilities([radio, down])).toEqual({ linktypes: [], timestampTypes: named('host'), monitor: false, problem: down.problem });
  expect(commonAbilities([{ ...radio, monitor: null }, radio]).monitor).toBeNull();
});

test('before any has answered nothing is known', () => {
  expect(commonAbilities([])).toEqual({ linktypes: [], timestampTypes: [], monitor: null, problem: null });
});
