// What somebody looks for in sentences: words, of which all must be there in any form, and phrases in quotes, word for word.
// Pure; it finds places in a text that is open, and stems for one that is not.
import { languages, type Language } from '../../channels/vocabulary.ts';
import { wordsOf, type Word } from './words.ts';

export interface Query { text: string; phrases: string[] }
export interface Place { start: number; end: number }

const quoted = /["“”„«]([^"“”„«»]+)["“”»]/gu;
const mostWords = 16;

/** Null when there is no word in it, or more than anybody means. */
export function readQuery(text: string): Query | null {
  const count = wordsOf(text, 'en').length;
  const phrases = [...text.matchAll(quoted)].flatMap(([, phrase = '']) => (plainWords(phrase).length > 0 ? [phrase] : []));
  return count === 0 || count > mostWords ? null : { text, phrases };
}

/** The stems that a sentence of a language must all have; those of phrases among them. */
export function stemsOf({ text }: Query, language: Language): string[] {
  return [...new Set(wordsOf(text, language).map(({ stem }) => stem))];
}

/** One set of stems a language that may be meant: nobody says in which one they ask. */
export function stemsByLanguage(query: Query, only: Language | undefined): { language: Language; stems: string[] }[] {
  return languages.filter((language) => only === undefined || language === only).map((language) => ({ language, stems: stemsOf(query, language) }));
}

export function holdsPhrases(sentence: string, { phrases }: Query): boolean {
  if (phrases.length === 0) return true;
  const words = wordsOf(sentence, 'en');
  return phrases.every((phrase) => placesOf(words, plainWords(phrase)).length > 0);
}

/** Where a sentence has what was looked for, in its order: whole phrases, and single words in any form. */
export function foundIn(sentence: string, language: Language, query: Query): Place[] {
  const words = wordsOf(sentence, language);
  const single = new Set(stemsOf({ text: query.text.replace(quoted, ' '), phrases: [] }, language));
  const places = [...query.phrases.flatMap((phrase) => placesOf(words, plainWords(phrase))), ...words.filter(({ stem }) => single.has(stem))];
  return places.map(({ start, end }) => ({ start, end })).sort((a, b) => a.start - b.start || b.end - a.end)
    .filter(({ end }, index, sorted) => sorted.slice(0, index).every((before) => before.end < end));
}

function plainWords(phrase: string): string[] {
  return wordsOf(phrase, 'en').map(({ plain }) => plain);
}

function placesOf(words: readonly Word[], phrase: readonly string[]): Place[] {
  return words.flatMap(({ start }, index) => {
    const last = words[index + phrase.length - 1];
    return last && phrase.every((plain, offset) => words[index + offset]?.plain === plain) ? [{ start, end: last.end }] : [];
  });
}
