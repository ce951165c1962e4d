// Words as they are searched: forms of one word meet, in three languages, and what was found is shown where it stands.
import { foundIn, holdsPhrases, readQuery } from '../../services/evidence/search.ts';
import { wordsOf } from '../../services/evidence/words.ts';
import type { Language } from '../../channels/vocabulary.ts';

const stems = (text: string, language: Language): string[] => [...new Set(wordsOf(text, language).map(({ stem }) => stem))];
const marked = (text: string, language: Language, asked: string): string[] => {
  const query = readQuery(asked);
  return query ? foundIn(text, language, query).map(({ start, end }) => text.slice(start, end)) : [];
};

test.each([
  ['en', 'interview interviews interviewing interviewed'], ['en', 'worked works working'], ['en', 'confident confidence'],
  ['no', 'venn venner vennen vennene'], ['no', 'samtale samtaler samtalen samtalene'], ['no', 'snakker snakket snakke'],
  ['uk', 'подруга подруги подрузі подругу подругою'], ['uk', 'друг друзі друзів друзями'], ['uk', 'співбесіда співбесіді співбесіду співбесідою'], ['uk', 'робота роботу роботою робіт'],
  ['uk', 'впевнена впевнений впевненою впевненість'], ['uk', 'боюся боятися боялася'], ['uk', 'працюю працювати працювала працює'], ['uk', 'навчання навчатися навчаюся'], ['uk', 'рік року роках'],
] as const)('in %s these are forms of one word: %s', (language, forms) => {
  expect(stems(forms, language)).toHaveLength(1);
});

test('words that only begin alike stay apart', () => {
  expect(stems('interview interior', 'en')).toHaveLength(2);
  expect(stems('vennlig venter', 'no')).toHaveLength(2);
  expect(stems('робота робот робітник', 'uk').length).toBeGreaterThan(1);
  expect(stems('школа шкода', 'uk')).toHaveLength(2);
});

test('labels of what was redacted are no words, and neither case, apostrophe nor composition parts a word from itself', () => {
  expect(wordsOf('[name] wrote to [e-mail]', 'en').map(({ plain }) => plain)).toEqual(['wrote', 'to']);
  expect(stems('М’який м\'який мʼякий', 'uk')).toHaveLength(1);
  expect(stems('På på', 'no')).toHaveLength(1);
});

test('what was found is marked where it stands, in the units of the text', () => {
  expect(marked('I had two interviews 😀 and an Interview.', 'en', 'interviewing')).toEqual(['interviews', 'Interview']);
  expect(marked('Мої подруги допомогли подрузі.', 'uk', 'подруга')).toEqual(['подруги', 'подрузі']);
  expect(marked('I am not afraid. Not now.', 'en', '"not afraid" now')).toEqual(['not afraid', 'now']);
  expect(marked('Nothing of it', 'en', 'interview')).toEqual([]);
});

test('a phrase is word for word and in a row', () => {
  const holds = (text: string, asked: string): boolean => { const query = readQuery(asked); return query !== null && holdsPhrases(text, query); };
  expect(holds('I am not afraid any more', '"not afraid"')).toBe(true);
  expect(holds('I am not at all afraid', '"not afraid"')).toBe(false);
  expect(holds('I am not afraid', '«NOT AFRAID»')).toBe(true);
  expect(holds('I was interviewed', '"interview"')).toBe(false);
  expect(readQuery('?! … "')).toBeNull();
  expect(readQuery('a b c d e f g h i j k l m n o p q')).toBeNull();
});
