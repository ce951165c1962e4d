// The citation gate: what may stand in a report. It knows facts, snippets and numbers in words of three languages; it trusts nobody,
// neither our composer, nor a person who edits, nor a snippet that gives orders.
import { languages, type Language } from '../../channels/vocabulary.ts';
import { parsePeriod } from '../kernel/period.ts';
import { judgeClaims, type ClaimProblem } from './claims.ts';
import type { Fact, Snippet } from './facts.ts';
import { placeholder, quotation, type Sentence } from './template.ts';

export type Complaint = 'uncited' | 'no_citation' | 'unknown_fact' | 'foreign_fact' | 'fact_of_other_period' | 'fact_outside_filter' | 'fact_without_value' | 'unknown_evidence' | 'evidence_of_other_period' | 'evidence_outside_filter'
  | 'quotation_altered' | 'number_outside_fact' | 'broken_placeholder' | 'too_many_connecting' | 'said_before' | 'empty' | ClaimProblem;
export interface GateError { sentence: number; problem: Complaint; found: string | null }
/** What a report may cite: figures of its periods and programmes that its tenant has, and texts of its span. */
export interface Scope { period: string; previous: string; programmes: readonly string[]; metricIds: ReadonlySet<string> }
export interface Allowed { facts: ReadonlyMap<string, Fact>; snippets: readonly Snippet[]; language: Language; scope: Scope; /** Sentences that stand in the report already. */ said?: ReadonlySet<string> }

/** What is wrong with a paragraph; nothing when it may stand. */
export function judge(sentences: readonly Sentence[], allowed: Allowed): GateError[] {
  if (sentences.length === 0) return [{ sentence: 0, problem: 'empty', found: null }];
  const { facts, language, scope } = allowed;
  const errors: GateError[] = sentences.flatMap((sentence, index) => judgeSentence(sentence, allowed).map((error) => ({ sentence: index, ...error })));
  errors.push(...judgeClaims(sentences, facts, { language, ...scope }));
  for (const [index, { template }] of sentences.entries()) {
    if (allowed.said?.has(template) === true || sentences.findIndex((other) => other.template === template) < index) errors.push({ sentence: index, problem: 'said_before', found: null });
  }
  const cited = sentences.filter(({ template }) => template.match(placeholder)).length;
  if (cited === 0) errors.push({ sentence: 0, problem: 'no_citation', found: null });
  // Connecting words hold a paragraph together; they do not make one.
  if (sentences.filter(({ connects }) => connects).length > cited) errors.push({ sentence: 0, problem: 'too_many_connecting', found: null });
  return errors;
}

/** Numbers in words, and every digit of every script, outside placeholders and verbatim quotations. */
export function numbersIn(text: string, language: Language): string[] {
  const plain = text.replaceAll(placeholder, ' ').normalize('NFC');
  const own = alphabetOf(language);
  // In the text's own letters every look-alike counts; of the others only words that have one of them: "CTO" is no Ukrainian hundred in English.
  const readAs = (alphabet: Alphabet): string => (alphabet === own ? asRead(plain, alphabet) : plain.replaceAll(/[\p{L}\p{M}\p{Cf}'’ʼ]+/gu, (word) => (scriptOf[alphabet].test(word) ? asRead(word, alphabet) : word)));
  const read = { latin: readAs('latin'), cyrillic: readAs('cyrillic') };
  return [...plain.matchAll(/\p{N}+/gu), ...asRead(plain, 'latin').matchAll(romanNumber), ...languages.flatMap((word) => [...read[alphabetOf(word)].matchAll(patternOf(word, language))])].map(([found]) => found);
}

function judgeSentence({ template, connects }: Sentence, { facts, snippets, language, scope }: Allowed): Omit<GateError, 'sentence'>[] {
  const errors: Omit<GateError, 'sentence'>[] = [];
  const marks = [...template.matchAll(placeholder)];
  if (!connects && marks.length === 0) errors.push({ problem: 'uncited', found: null });
  for (const [mark, factId, aspect, ref, start, end] of marks) {
    if (factId !== undefined) {
      const fact = facts.get(factId);
      if (!fact) errors.push({ problem: 'unknown_fact', found: factId });
      else errors.push(...judgeFact(fact, scope), ...(valueOf(fact, aspect) === null ? [{ problem: 'fact_without_value', found: mark } as const] : []));
    } else {
      const snippet = snippets.find((known) => known.ref === ref);
      if (!snippet) errors.push({ problem: 'unknown_evidence', found: ref ?? null });
      else errors.push(...judgeSnippet(snippet, scope));
      if (snippet && end !== undefined && !(Number(start) < Number(end) && Number(end) <= snippet.text.length)) errors.push({ problem: 'quotation_altered', found: mark });
    }
  }
  const words = template.replaceAll(quotation, (whole: string, ...groups: (string | undefined)[]) => {
    const said = groups[0] ?? groups[1] ?? groups[2] ?? '';
    if (said !== '' && snippets.some(({ text }) => text.includes(said))) return ' ';
    errors.push({ problem: 'quotation_altered', found: whole });
    return ' ';
  }).replaceAll(placeholder, ' ');
  if (/[{}«»“”„"]/.test(words)) errors.push({ problem: 'broken_placeholder', found: null });
  for (const found of numbersIn(words, language)) errors.push({ problem: 'number_outside_fact', found });
  return errors;
}

/** A figure of another tenant, period or programme has no place here, whoever put it among the facts. */
function judgeFact({ id, metricId, period, programme }: Fact, scope: Scope): Omit<GateError, 'sentence'>[] {
  if (!scope.metricIds.has(metricId)) return [{ problem: 'foreign_fact', found: id }];
  if (period !== scope.period && period !== scope.previous) return [{ problem: 'fact_of_other_period', found: id }];
  return scope.programmes.includes(programme) ? [] : [{ problem: 'fact_outside_filter', found: id }];
}

function judgeSnippet({ ref, localDate, programme }: Snippet, { period, programmes }: Scope): Omit<GateError, 'sentence'>[] {
  const span = parsePeriod(period);
  if (!span || localDate < span.from || localDate > span.to) return [{ problem: 'evidence_of_other_period', found: ref }];
  return programmes.includes('all') || programmes.includes(programme) ? [] : [{ problem: 'evidence_outside_filter', found: ref }];
}

function valueOf(fact: Fact, aspect: string | undefined): string | null {
  switch (aspect) {
    case 'name': case 'Name': return fact.metric;
    case 'low': return fact.formattedLow;
    case 'high': return fact.formattedHigh;
    case 'n': return fact.formattedN;
    default: return fact.formatted;
  }
}

type Alphabet = 'latin' | 'cyrillic';
const scriptOf: Readonly<Record<Alphabet, RegExp>> = { latin: /\p{Script=Latin}/u, cyrillic: /\p{Script=Cyrillic}/u };

function alphabetOf(language: Language): Alphabet {
  return language === 'uk' ? 'cyrillic' : 'latin';
}

/** Letters of one alphabet that look like letters of the other, place by place. */
const [latinLike, cyrillicLike] = ['AaBCcEeHIiJjKkMOoPpSsTXxYy', 'АаВСсЕеНІіЈјКкМОоРрЅѕТХхУу'];
/** From two on: a letter alone is a word or a name. */
const romanNumber = /(?<![\p{L}\p{N}-])(?=[IVX]{2})X{0,3}(?:I[XV]|V?I{0,3})(?![\p{L}\p{N}])/gu;

/** A text as its reader sees it: without what is unseen, in plain letters, and those that only look like ours as ours. */
function asRead(text: string, alphabet: Alphabet): string {
  const [from, to] = alphabet === 'cyrillic' ? [latinLike, cyrillicLike] : [cyrillicLike, latinLike];
  const seen = text.replaceAll(/\p{Cf}/gu, '').normalize('NFKC').replaceAll(/\p{M}/gu, '').replaceAll(/[`´′ʹ]/g, '’');
  return seen.replaceAll(/\p{L}/gu, (letter) => to[from.indexOf(letter)] ?? letter);
}

// Articles that are also numerals (en, et, ei; one as a pronoun stays forbidden) and ordinals are left out; so is "quarter", which is a period.
const englishWords = `zero|one|ones|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen
  |twenty|thirty|forty|fou?rty|fifty|sixty|seventy|eighty|ninety|hundreds?|thousands?|millions?|billions?|trillions?|dozens?|scores of|half|halves|halved|thirds?|fourths?|fifths?|tenths?
  |(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:one|two|three|four|five|six|seven|eight|nine)|\\p{L}+(?:hundred|thousand)s?|(?:\\p{L}+(?:teen|ty)|six|seven|eight|nine|eleven|twelve|hundred|thousand)fold
  |quintupl(?:ed?|ing)|sextupl(?:ed?|ing)|a single|tens of|a pair of|couple of|a quarter of|quarters of|twice|thrice|doubled?|doubling|tripled?|trebled?|quadrupled?|(?:two|three|four|five|ten)fold|nought|nil|a couple|percent|per cent`;
const norwegianWords = `null|én|ett|to|tre|fire|fem|seks|sju|syv|åtte|ni|ti|elleve|tolv|tretten|fjorten|femten|seksten|sytten|atten|nitten
  |(?:\\p{L}+og)?(?:tjue|tyve|tretti|tredve|førti|femti|seksti|sytti|åtti|nitti)(?:én|en|ett|to|tre|fire|fem|seks|sju|syv|åtte|ni)?|\\p{L}*hundre\\p{L}*|\\p{L}*tusen\\p{L}*|(?:fem|seks|sju|syv|åtte|ni|ti|tolv)dobl\\p{L}+|titalls?|dusinvis|halvannen|halvannet|et snes|et par|million(?:er)?|milliard(?:er)?
  |dusin|halvparten|halvdelen|halv|halve|halvt|tredel(?:er|en)?|tredjedel(?:er|en)?|fjerdedel(?:er|en)?|kvart|femtedel(?:er|en)?|tidel(?:er)?|dobbelt|dobling|(?:for)?doblet|(?:for)?doblet seg|tredoblet|firedoblet|prosent`;
const ukrainianWords = `нуль|нуля|один|одна|одне|одні|одного|одної|однієї|одному|одній|одним|одними|одну|два|дві|двох|двом|двома|двоє|три|трьох|трьом|трьома|троє|чотири|чотирьох|чотирьом|чотирма|четверо
  |п['’ʼ]ять|п['’ʼ]яти|п['’ʼ]ятьох|п['’ʼ]ятьом|п['’ʼ]ятеро|шість|шести|шістьох|сім|семи|сімох|вісім|восьми|вісьмох|дев['’ʼ]ять|дев['’ʼ]яти|дев['’ʼ]ять(?:ох|ом|ма)|десять|десяти|десять(?:ох|ом|ма)|десят(?:ок|ка|ки|ків|ками|еро)|(?:шест|сем|восьм|дев['’ʼ]ят)еро|шістьма|вісьма|чотирьома|обидв[аі]|обоє
  |[\\p{L}'’ʼ]+надцят[ьиі]\\p{L}*|двадцят[ьи]\\p{L}*|тридцят[ьи]\\p{L}*|сорока?|п['’ʼ]ятдесят\\p{L}*|шістдесят\\p{L}*|сімдесят\\p{L}*|вісімдесят\\p{L}*|дев['’ʼ]яносто|дев['’ʼ]яноста|сто|ста|сотн[яіюь]\\p{L}*|сотень
  |двісті|двохсот|триста|чотириста|п['’ʼ]ятсот|шістсот|сімсот|вісімсот|дев['’ʼ]ятсот|тисяч\\p{L}*|мільйон\\p{L}*|мільярд\\p{L}*|дюжин\\p{L}*|половин\\p{L}*|третин\\p{L}*|чверт\\p{L}*|пів|півтор\\p{L}*
  |[\\p{L}'’ʼ]+дцятеро|[ву]четверо|[ву]п['’ʼ]ятеро|вдесятеро|півсотн\\p{L}*
  |двічі|тричі|чотири рази|[ув]двічі|[ув]двоє|[ув]троє|[ув]тричі|подво\\p{L}*|потро\\p{L}*|відсот\\p{L}*|процент\\p{L}*`;

const wordsOf: Readonly<Record<Language, string>> = { en: englishWords, no: norwegianWords, uk: ukrainianWords };
const patterns = new Map<string, RegExp>();

/** Number words of one language, for a text in another: short words of a foreign one mean something else there ("to", "tre", "fire"). */
function patternOf(word: Language, language: Language): RegExp {
  const key = `${word} in ${language}`;
  const known = patterns.get(key);
  if (known) return known;
  const all = entriesOf(wordsOf[word].replaceAll(/\s*\n\s*/g, ''));
  const used = word === language || word === 'uk' ? all : all.filter((entry) => entry.length >= 5 && !harmless.has(entry));
  const pattern = new RegExp(`(?<![\\p{L}\\p{M}\\p{N}'’ʼ])(?:${used.join('|')})(?![\\p{L}\\p{M}]|['’ʼ]\\p{L})`, 'giu');
  patterns.set(key, pattern);
  return pattern;
}
/** Splits alternatives, leaving those inside a group together. */
function entriesOf(list: string): string[] {
  const entries = [''];
  let depth = 0;
  for (const char of list) {
    depth += char === '(' ? 1 : char === ')' ? -1 : 0;
    if (char === '|' && depth === 0) entries.push('');
    else entries[entries.length - 1] += char;
  }
  return entries;
}

const harmless: ReadonlySet<string> = new Set(['kvart', 'fire', 'halve']);
