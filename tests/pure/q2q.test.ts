// A score explains itself to the last digit, silence has none, and negation means what it says.
import { readFileSync } from 'node:fs';
import { dimensions, languages, type Dimension, type Language } from '../../channels/vocabulary.ts';
import { Bank } from '../../services/q2q/bank.ts';
import { detectLanguage } from '../../services/q2q/language.ts';
import { attend, featuresOf } from '../../services/q2q/lesson.ts';
import { readingOf, scoreAll, scoreText, type Model } from '../../services/q2q/model.ts';
import { hashModel, readModel, type ModelFile } from '../../services/q2q/model-file.ts';
import { splitSentences } from '../../services/q2q/sentences.ts';
import { modelPathOf, openModels } from '../../services/q2q/shipped.client.ts';
import { readCorpus } from '../../services/q2q/train.script.ts';

const models = openModels();
function modelOf(dimension: Dimension): Model {
  const found = models.find((model) => model.dimension === dimension);
  if (!found) throw new Error(`no model of ${dimension}`);
  return found;
}
const model = modelOf('confidence');
const { examples, sha256 } = readCorpus();

test.each(dimensions)('the shipped model of %s was trained from the corpus as it stands, and is what its hash says', (dimension) => {
  const file = JSON.parse(readFileSync(modelPathOf(dimension), 'utf8')) as ModelFile;
  expect(file.dimension).toBe(dimension);
  expect(file.corpusSha256).toBe(sha256);
  expect(hashModel(file)).toBe(file.sha256);
  expect(readFileSync(modelPathOf(dimension)).length).toBeLessThan(1_000_000);
  expect(() => readModel({ ...file, corpusSha256: 'another' })).toThrow('hash');
});

test('the corpus has every label of every dimension in every language, and no text twice', () => {
  for (const language of languages) {
    const of = examples.filter((example) => example.language === language);
    expect(of.length).toBeGreaterThanOrEqual(900);
    for (const dimension of dimensions) expect([...new Set(of.map(({ labels }) => labels[dimension]))].sort()).toEqual(['high', 'low', 'mixed', 'silent']);
    expect(new Set(of.map(({ text }) => text)).size).toBe(of.length);
  }
});

test('a text read once for all dimensions says of each what it says read for that one', () => {
  const bank = new Bank(models);
  for (const { text } of examples.filter((_, index) => index % 50 === 0)) expect(scoreAll(bank, text)).toEqual(models.map((one) => scoreText(one, text)));
});

test.each(dimensions)('heads side by side say of %s what one says alone whose features are added one by one', (dimension) => {
  const { speaks: { step, steps, bias }, calibration } = modelOf(dimension);
  const head = { weights: Float64Array.from(steps, (one) => Math.fround(one * step)), bias };
  for (const { text, language } of examples.filter((_, index) => index % 50 === 0)) {
    const { slope, shift } = calibration[language].speaks;
    expect(scoreText(modelOf(dimension), text, language).speaksLogit).toBeCloseTo(slope * (attend(head, featuresOf(text, language), language).best?.logit ?? NaN) + shift, 10);
  }
});

test.each(dimensions)('what tokens add is the logit of the score on %s', (dimension) => {
  const model = modelOf(dimension);
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
  expect(scored).toBeGreaterThan(400);
});

test.each(['𝐀𝐁 I feel confident now 👍, 𝐂 as well.', 'İ FEEL CONFIDENT now.', 'I fe\u0301el confident, don’t I?', '\ud800I feel confident now\udc00'])('words of an odd text stand where it has them: %j', (text) => {
  const { contributions } = scoreText(model, text, 'en');
  expect(contributions.map(({ token }) => token.toLowerCase())).toContain('confident');
  for (const { start, end, token } of contributions) expect(text.slice(start, end)).toBe(token);
});

test('a text is scored alike before and after more words than are kept at a time', () => {
  const bank = new Bank(models);
  const text = 'I was afraid before, but now I am confident and I dare to speak.';
  const before = scoreAll(bank, text);
  for (let from = 0; from < 9_000; from += 1_000) scoreAll(bank, Array.from({ length: 1_000 }, (_, index) => `word${from + index}`).join(' '));
  expect(scoreAll(bank, text)).toEqual(before);
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

test.each<[Dimension, string, string]>([
  ['belonging', 'I have good friends here now.', 'I have no friends here.'], ['belonging', 'Jeg har fått venner her.', 'Jeg har ingen venner her.'], ['belonging', 'Тепер у мене тут є друзі.', 'У мене тут немає друзів.'],
  ['lang_level_proxy', 'I understand almost everything now.', 'I do not understand when they speak.'], ['lang_level_proxy', 'Nå forstår jeg nesten alt.', 'Jeg forstår ikke hva de sier.'], ['lang_level_proxy', 'Тепер я розумію майже все.', 'Я не розумію, що вони кажуть.'],
  ['job_readiness', 'My CV is ready and I know how to apply.', 'I do not know how to look for a job.'], ['job_readiness', 'CV-en min er klar, og jeg vet hvordan jeg søker.', 'Jeg vet ikke hvordan jeg skal søke jobb.'], ['job_readiness', 'Моє резюме готове, і я знаю, як подаватися.', 'Я не знаю, як шукати роботу.'],
  ['well_being', 'I sleep well and feel calm.', 'I am sad and tired all the time.'], ['well_being', 'Jeg sover godt og er rolig.', 'Jeg er trist og sliten hele tiden.'], ['well_being', 'Я добре сплю і спокійна.', 'Мені сумно, і я весь час втомлена.'],
])('%s: "%s" is above "%s"', (dimension, high, low) => {
  const [above, below] = [scoreText(modelOf(dimension), high), scoreText(modelOf(dimension), low)];
  expect([above.score === null, below.score === null]).toEqual([false, false]);
  expect([readingOf(above.score ?? 0), readingOf(below.score ?? 1)]).toEqual(['high', 'low']);
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
