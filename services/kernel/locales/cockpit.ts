// The cockpit's sentences: one flat catalogue a language, ICU messages, loaded one at a time.
// It knows keys and formatting; it refuses to know any screen. English is the catalogue that the keys are typed by.
import { IntlMessageFormat, type FormatXMLElementFn, type PrimitiveType } from 'intl-messageformat';
import type { Language } from '../../../channels/vocabulary.ts';
import { catalogues, localeOf, type Catalogue } from './languages.ts';

export type WordKey = keyof Catalogue;
export type WordValues = Readonly<Record<string, PrimitiveType>>;

// The library asks the engine which locales it has, which takes a phone long: ours are known to every engine.
IntlMessageFormat.resolveLocale = (locales) => new Intl.Locale(String(locales));

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

const loaded = new Map<Language, Words>();

/** The same words whenever they are asked for: whoever has them draws nothing anew. */
export async function loadWords(language: Language): Promise<Words> {
  const { default: catalogue } = await catalogues[language]();
  const words = loaded.get(language) ?? new Words(language, catalogue);
  loaded.set(language, words);
  return words;
}
