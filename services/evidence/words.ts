// Words of a sentence as they are searched: where each stands, as it is written but for case, and its stem in the sentence's language.
// Pure. Labels of what was redacted are no words.
import { stemmer as stemEnglish } from '@orama/stemmers/english';
import { stemmer as stemNorwegian } from '@orama/stemmers/norwegian';
import type { Language } from '../../channels/vocabulary.ts';
import { redactionKinds, redactionLabels, type Redaction } from '../kernel/redaction.ts';
import { stemUkrainian } from './ukrainian.ts';

/** Offsets in UTF-16 units of the text. */
export interface Word { plain: string; stem: string; start: number; end: number }

const stemmers: Readonly<Record<Language, (word: string) => string>> = { en: stemEnglish, no: stemNorwegian, uk: stemUkrainian };
/** м’який, don’t: an apostrophe parts no word. */
const apostrophes = /['’ʼ`]/gu;
const label = Object.values(redactionLabels).map((written) => RegExp.escape(written)).join('|');
const parts = new RegExp(`${label}|[\\p{L}\\p{M}\\p{N}]+(?:['’ʼ\`][\\p{L}\\p{M}]+)*`, 'gu');

/** Words come again and again: each is stemmed once. A list that grew long is dropped whole, since it holds what people wrote. */
const stemmed: Readonly<Record<Language, Map<string, Pick<Word, 'plain' | 'stem'>>>> = { en: new Map(), no: new Map(), uk: new Map() };
const mostStemmed = 8_000;

export function wordsOf(text: string, language: Language): Word[] {
  return [...text.matchAll(parts)].flatMap(({ 0: written, index }) => (written.startsWith('[') ? [] : [{ ...stemOf(written, language), start: index, end: index + written.length }]));
}

function stemOf(written: string, language: Language): Pick<Word, 'plain' | 'stem'> {
  const known = stemmed[language];
  let found = known.get(written);
  if (found === undefined) {
    if (known.size >= mostStemmed) known.clear();
    const plain = plainOf(written);
    known.set(written, found = { plain, stem: stemmers[language](plain) });
  }
  return found;
}

/** A word as it is written, but for case, composition and apostrophes. */
export function plainOf(written: string): string {
  return written.normalize('NFC').toLowerCase().replace(apostrophes, '');
}

/** Where something was taken out of a sentence, and of which kind. */
export function takenOut(text: string): Redaction[] {
  return [...text.matchAll(new RegExp(label, 'g'))].flatMap(({ 0: written, index }) => {
    const kind = redactionKinds.find((known) => redactionLabels[known] === written);
    return kind ? [{ kind, start: index, end: index + written.length }] : [];
  });
}
