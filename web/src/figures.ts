/** How figures are written for people, in the page's language. */

export type Language = 'en' | 'zh';

export interface Figures {
  count(value: number): string;
  clock(time_s: number): string;
  duration(seconds: number): string;
  hours(seconds: number): string;
  km(metres: number): string;
  money(cents: number): string;
  load(amount: number, dimension: string): string;
  loads(amounts: number[], dimensions: string[]): string;
  day(iso: string): string;
}

const LOCALES: Record<Language, string> = { en: 'en-GB', zh: 'zh-CN' };
/** Names of dimensions that have a word of their own; others are shown as they are called. */
const DIMENSIONS: Record<Language, Record<string, string>> = { en: {}, zh: { parcels: '件' } };
const UNITS: Record<Language, { s: string; min: string; h: string }> = {
  en: { s: 's', min: 'min', h: 'h' },
  zh: { s: '秒', min: '分', h: '小时' },
};

/** Return the writers of one language and currency; an unknown currency is written as its code. */
export function figuresOf(language: Language, currency: string): Figures {
  const locale = LOCALES[language];
  const units = UNITS[language];
  const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
  const tenth = new Intl.NumberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const exact = new Intl.NumberFormat(locale, { maximumFractionDigits: 3 });
  const money = moneyWriter(locale, currency);
  const load = (amount: number, dimension: string) => {
    if (dimension.endsWith('_g')) return `${exact.format(amount / 1000)} kg`;
    if (dimension.endsWith('_ml')) return `${exact.format(amount / 1000)} l`;
    const name = DIMENSIONS[language][dimension] ?? dimension.replaceAll('_', ' ');
    return `${whole.format(amount)} ${language === 'en' && amount === 1 ? name.replace(/s$/, '') : name}`;
  };
  return {
    count: (value) => whole.format(value),
    clock,
    duration: (seconds) => {
      if (seconds < 60) return `${seconds} ${units.s}`;
      const minutes = Math.floor((seconds + 30) / 60);
      if (minutes < 60) return `${minutes} ${units.min}`;
      return `${Math.floor(minutes / 60)} ${units.h} ${String(minutes % 60).padStart(2, '0')} ${units.min}`;
    },
    hours: (seconds) => `${tenth.format(seconds / 3600)} ${units.h}`,
    km: (metres) => `${(metres < 999_950 ? tenth : whole).format(metres / 1000)} km`,
    money,
    load,
    loads: (amounts, dimensions) =>
      dimensions
        .map((dimension, k) => (amounts[k] ? load(amounts[k], dimension) : ''))
        .filter(Boolean)
        .join(', '),
    day: (iso) =>
      new Date(`${iso}T12:00:00Z`).toLocaleDateString(locale, {
        weekday: 'short', day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC',
      }),
  };
}

/** Return a time of day as HH:MM; hours past midnight of the plan day count on ("25:10"). */
export function clock(time_s: number): string {
  const minutes = Math.floor((time_s + 30) / 60);
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}

function moneyWriter(locale: string, currency: string): (cents: number) => string {
  try {
    const format = new Intl.NumberFormat(locale, { style: 'currency', currency, currencyDisplay: 'narrowSymbol' });
    return (cents) => format.format(cents / 100);
  } catch {
    const format = new Intl.NumberFormat(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
    return (cents) => `${format.format(cents / 100)} ${currency}`;
  }
}
