// Which of our languages a text is written in. A library counts letters in groups; letters that one language has and its
// neighbour lacks, and the commonest small words, settle what is too short or too near for it. Knows nothing of scores.
import { eld } from 'eld/small';
import type { Language } from '../../channels/vocabulary.ts';

/** `foreign`: written in a language that we cannot read; `language` is then its nearest neighbour. */
export interface Detected { language: Language; foreign: boolean }

eld.setLanguageSubset(['en', 'uk', 'no', 'ru', 'da', 'sv']);

const commonWords: Readonly<Record<'en' | 'no' | 'sv', ReadonlySet<string>>> = {
  en: new Set('the i my and to is was it with that this of am are you they have but now not do at we be been her his she an very more can could feel for me in so'.split(' ')),
  no: new Set('jeg og er det på ikke med nå til meg har en et som å av var om mer kan må men så den vi han hun blir ble min mitt mine for i at å veldig bare føler'.split(' ')),
  sv: new Set('jag och är det på inte med nu till mig har som att av var men så vi han hon mycket bara känner'.split(' ')),
};
const russianWords = new Set('что это не я мне меня был была было как но очень теперь уже больше чем мой моя они она он только когда если все'.split(' '));

export function detectLanguage(text: string): Detected {
  const words = text.slice(0, 1000).toLowerCase().match(/\p{L}+/gu) ?? [];
  const cyrillic = /[\u0400-\u04ff]/.test(text) ? words.reduce((count, word) => count + (/[\u0400-\u04ff]/.test(word) ? 1 : 0), 0) : 0;
  if (cyrillic * 2 >= words.length && cyrillic > 0) return ukrainianOrRussian(text, words);
  const count = (known: ReadonlySet<string>): number => words.reduce((sum, word) => sum + (known.has(word) ? 1 : 0), 0);
  const letters = /[æø]/iu.test(text) ? 2 : /å/iu.test(text) ? 1 : 0;
  const english = count(commonWords.en);
  const norwegian = count(commonWords.no) + letters;
  const swedish = count(commonWords.sv) + (/[äö]/iu.test(text) && letters < 2 ? 2 : 0);
  if (swedish > norwegian && swedish > english + 1) return { language: 'no', foreign: true };
  if (Math.abs(english - norwegian) >= 2) return { language: english > norwegian ? 'en' : 'no', foreign: false };
  const found = eld.detect(text).language;
  // Danish reads as Norwegian nearly word for word, and short Norwegian is often taken for it.
  if (found === 'no' || found === 'da' || found === 'sv') return { language: 'no', foreign: false };
  return { language: norwegian > english ? 'no' : 'en', foreign: false };
}

/** і, ї, є, ґ are Ukrainian; ы, э, ъ, ё are Russian. A text with neither is counted by words, then by the library. */
function ukrainianOrRussian(text: string, words: readonly string[]): Detected {
  const ukrainian = text.match(/[іїєґ]/giu)?.length ?? 0;
  const russian = text.match(/[ыэъё]/giu)?.length ?? 0;
  if (ukrainian !== russian) return { language: 'uk', foreign: russian > ukrainian };
  const known = words.filter((word) => russianWords.has(word) && !['не', 'я', 'як', 'мене', 'була', 'був', 'було'].includes(word)).length;
  return { language: 'uk', foreign: known > 1 && eld.detect(text).language === 'ru' };
}
