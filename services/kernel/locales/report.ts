// The sentences of reports and their files: ICU messages, a flat catalogue a language, for screen, PDF and mail alike.
// It knows keys and languages; it refuses to know what a sentence is about.
import { IntlMessageFormat } from 'intl-messageformat';
import type { Language } from '../../../channels/vocabulary.ts';
import { localeOf } from './languages.ts';
import en from './report.en.json' with { type: 'json' };
import no from './report.no.json' with { type: 'json' };
import uk from './report.uk.json' with { type: 'json' };

export type ReportKey = keyof typeof en;
type Catalogue = Readonly<Record<ReportKey, string>>;
export type SentenceValues = Readonly<Record<string, string | number>>;

const catalogues: Readonly<Record<Language, Catalogue>> = { en, no, uk };
const parsed = new Map<string, IntlMessageFormat>();

/** A whole sentence. Figures are handed in as they are to be read. */
export function sayInReport(language: Language, key: ReportKey, values: SentenceValues = {}): string {
  const name = `${language} ${key}`;
  const message = parsed.get(name) ?? new IntlMessageFormat(catalogues[language][key], localeOf(language));
  parsed.set(name, message);
  return String(message.format(values));
}

export function isReportKey(key: string): key is ReportKey {
  return Object.hasOwn(en, key);
}

/** The phrasings of one sentence: `brief.up.1`, `brief.up.2`, … */
export function phrasingsOf(key: string): ReportKey[] {
  const found: ReportKey[] = [];
  for (let index = 1; isReportKey(`${key}.${index}`); index += 1) found.push(`${key}.${index}` as ReportKey);
  return found;
}
