// Which of our languages a text is written in. A library counts letters in groups; letters that one language has and its
// neighbour lacks, and the commonest small words, settle what is too short or too near for it. Knows nothing of scores.
import { eld } from 'eld/small';
import type { Language } from '../../channels/vocabulary.ts';
import { countWords, type Counts } from './common-words.ts';

/** `foreign`: written in a language that we cannot read; `language` is then its nearest neighbour. */
export interface Detected { language: Language; foreign: boolean }

eld.setLanguageSubset(['en', 'uk', 'no', 'ru', 'da', 'sv']);

export function detectLanguage(text: string): Detected {
  const counts = countWords(text);
  if (counts.cyrillic * 2 >= counts.words && counts.cyrillic > 0) return ukrainianOrRussian(text, counts);
  const letters = counts.norwegian > 0 ? 2 : counts.ring > 0 ? 1 : 0;
  const english = counts.en;
  const norwegian = counts.no + letters;
  const swedish = counts.sv + (counts.umlaut > 0 && letters < 2 ? 2 : 0);
  if (swedish > norwegian && swedish > english + 1) return { language: 'no', foreign: true };
  if (Math.abs(english - norwegian) >= 2) return { language: english > norwegian ? 'en' : 'no', foreign: false };
  // Nothing that the library could find would change this.
  if (norwegian > english) return { language: 'no', foreign: false };
  const found = eld.detect(text).language;
  // Danish reads as Norwegian nearly word for word, and short Norwegian is often taken for it.
  if (found === 'no' || found === 'da' || found === 'sv') return { language: 'no', foreign: false };
  return { language: 'en', foreign: false };
}

/** і, ї, є, ґ are Ukrainian; ы, э, ъ, ё are Russian. A text with neither is counted by words, then by the library. */
function ukrainianOrRussian(text: string, { ukrainianLetters, russianLetters, ru }: Counts): Detected {
  if (ukrainianLetters !== russianLetters) return { language: 'uk', foreign: russianLetters > ukrainianLetters };
  return { language: 'uk', foreign: ru > 1 && eld.detect(text).language === 'ru' };
}
