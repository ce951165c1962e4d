// What screening finds and what it leaves alone: texts as people in these programmes write them, in three languages, and with mistakes.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { screenTexts } from '../../services/safety/flag.ts';
import { parsePolicy, shippedPolicy } from '../../services/safety/policy.client.ts';
import { screen } from '../../services/safety/screening.ts';

const policy = shippedPolicy();
const cases = readFileSync(path.join(import.meta.dirname, '../../services/safety/corpus/rules.tsv'), 'utf8').trim().split('\n').slice(1).map((line) => line.split('\t') as [string, string]);
const languageOf = (text: string): string => (/[а-яіїєґ]/i.test(text) ? 'uk' : /[æøå]|\b(?:jeg|eg|og|ikke|ikkje|han|hun|til|det|de|på|vi)\b/i.test(text) ? 'no' : 'en');
const rulesIn = (text: string): string[] => screen(policy, text).map(({ rule }) => rule);

test.each(['en', 'no', 'uk'])('what an officer must see is found, and what is innocent is left alone: %s', (language) => {
  const own = cases.filter(([, text]) => languageOf(text) === language);
  const grave = own.filter(([category]) => category !== 'clear');
  const innocent = own.filter(([category]) => category === 'clear');
  expect(Math.min(grave.length, innocent.length)).toBeGreaterThan(25);
  const missed = grave.filter(([, text]) => rulesIn(text).length === 0).map(([, text]) => text);
  const alarms = innocent.filter(([, text]) => rulesIn(text).length > 0).map(([, text]) => text);
  expect({ missed: missed.length / grave.length <= 0.05 ? 'few' : missed, alarms: alarms.length / innocent.length <= 0.1 ? 'few' : alarms }).toEqual({ missed: 'few', alarms: 'few' });
  const sorted = grave.filter(([category, text]) => screen(policy, text).some((hit) => hit.category === category));
  expect(sorted.length / grave.length).toBeGreaterThan(0.9);
});

test('a hit says where it is, in UTF-16 units of the text as it was written', () => {
  const text = '🙂🙂 Thank you! I want to die. Ще раз: я хочу померти 🙂';
  expect(screen(policy, text).map(({ category, severity, start, end }) => [category, severity, text.slice(start, end)])).toEqual([
    ['self_harm', 'critical', 'want to die'], ['self_harm', 'critical', 'хочу померти'],
  ]);
});

test.each([
  ['He hit me.', 'He never hit me.'], ['Han slår meg.', 'Han slår meg aldri.'], ['Він мене б’є.', 'Він мене ніколи не бив.'],
  ['I want to die.', 'I am dying to see you.'], ['She threatened me.', 'Nobody threatened me.'], ['Jeg vil dø.', 'Vi lo så vi holdt på å dø.'], ['Хочу вмерти.', 'Ми вмирали зі сміху.'],
])('%s is found, %s is not', (grave, innocent) => {
  expect(rulesIn(grave).length).toBeGreaterThan(0);
  expect(rulesIn(innocent)).toEqual([]);
});

test.each([
  ['He says the flat is free as long as I clean his house and tell no one.', 'exploitation', 'high'], ['Every evening he stands by the bus stop and waits until I come out.', 'harassment', 'medium'],
  ['Her husband locks the door from outside when he goes to work.', 'harassment', 'medium'],
])('what no rule was written for is found by what was learnt, with its sentence and the gravity of its kind: %s', (text, category, severity) => {
  const [hit, ...others] = screen(policy, `We met at the library. ${text} The coffee was good.`);
  expect(others).toEqual([]);
  expect(hit).toMatchObject({ rule: `learnt.${category}`, category, severity });
  expect(`We met at the library. ${text} The coffee was good.`.slice(hit?.start, hit?.end)).toBe(text.replace(/\.$/, ''));
});

test('letters of another alphabet, letters without their marks, and endless ones do not hide a word', () => {
  for (const text of ['I think about suiciiiide', 'I think about sucide', 'selvmordstanker', 'sjolvmord', 'думаю про суицид', 'думаю про cуїцид', 'SUICIDE']) expect({ text, rules: rulesIn(text).length }).toEqual({ text, rules: 1 });
});

test('Ukrainian in Latin letters is read by the rules of Ukrainian, and other languages are not', () => {
  expect(rulesIn('Ya bilshe ne hochu zhyty.')).toContain('self-harm.intent');
  expect(rulesIn('Vin meni hrozyt, cholovik bie mene.')).toEqual(expect.arrayContaining(['harassment.violence', 'harassment.threat']));
  for (const text of ['Meni tut dobre, susidy duzhe pryvitni.', 'Til fisken drakk vi vin, og det var godt.']) expect({ text, rules: rulesIn(text) }).toEqual({ text, rules: [] });
});

test('what anybody may ring or write to is no private contact', () => {
  for (const text of ['The helpline of the library is 01632 960 100.', 'Ring biblioteket på 75 00 00 00.', 'Телефон довідкової бібліотеки 0 800 500 100.']) expect({ text, rules: rulesIn(text) }).toEqual({ text, rules: [] });
  expect(rulesIn('My number is 01632 960 100.')).toContain('contact-exchange.given');
});

test('the gravest of several findings comes first, with the words’ name and a mark instead of the words', () => {
  const hits = screenTexts(policy, { topics: 'Call me on +47 412 34 567', feedback: 'Nice, but I want to die.' }, (found) => `mark of ${found.length}`);
  expect(hits.map(({ word, severity }) => [word, severity])[0]).toEqual(['feedback', 'critical']);
  expect(hits.map(({ word }) => word)).toContain('topics');
  expect(hits[0]).not.toHaveProperty('text');
  expect(hits[0]?.mark).toBe('mark of 11');
});

test('a label is no sentence: only the written rules look at it', () => {
  const rulesOf = (word: string, text: string): string[] => screenTexts(policy, { [word]: text }, () => '').map(({ rule }) => rule);
  const said = 'Every evening he stands by the bus stop and waits until I come out';
  for (const word of ['focusArea', 'topics', 'metadata', 'interests', 'location']) expect([rulesOf(word, said), rulesOf(word, 'I want to die')]).toEqual([[], ['self-harm.wish-to-die']]);
  for (const word of ['feedback', 'goalsDiscussed', 'notes', 'description', 'text']) expect(rulesOf(word, said)).toEqual(['learnt.harassment']);
});

test.each([
  'Jeg fikk avslag på alle søknadene som elektriker.', 'Jeg får bare nei på søknadene på kjøkken og hotell.', 'Я не розумію, що вони кажуть на батьківських зборах.', 'Jeg får bare med meg enkelte ord på telefonen med Skatteetaten.',
  'We corrected two paragraphs and took some notes.', 'Kort sagt: Jeg føler meg hjemme.', 'I have no friends in the house where we live.', 'The clerk at the office is Kari Berg, kari.berg@office.example.', 'До понеділка, Ларисо!',
])('everyday feedback waits for nobody: %s', (text) => {
  expect(rulesIn(text)).toEqual([]);
});

test('an empty text and a very long one are screened like any other', () => {
  expect(screen(policy, '')).toEqual([]);
  expect(rulesIn(`${'The weather was nice and we talked about work. '.repeat(400)}I want to kill myself.`)).toContain('self-harm.act');
});

const head = 'version: "1"\ndueHours: { critical: 1, high: 2, medium: 3, low: 4 }\ngroups:\n  common: [i]\n  negator: [not]\n  negator-after: [ikke]\n  negation-lifted: [just]\nidioms: [kill time]\nrules:\n';
test.each([
  ['a bracket that stays open', 'version: "1\n', /line \d+: .*; /],
  ['a severity that does not exist', `${head}  - id: a\n    category: hate\n    severity: huge\n    says: [x]\n`, /line 12: a has no severity that is known; use one of low, medium, high, critical/],
  ['two rules of one name', `${head}  - { id: a, category: hate, severity: low, says: [xyz] }\n  - { id: a, category: hate, severity: low, says: [xyz] }\n`, /line 11: two rules are called a; give each its own id/],
  ['a group that is not there', `${head}  - id: a\n    category: hate\n    severity: low\n    says:\n      - xyz\n      - "{nowhere} xyz"\n`, /line 15: there is no group nowhere; name a group that stands under groups/],
  ['a pattern that ends in a gap', `${head}  - { id: a, category: hate, severity: low, says: [xyz ..] }\n`, /line 10: "xyz \.\." ends with a gap; write a word on either side of each gap/],
  ['a misspelt key', `${head}  - { id: a, category: hate, severity: low, say: [xyz] }\n`, /line 10: a rule has no say; use id, category/],
])('a policy with %s is refused with its line and a remedy', (_, text, expected) => {
  expect(() => parsePolicy(text)).toThrow(expected);
});
