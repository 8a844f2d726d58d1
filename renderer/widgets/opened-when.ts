// When a file was last opened, as one says it: today at a time, yesterday, or a date.

export interface When {
  readonly day: 'today' | 'yesterday' | 'earlier';
  /** The time for today, the date for earlier days. */
  readonly text: string;
}

const dayOf = (date: Date): number => Math.floor((date.getTime() - date.getTimezoneOffset() * 60_000) / 86_400_000);

export function openedWhen(ms: number, nowMs: number, language: string): When {
  const date = new Date(ms);
  const now = new Date(nowMs);
  const days = dayOf(now) - dayOf(date);
  if (days <= 0) return { day: 'today', text: date.toLocaleTimeString(language, { hour: '2-digit', minute: '2-digit', hour12: false }) };
  if (days === 1) return { day: 'yesterday', text: '' };
  const sameYear = date.getFullYear() === now.getFullYear();
  const locale = language === 'en' ? 'en-GB' : language;
  return { day: 'earlier', text: date.toLocaleDateString(locale, { day: 'numeric', month: 'short', ...(sameYear ? {} : { year: 'numeric' }) }) };
}
