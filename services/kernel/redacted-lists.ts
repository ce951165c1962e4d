// What is said of single words when names are looked for: lists of given names, family names, everyday words and words that are none, and
// what a word may be a form of. Each word is looked at once and kept. Pure.
import lists from './names/names.json' with { type: 'json' };
import { bendingOf, roughly, smallForms, smallSoundOf, soundOf } from './redacted-sounds.ts';
import { hasCyrillic } from './redacted-words.ts';

export const split = (list: string): string[] => list.trim().split(/\s+/);
const [given, surnames, everyday, noNames, smallWords, words] = [lists.given, lists.surnames, lists.everyday, lists.noNames, lists.smallWords, lists.words].map((list) => new Set(split(list))) as [Set<string>, Set<string>, Set<string>, Set<string>, Set<string>, Set<string>];
const everydayBent = new Set([...given, ...surnames].filter((word) => hasCyrillic(word) && everyday.has(word)).map(bendingOf));
const bentGiven = new Set([...given].filter(hasCyrillic).map(bendingOf));
const bentSurnames = new Set([...surnames].filter(hasCyrillic).map(bendingOf));
const bentNoNames = new Set([...noNames].filter(hasCyrillic).map(bendingOf));
// Ukrainian names as they are written in Latin letters, by any of the usual rules.
const heardGiven = new Set([...given].filter(hasCyrillic).map(soundOf).filter((sound) => sound.length >= 4));
const heardStems = new Set([...bentGiven].map(soundOf));
const heardSurnames = new Set([...surnames].filter(hasCyrillic).map(soundOf).filter((sound) => sound.length >= 5));
/** Other names as a Ukrainian writes them, and all names whatever their spelling. */
const latinGiven = new Set([...[...given].filter((name) => !hasCyrillic(name)), ...split(lists.heard)].map((name) => roughly(name)).filter((sound) => sound.length >= 3));
const latinSurnames = new Set([...surnames].filter((name) => !hasCyrillic(name) && name.length >= 5).map((name) => roughly(name)));

/** Of one word, what was asked of it before. */
export class Known {
  readonly word: string;
  #isGiven: boolean | undefined;
  #isListedGiven: boolean | undefined;
  #isSurname: boolean | undefined;
  #isEveryday: boolean | undefined;
  #isNoName: boolean | undefined;
  #isPossessive: boolean | undefined;
  #isSmallName: boolean | undefined;

  constructor(word: string) {
    this.word = word;
  }

  get isGiven(): boolean {
    return this.#isGiven ??= isGiven(this.word);
  }

  /** As it is listed or bends, not only by its sound: where every word has a capital, a sound alone says little. */
  get isListedGiven(): boolean {
    return this.#isListedGiven ??= isListedGiven(this.word);
  }

  get isSurname(): boolean {
    return this.#isSurname ??= isSurname(this.word);
  }

  get isEveryday(): boolean {
    return this.#isEveryday ??= isEveryday(this.word);
  }

  /** In the vocabulary, and nobody's given name as it stands. */
  get isWord(): boolean {
    return words.has(this.word) || smallWords.has(this.word);
  }

  get isNoName(): boolean {
    return this.#isNoName ??= isNoName(this.word);
  }

  /** A place or a thing that people are called after as well: Finn, Aurora. */
  get isNameToo(): boolean {
    return given.has(this.word) && !smallWords.has(this.word);
  }

  /** A name even without a capital, where a name is told of. */
  get isSmallName(): boolean {
    return this.#isSmallName ??= this.word.length >= 2 && (this.isListedGiven || (hasCyrillic(this.word) && this.isGiven)) && !this.isEveryday && !this.isWord;
  }

  /** "Оленина", "Маринчиною", "Тарасова": what is somebody's, in Ukrainian. */
  get isPossessive(): boolean {
    return this.#isPossessive ??= isPossessive(this.word);
  }
}

/** A list that grew long is dropped whole, since it holds what people wrote. */
const known = new Map<string, Known>();
const mostKnown = 16_000;

export function knownOf(word: string): Known {
  let found = known.get(word);
  if (!found) {
    if (known.size >= mostKnown) known.clear();
    known.set(word, found = new Known(word));
  }
  return found;
}

export function isUnnamable(word: string): boolean {
  return noNames.has(word);
}

function isGiven(word: string): boolean {
  return isListed(word, given, bentGiven, heardGiven);
}

function isListedGiven(word: string): boolean {
  return given.has(word) || given.has(bareOf(word)) || (hasCyrillic(word) ? bendings(word).some((stem) => bentGiven.has(stem)) || (word.length >= 6 && smallForms(word).some((stem) => bentGiven.has(stem))) : heardGiven.has(soundOf(bareOf(word))) || isSmallInLatin(soundOf(word)));
}

function isPossessive(word: string): boolean {
  const owner = /^(\p{L}{3,})[иї]н(?:а|е|у|і|и|ої|ою|ій|ого|ому|им|их|ими)?$|^(\p{L}{4,})(?:[оеє]в(?:а|е|у|і)|[ії]в)$/u.exec(word);
  const stem = owner?.[1] ?? owner?.[2];
  if (stem === undefined || words.has(word) || given.has(word)) return false;
  return [stem, stem.replace(/ч$/, 'к'), stem.replace(/ж$/, 'г')].some((one) => (owner?.[2] === undefined ? bentGiven : given).has(one) || (/(?:чук|юк|енк)$/.test(one) && bentSurnames.has(one)));
}

function isSmallInLatin(sound: string): boolean {
  const small = smallSoundOf(sound);
  return small !== undefined && small.length >= 5 && heardStems.has(small);
}

/** Whether a word could be taken for a name at all. */
export function mayBeName(word: string): boolean {
  return isGiven(word) || isSurname(word);
}

function isSurname(word: string): boolean {
  return isListed(word, surnames, bentSurnames, heardSurnames);
}

function isEveryday(word: string): boolean {
  return everyday.has(word) || everyday.has(bareOf(word)) || words.has(word) || (hasCyrillic(word) && bendings(word).some((stem) => everydayBent.has(stem)));
}

function isNoName(word: string): boolean {
  return smallWords.has(word) || noNames.has(bareOf(word)) || (hasCyrillic(word) && bendings(word).some((stem) => bentNoNames.has(stem)) && !bendings(word).some((stem) => bentGiven.has(stem)));
}

function isListed(word: string, whole: ReadonlySet<string>, bent: ReadonlySet<string>, heard: ReadonlySet<string>): boolean {
  const bare = bareOf(word);
  if (whole.has(word) || whole.has(bare)) return true;
  const latin = whole === given ? latinGiven : latinSurnames;
  if (!hasCyrillic(word)) return heard.has(soundOf(bare)) || (bare.length >= 5 && latin.has(roughly(bare)));
  return bendings(word).some((stem) => bent.has(stem)) || smallForms(word).some((stem) => bent.has(stem)) || (word.length >= 4 && bendings(word).some((stem) => latin.has(roughly(stem))));
}

/** Without an English or Norwegian possessive. */
function bareOf(word: string): string {
  return word.replace(/'s?$/, '').replace(/(?<=..)s$/, (end, offset: number) => (given.has(word) || surnames.has(word) || !given.has(word.slice(0, offset)) && !surnames.has(word.slice(0, offset)) ? end : ''));
}

/** What a Cyrillic word may be a form of: its beginnings before each ending that a noun takes. */
function bendings(word: string): string[] {
  const endings = [0, 1, 2, 3, 4].filter((length) => word.length - length >= 3 && cyrillicEnding.test(word.slice(word.length - length)));
  return endings.flatMap((length) => {
    const stem = word.slice(0, word.length - length);
    const hard = hardened[stem.at(-1) ?? ''];
    return length === 1 && word.endsWith('і') && hard !== undefined ? [stem, stem.slice(0, -1) + hard] : [stem];
  });
}
const cyrillicEnding = /^(?:|'ю|а|у|и|і|е|о|ю|я|ї|є|й|ь|ою|ею|єю|ом|ем|єм|ові|еві|єві|ого|ому|им|ій|ої|ий|ам|ям|ів|їв|ами|ями|ах)$/;
const hardened: Readonly<Record<string, string>> = { з: 'г', ц: 'к', с: 'х' };
