// The first script: what the page came with is painted before the cockpit itself is read, which takes a phone longer than all before it.
import { catalogues, isLanguage, localeOf } from '../../../services/kernel/locales/languages.ts';

/** Engines read what they know of a language when it is first asked for: that is done in steps, while there is nothing to do but wait. */
const enginesReading: readonly ((locale: string) => void)[] = [
  (locale) => new Intl.NumberFormat(locale, { style: 'percent' }).format(0),
  (locale) => new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(),
  (locale) => new Intl.PluralRules(locale).select(0),
];

function begin(): void {
  void import('./main.tsx');
  const language = location.pathname.split('/')[1];
  if (!isLanguage(language)) return;
  void catalogues[language]();
  // What findings are written in. A phone fetches no face before its first paint; this one before a line is set that would break elsewhere.
  void document.fonts.load('1em "Source Serif 4"', document.body.textContent);
  for (const ask of enginesReading) setTimeout(() => ask(localeOf(language)));
}

// A page that nobody sees is not painted, and begins at once.
if (document.visibilityState === 'hidden') begin();
else requestAnimationFrame(() => setTimeout(begin));
