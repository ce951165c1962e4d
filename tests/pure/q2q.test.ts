// A score explains itself to the last digit, silence has none, and negation means what it says.
import { readFileSync } from 'node:fs';
import { languages, type Language } from '../../channels/vocabulary.ts';
import { detectLanguage } from '../../services/q2q/language.ts';
import { hashModel, readModel, readingOf, scoreText, type ModelFile } from '../../services/q2q/model.ts';
import { splitSentences } from '../../services/q2q/sentences.ts';
import { modelPath, readCorpus } from '../../services/q2q/train.script.ts';

const file = JSON.parse(readFileSync(modelPath, 'utf8')) as ModelFile;
const model = readModel(file);
const { examples, sha256 } = readCorpus();

test('the shipped model was trained from the corpus as it stands, and is what its hash says', () => {
  expect(file.corpusSha256).toBe(sha256);
  expect(hashModel(file)).toBe(file.sha256);
  expect(readFileSync(modelPath).length).toBeLessThan(1_000_000);
  expect(() => readModel({ ...file, corpusSha256: 'another' })).toThrow('hash');
});

test('the corpus has every label in every language', () => {
  for (const language of languages) {
    const of = examples.filter((example) => example.language === language);
    expect(of.length).toBeGreaterThanOrEqual(260);
    expect([...new Set(of.map(({ label }) => label))].sort()).toEqual(['high', 'low', 'mixed', 'silent']);
    expect(new Set(of.map(({ text }) => text)).size).toBe(of.length);
  }
});

test('what tokens add is the logit of the score', () => {
  let scored = 0;
  for (const { text, language } of examples) {
    const { score, logit, contributions } = scoreText(model, text, language);
    if (score === null) continue;
    scored += 1;
    const sum = contributions.reduce((total, { weight }) => total + weight, 0);
    expect(Math.abs(sum - logit)).toBeLessThan(1e-9);
    expect(Math.abs(Math.log(score / (1 - score)) - sum)).toBeLessThan(1e-9);
    for (const { start, end, token } of contributions) expect(text.slice(start, end)).toBe(token);
  }
  expect(scored).toBeGreaterThan(500);
});

test.each<[Language, string]>([
  ['en', 'Thank you for the meeting, the bus was late.'], ['no', 'Takk for møtet, bussen var forsinket.'], ['uk', 'Дякую за зустріч, автобус запізнився.'], ['en', '...'], ['en', '👍'],
])('a text that says nothing of it has no score (%s: %s)', (_language, text) => {
  expect(scoreText(model, text)).toMatchObject({ score: null, sentence: null, contributions: [] });
});

test.each<[string, string]>([
  ['I am confident when I speak.', 'I am not confident when I speak.'], ['I am not afraid of speaking any more.', 'I am afraid of speaking.'],
  ['Jeg tør å snakke i møter.', 'Jeg tør ikke å snakke i møter.'], ['Jeg er ikke redd for å snakke lenger.', 'Jeg er redd for å snakke.'],
  ['Я впевнена в собі.', 'Я не впевнена в собі.'], ['Я вже не боюся говорити.', 'Я боюся говорити.'],
])('negation turns the score: "%s" is above "%s"', (high, low) => {
  const [above, below] = [scoreText(model, high), scoreText(model, low)];
  expect([above.score === null, below.score === null]).toEqual([false, false]);
  expect(readingOf(above.score ?? 0)).toBe('high');
  expect(readingOf(below.score ?? 1)).toBe('low');
});

test('the sentence that carries a score is the one that speaks of it', () => {
  const text = 'The room was cold. I feel much more confident in interviews now. See you on Tuesday at 10.30.';
  const { sentence } = scoreText(model, text);
  expect(text.slice(sentence?.start, sentence?.end)).toBe('I feel much more confident in interviews now.');
});

test('sentences keep their places and abbreviations', () => {
  const text = ' Первое?  F.eks. kl. 10.30 i dag! Og så …\nNy linje';
  expect(splitSentences(text).map(({ start, end }) => text.slice(start, end))).toEqual(['Первое?', 'F.eks. kl. 10.30 i dag!', 'Og så …', 'Ny linje']);
  expect(splitSentences('x'.repeat(2_000)).every(({ start, end }) => end - start <= 600)).toBe(true);
});

test.each<[string, Language, boolean]>([
  ['I feel better now', 'en', false], ['Jeg føler meg bedre nå', 'no', false], ['Jeg har det godt og er ikke bange mere', 'no', false], ['Я почуваюся краще', 'uk', false],
  ['Я больше не боюсь, что это было', 'uk', true], ['Jag känner mig mycket säker på mig själv nu', 'no', true],
])('%s is read as %s', (text, language, foreign) => {
  expect(detectLanguage(text)).toEqual({ language, foreign });
});

test('the language of the corpus is recognised', () => {
  const wrong = examples.filter(({ text, language }) => detectLanguage(text).language !== language || detectLanguage(text).foreign);
  expect(wrong.length / examples.length).toBeLessThan(0.02);
});
