// The host's time zone, which the analyser must not know by itself.

/** Minutes that local time is ahead of UTC at a moment. */
export function zoneMinutes(seconds: number): number {
  return -new Date(seconds * 1000).getTimezoneOffset();
}
