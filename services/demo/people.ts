// Who is in the sample: employees on a company's roster, some of whom give time, and newcomers who take part. Pure.
// Names are put together from lists and mean nobody; addresses end in domains that are kept for examples.
import type { Dimension, Language, Programme } from '../../channels/vocabulary.ts';
import type { Day, Span } from './calendar.ts';
import type { SampleCompany } from './company.ts';
import names from './names.json' with { type: 'json' };
import { pick, pickBy, streamOf, whole, type Random } from './random.ts';

export interface Employee { id: string; first: string; last: string; email: string; unit: string; country: string; from: Day | null; to: Day | null }
/** An employee who gives time, between two days. */
export interface Volunteer extends Employee { begins: Day; ends: Day }
export type Trend = 'rises' | 'steady' | 'falls' | 'wavers';
export interface Participant {
  first: string; email: string; isWoman: boolean; language: Language; trend: Trend; arrives: Day;
  /** How this person writes: with care, in lower case without a full stop, or with marks of feeling. */
  hand: 'careful' | 'plain' | 'lively';
  /** What is on this person's mind in each programme. */
  minds: Readonly<Record<Programme, Dimension>>;
}

/** What people speak of in each programme. */
export const topics: Readonly<Record<Programme, readonly (readonly [Dimension, number])[]>> = {
  buddy: [['belonging', 5], ['well_being', 4], ['lang_level_proxy', 1]],
  language: [['lang_level_proxy', 6], ['confidence', 3], ['belonging', 1]],
  upskilling: [['job_readiness', 1]],
  mentorship: [['job_readiness', 5], ['confidence', 4], ['well_being', 1]],
};

const beforeDays = 300;

export function employeesOf(company: SampleCompany, span: Span, seed: number): Employee[] {
  const random = streamOf(seed, `${company.domain} employees`);
  const lists = names[company.country];
  return Array.from({ length: company.employees }, (_, index) => {
    const [first, last] = [pick(random, lists.first), pick(random, lists.last)];
    const fate = random();
    const from = fate < 0.6 ? null : fate < 0.75 ? whole(random, span.from, span.to - 40) : span.from - whole(random, 10, 3000);
    const leaves = random() < 0.06 ? whole(random, span.to - 300, span.to) : null;
    return {
      id: `${company.domain.slice(0, 2).toUpperCase()}-${String(1000 + index)}`, first, last, email: address(first, last, index, company.domain), unit: pick(random, company.units), country: company.country,
      from, to: leaves !== null && leaves > (from ?? leaves - 1) ? leaves : null,
    };
  });
}

/** The employees who give time: few at first, more every month; now and then somebody stops. Nobody does before being hired or after leaving. */
export function volunteersOf(company: SampleCompany, employees: readonly Employee[], span: Span, seed: number): Volunteer[] {
  const random = streamOf(seed, `${company.domain} volunteers`);
  return employees.slice(0, company.volunteers).map((employee, index) => {
    const begins = index < company.volunteers * 0.45 ? span.from - beforeDays : whole(random, span.from - beforeDays, span.to - 120);
    const stops = random() < 0.2 ? whole(random, span.from + 200, span.to) : span.to + 400;
    return { ...employee, begins: Math.max(begins, employee.from ?? begins), ends: Math.min(stops, employee.to ?? stops) };
  });
}

export function participantsOf(company: SampleCompany, span: Span, seed: number): Participant[] {
  const random = streamOf(seed, `${company.domain} participants`);
  const found: Participant[] = [];
  for (let month = -beforeDays / 30; month < span.months.length; month += 1) {
    const share = 0.5 + 0.5 * ((month + 10) / (span.months.length + 9));
    const begun = company.arrivals * share * (0.85 + 0.3 * random());
    for (let count = Math.floor(begun + random()); count > 0; count -= 1) found.push(participant(random, company, span.from + Math.floor(month * 30.44) + whole(random, 0, 29), found.length));
  }
  return found.filter(({ arrives }) => arrives <= span.to);
}

function participant(random: Random, { languages, domain }: SampleCompany, arrives: Day, index: number): Participant {
  const language = pickBy(random, languages);
  const lists = names.newcomers[language === 'uk' || random() < 0.2 ? 'uk' : 'other'];
  const isWoman = random() < 0.64;
  const [first, last] = [pick(random, isWoman ? lists.female : lists.male), pick(random, lists.last)];
  return {
    first, email: address(first, last, index, `people.${domain}`), isWoman, language, arrives,
    trend: pickBy(random, [['rises', 58], ['steady', 21], ['wavers', 14], ['falls', 7]]), hand: pickBy(random, [['careful', 6], ['plain', 3], ['lively', 1]]),
    minds: { buddy: pickBy(random, topics.buddy), language: pickBy(random, topics.language), upskilling: 'job_readiness', mentorship: pickBy(random, topics.mentorship) },
  };
}

const cyrillic: Readonly<Record<string, string>> = {
  а: 'a', б: 'b', в: 'v', г: 'h', ґ: 'g', д: 'd', е: 'e', є: 'ie', ж: 'zh', з: 'z', и: 'y', і: 'i', ї: 'i', й: 'i', к: 'k', л: 'l', м: 'm', н: 'n', о: 'o', п: 'p', р: 'r', с: 's', т: 't', у: 'u', ф: 'f', х: 'kh', ц: 'ts',
  ч: 'ch', ш: 'sh', щ: 'shch', ь: '', ю: 'iu', я: 'ia', æ: 'ae', ø: 'o', ł: 'l',
};

function address(first: string, last: string, index: number, domain: string): string {
  const plain = (name: string): string => name.toLowerCase().replace(/[а-яґєіїæøł]/g, (letter) => cyrillic[letter] ?? letter).normalize('NFD').replace(/\p{M}/gu, '');
  return `${plain(first)}.${plain(last)}${index}@${domain}`;
}
