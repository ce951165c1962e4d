// Whether the words around a figure say what the figure is: its unit, its metric, its direction, its period, and nothing stuck to it.
// It knows a small lexicon of three languages; it refuses to understand more of a sentence than that.
import type { Dimension, Language } from '../../channels/vocabulary.ts';
import { parsePeriod } from '../kernel/period.ts';
import { sayInReport } from '../kernel/locales/report.ts';
import type { Fact } from './facts.ts';
import { placeholder, type Sentence } from './template.ts';

export type ClaimProblem = 'figure_altered' | 'unit_mismatch' | 'metric_mismatch' | 'direction_mismatch' | 'period_mismatch';
export interface ClaimError { problem: ClaimProblem; found: string | null }
interface Words { rise: RegExp; fall: RegExp; fromTo: RegExp; before: string; nouns: readonly (readonly [RegExp, readonly string[]])[]; metrics: readonly (readonly [RegExp, readonly string[]])[] }

const word = (list: string): RegExp => new RegExp(`(?<![\\p{L}-])(?:${list})(?![\\p{L}])`, 'iu');
const never: readonly string[] = [];
const sessionUnits = ['sessions'];
const sessionMetrics = ['sessions_completed', 'sessions_scheduled', 'no_shows', 'completion_rate'];
const workMetrics = ['placements', 'placement_share'];

/** Nouns that name a unit, with the units a figure before them may have; and nouns that name a metric, with the metrics one of which must be cited. */
const lexicon: Readonly<Record<Language, Words>> = {
  en: {
    rise: word('rose|risen|rises?|rising|up|upwards|higher|increase[sd]?|increasing|grew|grown|improved'), fall: word('fell|fallen|falls?|falling|down|downwards|lower|decrease[sd]?|declined?|dropped|drops?|shrank|worsened'),
    fromTo: /(?<!\p{L})from \{fact:(F\d+)\}[^{}.;]*? to \{fact:(F\d+)\}/giu, before: 'in',
    nouns: [[word('hours?|h'), ['hours']], [word('minutes?|days?|weeks?|years?|kroner|euros?|dollars?|kilometres?'), never], [word('people|persons?|participants?|volunteers?|employees|refugees'), ['people']], [word('sessions?'), sessionUnits], [word('courses?'), ['courses']], [word('credentials?'), ['credentials']], [word('jobs'), ['placements']], [word('match(?:es)?'), ['matches']], [word('check-ins?'), ['checkins']]],
    metrics: [[word('ratings?|rated'), ['rating_mean']], [word('sessions'), sessionMetrics], [word('courses'), ['courses_completed']], [word('credentials'), ['credentials']], [word('jobs|placements'), workMetrics], [word('check-ins?'), ['checkins']], [word('hours'), ['volunteer_hours', 'paid_hours']], [word('social return'), ['sroi', 'sroi_company']], [word('impact score'), ['vis']]],
  },
  no: {
    rise: word('økte|øker|økt|økning(?:en)?|opp|oppover|høyere|steg|vokste|bedret'), fall: word('falt|fallet|falle?r?|ned|nedover|lavere|sank|minket|svekket'),
    fromTo: /(?<!\p{L})fra \{fact:(F\d+)\}[^{}.;]*? til \{fact:(F\d+)\}/giu, before: 'i',
    nouns: [[word('timer?|t'), ['hours']], [word('minutt(?:er)?|dag(?:er)?|uker?|år|kroner|euro|dollar'), never], [word('person(?:er)?|mennesker?|deltakere?|frivillige?|ansatte'), ['people']], [word('møter?'), sessionUnits], [word('kurs'), ['courses']], [word('kursbevis'), ['credentials']], [word('jobb(?:er)?'), ['placements']], [word('kobling(?:er)?'), ['matches']], [word('oppfølging(?:er)?'), ['checkins']]],
    metrics: [[word('vurdering(?:er)?'), ['rating_mean']], [word('møter'), sessionMetrics], [word('kurs'), ['courses_completed']], [word('kursbevis'), ['credentials']], [word('jobber'), workMetrics], [word('oppfølging(?:er)?'), ['checkins']], [word('timer'), ['volunteer_hours', 'paid_hours']], [word('sosiale avkastningen'), ['sroi', 'sroi_company']], [word('effektskår'), ['vis']]],
  },
  uk: {
    rise: word('зріс|зросл[аои]|зростання|зростанням|вище|угору|підвищи\\p{L}*'), fall: word('спад|спаду|спадом|зменши\\p{L}*|знизи\\p{L}*|нижче|униз|менше|упал[аои]'),
    fromTo: /(?<!\p{L})з \{fact:(F\d+)\}[^{}.;]*? до \{fact:(F\d+)\}/giu, before: 'у',
    nouns: [[word('год|годин[аиу]?'), ['hours']], [word('хвилин\\p{L}*|дн[іів]\\p{L}*|тижн\\p{L}*|рок[иів]\\p{L}*|гривень|євро|крон'), never], [word('ос[оі]б\\p{L}*|людей|волонтер\\p{L}*|учасник\\p{L}*|працівник\\p{L}*'), ['people']], [word('зустріч\\p{L}*'), sessionUnits], [word('курс(?:и|ів)?'), ['courses']], [word('сертифікат\\p{L}*'), ['credentials']], [word('працевлаштуван\\p{L}*'), ['placements']], [word('пар[аиу]?'), ['matches']], [word('перевірк?[аио]?к? стану'), ['checkins']]],
    metrics: [[word('оцінок|оцінками'), ['rating_mean']], [word('зустрічей'), sessionMetrics], [word('курсів'), ['courses_completed']], [word('сертифікатів'), ['credentials']], [word('працевлаштувань'), workMetrics], [word('перевірок стану'), ['checkins']], [word('годин'), ['volunteer_hours', 'paid_hours']], [word('соціальн(?:а|ої|у) віддач[аиу]'), ['sroi', 'sroi_company']], [word('показник впливу'), ['vis']]],
  },
};
const composites = ['sroi', 'sroi_company', 'vis'];
const dimensionWords: readonly Dimension[] = ['confidence', 'belonging', 'job_readiness', 'well_being', 'lang_level_proxy'];

interface Cited { fact: Fact; aspect: string | undefined; at: number; end: number }

/** What the words of a paragraph say of its figures and should not; each with the place of its sentence. */
export function judgeClaims(sentences: readonly Sentence[], facts: ReadonlyMap<string, Fact>, { language, period, previous }: { language: Language; period: string; previous: string }): (ClaimError & { sentence: number })[] {
  const before = sayInReport(language, 'before', { grain: parsePeriod(period)?.grain ?? 'quarter' });
  const earlier: Fact[] = [];
  return sentences.flatMap(({ template }, sentence) => {
    const cited = citedIn(template, facts);
    const plain = cited.filter(({ aspect }) => aspect === undefined).map(({ fact }) => fact);
    const found = [
      ...cited.flatMap((one) => [...stuck(template, one), ...unitOf(template, one, language), ...dimensionOf(template, one, language)]), ...metricOf(template, plain, language),
      ...directionOf(template, plain, { earlier, period, previous, language }), ...periodOf(template, facts, { before, previous, language }),
    ];
    earlier.push(...plain);
    return found.map((error) => ({ ...error, sentence }));
  });
}

function citedIn(template: string, facts: ReadonlyMap<string, Fact>): Cited[] {
  return [...template.matchAll(placeholder)].flatMap((found): Cited[] => {
    const fact = facts.get(found[1] ?? '');
    return fact ? [{ fact, aspect: found[2], at: found.index, end: found.index + found[0].length }] : [];
  });
}

/** A sign, a symbol or a letter at a figure makes another figure of it. */
function stuck(template: string, { aspect, at, end }: Cited): ClaimError[] {
  if (aspect === 'name' || aspect === 'Name') return [];
  const [before, after] = [template.slice(0, at), template.slice(end)];
  const found = /(?:[−+±~≈<>≤≥×*$€£]\s?|[-–—.,/]|[\p{L}\p{N}}])$/u.exec(before)?.[0] ?? /^(?:\s?[%‰°×/*^]|[\p{L}\p{N}{]|[.,]\p{N})/u.exec(after)?.[0];
  return found === undefined ? [] : [{ problem: 'figure_altered', found: found.trim() }];
}

/** The next words may name the unit: then one of them has to be the figure's own. */
function unitOf(template: string, { fact, aspect, end }: Cited, language: Language): ClaimError[] {
  if (aspect === 'name' || aspect === 'Name') return [];
  const next = /^(?:\s+[\p{L}’'-]+){1,2}/u.exec(template.slice(end))?.[0] ?? '';
  const named = lexicon[language].nouns.filter(([noun, units]) => noun.test(next) && (aspect !== 'n' || units === never));
  return named.length === 0 || named.some(([, units]) => units.includes(fact.unit)) ? [] : [{ problem: 'unit_mismatch', found: next.trim() }];
}

/** A dimension right before its figure is that figure's own. */
function dimensionOf(template: string, { fact, aspect, at }: Cited, language: Language): ClaimError[] {
  if (aspect !== undefined) return [];
  const before = template.slice(0, at).trimEnd();
  // Whether written with a hyphen or as one word.
  const named = dimensionWords.filter((dimension) => [before, before.replaceAll('-', '')].some((words) => words.endsWith(sayInReport(language, `dimension.${dimension}`))));
  return named.length === 0 || named.some((dimension) => fact.metric.startsWith(dimension)) ? [] : [{ problem: 'metric_mismatch', found: named[0] ?? null }];
}

function metricOf(template: string, plain: readonly Fact[], language: Language): ClaimError[] {
  if (plain.length === 0 || plain.some(({ metric }) => composites.includes(metric))) return [];
  const words = template.replaceAll(placeholder, ' ');
  const named = lexicon[language].metrics.filter(([noun, metrics]) => noun.test(words) && !plain.some(({ metric }) => metrics.includes(metric)));
  // A base is counted in sessions, ratings or jobs, too.
  return named.filter(([noun]) => !new RegExp(`:n\\}\\s+(?:[\\p{L}]+\\s+)?${noun.source}`, 'iu').test(template)).slice(0, 1).map(([noun]) => ({ problem: 'metric_mismatch', found: noun.exec(words)?.[0] ?? null }));
}

interface Periods { earlier: readonly Fact[]; period: string; previous: string; language: Language }

/** Words of rising or falling, alone in their sentence, against what the figures did. */
function directionOf(template: string, plain: readonly Fact[], { earlier, period, previous, language }: Periods): ClaimError[] {
  const words = template.replaceAll(placeholder, ' ');
  const [rises, falls] = [lexicon[language].rise.exec(words)?.[0], lexicon[language].fall.exec(words)?.[0]];
  if ((rises === undefined) === (falls === undefined)) return [];
  const sign = rises === undefined ? -1 : 1;
  const pairs = plain.filter((fact) => fact.period === previous).flatMap((before) => {
    const now = [...plain, ...earlier.toReversed()].find((fact) => fact.period === period && fact.metric === before.metric && fact.programme === before.programme);
    return now ? [(now.value ?? 0) - (before.value ?? 0)] : [];
  });
  const changes = plain.filter(({ metric }) => metric.endsWith('_change')).map(({ low, high }) => ((low ?? 0) > 0 ? 1 : (high ?? 0) < 0 ? -1 : 0));
  return [...pairs, ...changes].every((moved) => moved * sign > 0) ? [] : [{ problem: 'direction_mismatch', found: rises ?? falls ?? null }];
}

/** What is said to be of the period before is, and what rose from one figure to another went that way. */
function periodOf(template: string, facts: ReadonlyMap<string, Fact>, { before, previous, language }: { before: string; previous: string; language: Language }): ClaimError[] {
  const isOf = (id: string | undefined): boolean => { const fact = facts.get(id ?? ''); return !fact || fact.period === previous; };
  const errors: ClaimError[] = [];
  for (const [, id] of template.matchAll(new RegExp(`\\{fact:(F\\d+)\\} (?:${lexicon[language].before}|of|for) ${before}`, 'giu'))) if (!isOf(id)) errors.push({ problem: 'period_mismatch', found: before });
  for (const [, joined = '', id] of template.matchAll(new RegExp(`${before}([^{}.;]{0,30})\\{fact:(F\\d+)\\}`, 'giu'))) if (!/(?<!\p{L})(?:to|til|до)(?!\p{L})/iu.test(joined) && !isOf(id)) errors.push({ problem: 'period_mismatch', found: before });
  for (const [, from = '', to = ''] of template.matchAll(lexicon[language].fromTo)) {
    const [one, other] = [facts.get(from), facts.get(to)];
    if (one && other && one.metric === other.metric && one.period > other.period) errors.push({ problem: 'period_mismatch', found: null });
  }
  return errors;
}
