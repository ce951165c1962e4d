// Gathers names.json, by which names of people who are on no record are recognised: the lists beside it, written for this product,
// and those of a library that keeps them for many languages. Run it with `node services/kernel/names/names.script.ts` after a list changed.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { allLocales } from '@faker-js/faker';
import { bendingOf, heardAs } from '../redacted-sounds.ts';
import { foldWord, hasCyrillic } from '../redacted-words.ts';

const here = import.meta.dirname;
/** Locales written in Latin or Cyrillic letters; the others' names meet us transliterated, from our own lists. */
const locales = ['nb_NO', 'da', 'sv', 'fi', 'en', 'en_NG', 'en_IN', 'en_GH', 'en_AU', 'en_ZA', 'uk', 'ru', 'mk', 'pl', 'ro', 'lv', 'cs_CZ', 'sk', 'hu', 'hr', 'sr_RS_latin', 'sl_SI', 'de', 'nl', 'af_ZA', 'fr', 'fr_SN', 'es', 'es_MX', 'it', 'pt_PT', 'tr', 'az',
  'uz_UZ_latin', 'ku_kmr_latin', 'yo_NG', 'zu_ZA', 'id_ID'] as const;
const leastLetters = 3;
/** Of those that we list ourselves. */
const leastLettersOfOurs = 2;
/** Shorter names that are words bend like too many others. */
const leastBent = 3;
/** A name that people write in small letters this often is a word as well. */
const oftenAsWord = 2;

function listed(name: string): string[] {
  return readFileSync(path.join(here, `${name}.txt`), 'utf8').split(/\s+/);
}

/** All words of a definition, whatever its shape: by sex, by pattern, by weight. */
function wordsIn(definition: unknown): string[] {
  if (typeof definition === 'string') return definition.split(/[\s-]+/);
  return definition !== null && typeof definition === 'object' ? Object.values(definition).flatMap(wordsIn) : [];
}

function isName(word: string): boolean {
  return /^\p{Lu}[\p{L}'’]+$/u.test(word);
}

/** Ours, double names in their parts, and those of the library. */
function namesOf(list: string, fromLibrary: readonly string[]): string[] {
  return [...listed(list).flatMap((name) => name.split('-')).filter((name) => name.length >= leastLettersOfOurs), ...fromLibrary.filter((name) => name.length >= leastLetters)].filter(isName);
}

function fold(words: readonly string[]): Set<string> {
  return new Set(words.map(foldWord));
}

const kept = locales.map((locale) => allLocales[locale].person ?? {});
const givenAsWritten = namesOf('given', kept.flatMap((person) => wordsIn(person.first_name)));
const given = fold(givenAsWritten);
const surnames = fold(namesOf('surnames', kept.flatMap((person) => wordsIn(person.last_name))));
/** How a Ukrainian writes some vowels of Northern names by ear: Тур for Tor, Хокон for Håkon, Серен for Søren. */
const heard = new Set(givenAsWritten.flatMap(heardAs).map(foldWord));

const services = path.join(here, '../..');
/** Whatever we wrote in the three languages: texts to learn from, catalogues, remarks. */
const ours = readdirSync(services, { recursive: true, encoding: 'utf8' }).filter((name) => /(?:corpus|locales|remarks|cards)\/(?:\w+\.)?(?:en|no|uk)\.(?:tsv|json)$/.test(name)).sort();
/** How often each word stands there in small letters, and how often in the texts to learn from, whose writers keep to capitals. */
const seen = new Map<string, number>();
const seenInCare = new Map<string, number>();
for (const file of ours) {
  for (const word of readFileSync(path.join(services, file), 'utf8').match(/[\p{L}\p{M}'’]+/gu) ?? []) {
    if (word !== word.toLowerCase()) continue;
    const folded = foldWord(word);
    seen.set(folded, (seen.get(folded) ?? 0) + 1);
    if (file.startsWith('q2q')) seenInCare.set(folded, (seenInCare.get(folded) ?? 0) + 1);
  }
}
/** Names that are words as well, by what stays of them in all forms: Надія, Надії, Надію. */
const bentWordNames = new Set(listed('everyday').map(foldWord).filter((word) => hasCyrillic(word) && word.length > leastBent && given.has(word)).map(bendingOf));
const isWordName = (word: string): boolean => given.has(word) || (hasCyrillic(word) && bentWordNames.has(bendingOf(word)));
/** Words that are no names however they are spelled; whoever is called so is listed as well. */
const words = new Set([...seen.keys(), ...[...listed('words'), ...wordsIn(allLocales.en.word)].filter((word) => word !== '').map(foldWord)].filter((word) => word.length > 2 && !isWordName(word)));
const noNames = new Set([...listed('places'), ...listed('things')].map(foldWord));
/** With these, sentences begin; nobody is called so. */
const smallWords = new Set(listed('small').filter((word) => word !== '').map(foldWord));
const everyday = new Set([...listed('everyday').map(foldWord), ...listed('words').map(foldWord).filter((word) => given.has(word) || surnames.has(word)), ...[...given, ...surnames].filter((name) => (seenInCare.get(name) ?? 0) >= oftenAsWord)]);

const joined = (words: Iterable<string>): string => [...words].sort((a, b) => (a < b ? -1 : 1)).join(' ');
function keep(): void {
  writeFileSync(path.join(here, 'names.json'), `${JSON.stringify({ given: joined(given), surnames: joined(surnames), everyday: joined(everyday), noNames: joined(noNames), smallWords: joined(smallWords), heard: joined(heard), words: joined(words) }, null, 1)}\n`);
}

keep();
// Ordinary words that bend or sound like some name are found with the lists as they are now.
const { mayBeName } = await import('../redacted-lists.ts');
for (const [word, times] of seen) if (times >= oftenAsWord && !given.has(word) && mayBeName(word)) everyday.add(word);
keep();
console.log(`${given.size} given names, ${surnames.size} surnames, ${everyday.size} everyday words`);
