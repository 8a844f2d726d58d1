// What display filters of this engine's window are read with: the zone of times, and the window's macros.
import type { FilterSettings } from '../../shared/filter/check';
import type { Macros } from '../../shared/filter/macros';
import { zoneMinutes } from './zone';

/** One engine serves one window. */
class WindowFilterSettings implements FilterSettings {
  readonly zoneMinutes = zoneMinutes;
  macros: Macros = new Map();
}

export const FILTER_SETTINGS = new WindowFilterSettings();
