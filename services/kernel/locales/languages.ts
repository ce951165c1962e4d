// What a page needs of a language first: the name by which engines know it, and its catalogue, which is fetched when it is asked for.
import type { Language } from '../../../channels/vocabulary.ts';
import type english from './cockpit.en.json';

export type Catalogue = Readonly<Record<keyof typeof english, string>>;

const locales: Readonly<Record<Language, string>> = { en: 'en-GB', no: 'nb-NO', uk: 'uk-UA' };

export const catalogues: Readonly<Record<Language, () => Promise<{ default: Catalogue }>>> = {
  en: async () => import('./cockpit.en.json', { with: { type: 'json' } }),
  no: async () => import('./cockpit.no.json', { with: { type: 'json' } }),
  uk: async () => import('./cockpit.uk.json', { with: { type: 'json' } }),
};

export function localeOf(language: Language): string {
  return locales[language];
}

export function isLanguage(value: string | undefined): value is Language {
  return value !== undefined && Object.hasOwn(locales, value);
}
