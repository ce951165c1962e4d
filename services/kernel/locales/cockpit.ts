// The cockpit's sentences: one flat catalogue a language, ICU messages, loaded one at a time.
// It knows keys and formatting; it refuses to know any screen. English is the catalogue that the keys are typed by.
import { IntlMessageFormat, type FormatXMLElementFn, type PrimitiveType } from 'intl-messageformat';
import type { Language } from '../../../channels/vocabulary.ts';
import { localeOf } from '../format/figures.ts';
import type english from './cockpit.en.json';

export type WordKey = keyof typeof english;
export type Catalogue = Readonly<Record<WordKey, string>>;
export type WordValues = Readonly<Record<string, PrimitiveType>>;

const catalogues: Readonly<Record<Language, () => Promise<{ default: Catalogue }>>> = {
  en: () => import('./cockpit.en.json', { with: { type: 'json' } }),
  no: () => import('./cockpit.no.json', { with: { type: 'json' } }),
  uk: () => import('./cockpit.uk.json', { with: { type: 'json' } }),
};

// The library asks the engine for each message anew which locales it has; the answer never changes.
const asked = IntlMessageFormat.resolveLocale;
const resolved = new Map<string, ReturnType<typeof asked>>();
IntlMessageFormat.resolveLocale = (locales) => {
  const name = String(locales);
  if (!resolved.has(name)) resolved.set(name, asked(locales));
  return resolved.get(name);
};

export class Words {
  readonly language: Language;
  readonly #catalogue: Catalogue;
  readonly #parsed = new Map<WordKey, IntlMessageFormat>();

  constructor(language: Language, catalogue: Catalogue) {
    this.language = language;
    this.#catalogue = catalogue;
  }

  /** A whole sentence; numbers in it are handed in as they are to be read. */
  say(key: WordKey, values: WordValues = {}): string {
    const words = this.#catalogue[key];
    return isPlain(words) ? words : String(this.#message(key).format(values));
  }

  /** A whole sentence with parts that are not text: `<tag>…</tag>` in the message calls the function of that name. */
  weave<T>(key: WordKey, values: Readonly<Record<string, PrimitiveType | T | FormatXMLElementFn<T>>>): (string | T)[] {
    const woven = this.#message(key).format<T>(values);
    return Array.isArray(woven) ? woven : [woven];
  }

  has(key: string): key is WordKey {
    return Object.hasOwn(this.#catalogue, key);
  }

  #message(key: WordKey): IntlMessageFormat {
    const message = this.#parsed.get(key) ?? new IntlMessageFormat(this.#catalogue[key], localeOf(this.language));
    this.#parsed.set(key, message);
    return message;
  }
}

/** Most messages hold nothing to fill in: to parse each would take a phone longer than to draw the page. */
function isPlain(words: string): boolean {
  return !/[{<']/.test(words);
}

export async function loadWords(language: Language): Promise<Words> {
  return new Words(language, (await catalogues[language]()).default);
}
