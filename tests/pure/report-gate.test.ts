// What the gate is for: a report as it is composed passes whole, and no small forgery of it does: neither of a digit, nor of a unit, a
// sign, a period, a measure, a company, a quotation or a number in words.
import { languages, type Language } from '../../channels/vocabulary.ts';
import { compose } from '../../services/reports/composer.ts';
import type { Fact } from '../../services/reports/facts.ts';
import { judge, type Allowed } from '../../services/reports/gate.ts';
import type { DraftParagraph } from '../../services/reports/pen.ts';
import { holdsTogether, writeSections } from '../../services/reports/report.ts';
import { placeholder, readOut, type Sentence } from '../../services/reports/template.ts';
import { allowedOf, briefOf, figureSets, scopeOf, voices } from '../world/figures.ts';

const seeds = Array.from({ length: 40 }, (_, index) => index);
const paragraphsOf = (language: Language, seed: number): { paragraphs: DraftParagraph[]; allowed: Allowed; facts: readonly Fact[] } => {
  const brief = briefOf(figureSets(seed, { gaps: seed % 3 === 0 ? 0.5 : 0.15, isFirst: seed % 5 === 0 }), language, seed);
  return { paragraphs: compose(brief).flatMap(({ paragraphs }) => paragraphs), allowed: allowedOf(brief), facts: brief.facts };
};
const plain = /\{fact:(F\d+)\}/;

describe.each(languages)('in %s', (language) => {
  test('what the composer writes passes, under forty seeds, with and without gaps and a period before', () => {
    for (const seed of seeds) {
      const { paragraphs, allowed } = paragraphsOf(language, seed);
      for (const { kind, sentences } of paragraphs) if (kind !== 'note') expect({ sentences, errors: judge(sentences, allowed) }).toEqual({ sentences, errors: [] });
    }
  });

  test('no sentence stands twice in a report, even with its figures taken away', () => {
    for (const seed of seeds) {
      const { paragraphs } = paragraphsOf(language, seed);
      const said = paragraphs.flatMap(({ sentences }) => sentences.map(({ template }) => template.replaceAll(/\{fact:F\d+(?::(?:low|high|n))?\}/g, '#'))).filter((template) => !template.startsWith('{quote'));
      expect(said.filter((template, index) => said.indexOf(template) !== index)).toEqual([]);
    }
  });

  test('read out, every number outside a quotation is written in a fact that the paragraph cites', () => {
    for (const seed of seeds.slice(0, 12)) {
      const { paragraphs, allowed } = paragraphsOf(language, seed);
      for (const { sentences } of paragraphs) {
        const parts = sentences.flatMap(({ template }) => readOut(template, allowed.facts, new Map(voices.map(({ ref, id, text }) => [ref, { id, text }])), language));
        expect(parts.filter(({ kind }) => kind === 'text').map(({ text }) => text).join(' ')).not.toMatch(/\p{N}/u);
        for (const { id, text } of parts.filter(({ kind }) => kind === 'fact')) {
          const fact = allowed.facts.get(id ?? '');
          if (/\p{N}/u.test(text ?? '')) expect([fact?.formatted, fact?.formattedLow, fact?.formattedHigh, fact?.formattedN]).toContain(text);
        }
      }
    }
  });

  /** Forges every sentence that the forgery fits, one at a time; answers those that still pass. */
  const unnoticed = (forge: (template: string, allowed: Allowed) => string | undefined, problem: string): { tried: number; passed: string[] } => {
    let tried = 0;
    const passed: string[] = [];
    for (const seed of seeds.slice(0, 6)) {
      const { paragraphs, allowed } = paragraphsOf(language, seed);
      for (const { sentences } of paragraphs) {
        for (const [index, { template }] of sentences.entries()) {
          const forged = forge(template, allowed);
          if (forged === undefined || forged === template) continue;
          tried += 1;
          const altered = sentences.map((sentence, at): Sentence => (at === index ? { ...sentence, template: forged } : sentence));
          if (!judge(altered, allowed).some((error) => error.problem === problem)) passed.push(forged);
        }
      }
    }
    return { tried, passed };
  };
  const refuses = (forge: Parameters<typeof unnoticed>[0], problem: string): void => {
    const { tried, passed } = unnoticed(forge, problem);
    expect(passed).toEqual([]);
    expect(tried).toBeGreaterThan(3);
  };

  test('a digit', () => { refuses((template, { facts }) => template.replace(plain, (_, id: string) => `${facts.get(id)?.formatted ?? ''}1`), 'number_outside_fact'); });

  test('a figure copied out of its fact', () => { refuses((template, { facts }) => template.replace(plain, (_, id: string) => facts.get(id)?.formatted ?? ''), 'number_outside_fact'); });

  test('a number in words', () => {
    const twenty = { en: 'twenty', no: 'tjue', uk: 'двадцять' }[language];
    refuses((template) => template.replace(plain, (mark) => `${twenty} ${mark}`), 'number_outside_fact');
  });

  test('a number in words, whatever it is written with: letters that only look like ours, unseen characters, compounds, Roman numbers', () => {
    const numbers = {
      en: ['tеn', 'ѕіх', 'ｓｉｘ', '𝐬𝐢𝐱', 's\u200Dix', 's\u00ADix', 's\u0336ix', 'twentytwo', 'onehundred', 'hundredfold', 'twentyfold', 'quintupled', 'a single', 'a pair of', 'tens of', 'XII', 'VIII'],
      no: ['hundreogfem', 'tusenogseks', 'femdoblet', 'tidoblet', 'titalls', 'hundrevis', 'dusinvis', 'halvannen', 's\u00ADeks', 'sеks', 'et par', 'XII'],
      uk: ['десяток', 'шестеро', 'семеро', 'двадцятеро', 'дванадцятеро', 'десятьма', 'чотирьома', 'обидва', 'вчетверо', 'півсотні', 'дeсять', 'дес\u00ADять', 'п`ять', 'п′ять', 'дев’ятьох', 'XII'],
    }[language];
    for (const number of numbers) refuses((template) => template.replace(plain, (mark) => `${number} ${mark}`), 'number_outside_fact');
  });

  test('a unit', () => {
    const hours = { en: /(\{fact:F\d+\}(?: confirmed)?) hours/, no: /(\{fact:F\d+\}(?: bekreftede)?) timer/, uk: /(\{fact:F\d+\}(?: підтверджен(?:а|у|і|их|ої))?) годин[аиу]?/ }[language];
    const minutes = { en: 'minutes', no: 'minutter', uk: 'хвилин' }[language];
    refuses((template) => template.replace(hours, `$1 ${minutes}`), 'unit_mismatch');
    const people = { en: 'people', no: 'personer', uk: 'осіб' }[language];
    refuses((template) => template.replace(hours, `$1 ${people}`), 'unit_mismatch');
  });

  test('a sign or symbol at a figure', () => {
    for (const symbol of ['−', '+', '-', '~', '>']) refuses((template) => template.replace(plain, (mark) => `${symbol}${mark}`), 'figure_altered');
    for (const symbol of ['%', ' %', 'k', '0']) refuses((template) => (template.includes('):') ? undefined : template.replace(plain, (mark) => `${mark}${symbol}`)), 'figure_altered');
  });

  test('a direction', () => {
    const swaps: Readonly<Record<Language, readonly (readonly [string, string])[]>> = {
      en: [['rose', 'fell'], ['up from', 'down from'], ['clear rise', 'clear fall'], ['clearly higher', 'clearly lower'], ['Upwards', 'Downwards']],
      no: [['økte', 'falt'], ['opp fra', 'ned fra'], ['klar økning', 'klart fall'], ['klart høyere', 'klart lavere'], ['Oppover', 'Nedover']],
      uk: [['зріс', 'знизився'], ['зростанням', 'спадом'], ['зростання', 'спад'], ['явно вище', 'явно нижче'], ['Угору', 'Униз']],
    };
    // Of a sentence that tells both ways, turning one of the two leaves one way alone, and that is judged.
    refuses((template) => {
      for (const [up, down] of swaps[language]) {
        if (template.includes(up)) return template.includes(down) || !template.match(plain) ? undefined : template.replace(up, down);
        if (template.includes(down)) return template.match(plain) ? template.replace(down, up) : undefined;
      }
      return undefined;
    }, 'direction_mismatch');
  });

  test('a period: a figure of this one said to be of the one before', () => {
    const before = { en: / in the quarter before/, no: / i kvartalet før/, uk: / у попередньому кварталі/ }[language];
    refuses((template, { facts }) => {
      const found = new RegExp(`\\{fact:(F\\d+)\\}(?=${before.source})`).exec(template);
      const fact = facts.get(found?.[1] ?? '');
      const now = fact && [...facts.values()].find((other) => other.metric === fact.metric && other.programme === fact.programme && other.period === '2026-Q3');
      return fact && now ? template.replace(`{fact:${fact.id}}`, `{fact:${now.id}}`) : undefined;
    }, 'period_mismatch');
  });

  test('a measure', () => {
    const other = (facts: ReadonlyMap<string, Fact>, fact: Fact): Fact | undefined => [...facts.values()].find((one) => one.metric.endsWith('_change') && one.metric !== fact.metric && one.period === fact.period && one.programme === fact.programme && one.formatted !== null);
    const words = { en: ['confidence', 'belonging', 'wellbeing'], no: ['selvtillit', 'tilhørighet', 'trivsel'], uk: ['упевненості', 'належності', 'добробуту'] }[language];
    refuses((template, { facts }) => {
      const found = new RegExp(`(?:${words.join('|')}) \\{fact:(F\\d+)\\}`, 'u').exec(template);
      const fact = facts.get(found?.[1] ?? '');
      const wrong = fact?.metric.endsWith('_change') ? other(facts, fact) : undefined;
      return found && wrong ? template.replace(found[0], found[0].replace(plain, `{fact:${wrong.id}}`)) : undefined;
    }, 'metric_mismatch');
  });

  test('a quotation that nobody gave', () => {
    const [open, close] = language === 'en' ? ['“', '”'] : ['«', '»'];
    refuses((template) => template.replace(/\{quote:E\d+\}/, `${open}Everything is better now than it ever was.${close}`), 'quotation_altered');
  });
});

test('a figure of another company, of another period, or outside of the programmes that were chosen', () => {
  const brief = briefOf(figureSets(4), 'en', 4);
  const allowed = allowedOf(brief);
  const [fact] = brief.facts.filter(({ metric }) => metric === 'volunteer_hours');
  const problemsOf = (change: Partial<Fact>, scope: Partial<Allowed['scope']> = {}): string[] => (fact
    ? judge([{ template: `Volunteers gave {fact:${fact.id}} hours.`, connects: false }], { ...allowed, facts: new Map([[fact.id, { ...fact, ...change }]]), scope: { ...allowed.scope, ...scope } }).map(({ problem }) => problem) : []);
  expect(problemsOf({})).toEqual([]);
  expect(problemsOf({ metricId: 'of somebody else' })).toEqual(['foreign_fact']);
  expect(problemsOf({ period: '2025-Q3' })).toEqual(['fact_of_other_period']);
  expect(problemsOf({}, { programmes: ['buddy'] })).toEqual(['fact_outside_filter']);
});

test('a text of another period, or of a programme that was not chosen', () => {
  const brief = briefOf(figureSets(4), 'en', 4);
  const allowed = allowedOf(brief);
  const [snippet] = voices;
  const problemsOf = (change: Partial<typeof snippet>, programmes = allowed.scope.programmes): string[] => (snippet
    ? judge([{ template: `{quote:${snippet.ref}}`, connects: false }], { ...allowed, snippets: [{ ...snippet, ...change }], scope: { ...allowed.scope, programmes } }).map(({ problem }) => problem) : []);
  expect(problemsOf({})).toEqual([]);
  expect(problemsOf({ localDate: '2026-06-30' })).toEqual(['evidence_of_other_period']);
  expect(problemsOf({ programme: 'buddy' }, ['language'])).toEqual(['evidence_outside_filter']);
  expect(problemsOf({ ref: 'E99' })).toEqual(['unknown_evidence']);
});

test('a figure that is called by the name of another measure', () => {
  const brief = briefOf(figureSets(4), 'en', 4);
  const [people] = brief.facts.filter(({ metric, period, programme }) => metric === 'participants' && period === '2026-Q3' && programme === 'all');
  const problemsOf = (template: string): string[] => judge([{ template, connects: false }], allowedOf(brief)).map(({ problem }) => problem);
  expect(problemsOf(`The placements came to {fact:${people?.id}}.`)).toEqual(['metric_mismatch']);
  expect(problemsOf(`The participants came to {fact:${people?.id}}.`)).toEqual([]);
});

test('more joining sentences than claims', () => {
  const brief = briefOf(figureSets(4), 'en', 4);
  const [people] = brief.facts.filter(({ metric }) => metric === 'participants');
  const joined = ['This was to be expected.', 'It remains so.'].map((template): Sentence => ({ template, connects: true }));
  const claim: Sentence = { template: `The participants came to {fact:${people?.id}}.`, connects: false };
  expect(judge([claim, ...joined.slice(1)], allowedOf(brief))).toEqual([]);
  expect(judge([claim, ...joined], allowedOf(brief)).map(({ problem }) => problem)).toEqual(['too_many_connecting']);
});

test('a sentence that stands there already', () => {
  const brief = briefOf(figureSets(4), 'en', 4);
  const [paragraph] = compose(brief)[0]?.paragraphs ?? [];
  const sentences = paragraph?.sentences ?? [];
  expect(judge(sentences, { ...allowedOf(brief), said: new Set([sentences[0]?.template ?? '']) }).map(({ problem }) => problem)).toEqual(['said_before']);
  expect(judge([...sentences, ...sentences.slice(0, 1)], allowedOf(brief)).map(({ problem }) => problem)).toContain('said_before');
});

test('a report whose opening does not pass is none', () => {
  const brief = briefOf(figureSets(4), 'en', 4);
  expect(holdsTogether(writeSections(brief, scopeOf(brief.facts)))).toBe(true);
  const foreign = writeSections(brief, { ...scopeOf(brief.facts), metricIds: new Set() });
  expect(holdsTogether(foreign)).toBe(false);
  const notes = foreign.sections.flatMap(({ paragraphs }) => paragraphs.filter(({ note }) => note !== undefined).map(({ note, noteValues }) => `${note} ${JSON.stringify(noteValues)}`));
  expect(new Set(notes).size).toBe(notes.length);
});

test('placeholders alone carry figures: a template without them holds none', () => {
  const { paragraphs } = paragraphsOf('en', 2);
  for (const { sentences } of paragraphs) for (const { template } of sentences) expect(template.replaceAll(placeholder, '')).not.toMatch(/\p{N}/u);
});
