// A reader of a report who knows no line of its writer: finds numbers and number words, foreign words, people, things said twice, and what a
// writer left lying about. It knows only the shapes of the interface.
import type { Language } from '../../channels/vocabulary.ts';
import names from '../../services/demo/names.json' with { type: 'json' };
import { operator, sampleUsers } from '../../services/demo/sample.ts';

export interface Citation { id: string; kind: 'fact' | 'evidence' }
export interface Part { kind: string; id?: string; text: string }
export interface Paragraph { id: string; kind: string; text: string; parts: Part[]; citations: Citation[] }
export interface Fact {
  id: string; metric: string; metricId: string; revision: number; programme: string; period: string; state: string;
  value: number | null; low: number | null; high: number | null; n: number; formatted: string; formattedLow: string | null; formattedHigh: string | null; formattedN: string; unit: string;
}
export interface Report { state: string; reason: string | null; title: string; language: Language; period: string; notice: string; evidenceHash: string; sections: { title: string; paragraphs: Paragraph[] }[]; facts: Fact[]; evidence: { id: string }[] }

const digits = /[+−-]?\d+(?:[.,\u00a0\u202f]\d+)*/g;
/** Stems of number words. "one", "en" and "один" are left to the eye: they mostly count nothing. */
const numberWords: Readonly<Record<Language, readonly string[]>> = {
  en: ['two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve', 'thirteen', 'twenty', 'thirty', 'forty', 'fifty', 'hundred', 'hundreds', 'thousand', 'thousands', 'million', 'millions',
    'dozen', 'dozens', 'twice', 'double', 'doubled', 'trebled', 'half', 'halved', 'thirds', 'percent', 'per cent'],
  no: ['to', 'tre', 'fire', 'fem', 'seks', 'sju', 'syv', 'åtte', 'ni', 'ti', 'elleve', 'tolv', 'tretten', 'tjue', 'tretti', 'førti', 'femti', 'hundre', 'hundrevis', 'tusen', 'tusenvis', 'million', 'millioner', 'dusin',
    'halvparten', 'halvert', 'halverte', 'doblet', 'dobbelt', 'tredjedel', 'tredjedeler', 'fjerdedel', 'prosent'],
  uk: ['два', 'дві', 'двох', 'двом', 'двоє', 'три', 'трьох', 'трьом', 'троє', 'чотири', 'чотирьох', 'пʼять', 'п’ять', 'шість', 'сім', 'вісім', 'дев’ять', 'девʼять', 'десять', 'десяток', 'двадцять', 'тридцять', 'сорок', 'сто', 'сотні', 'сотня',
    'тисяча', 'тисячі', 'тисяч', 'мільйон', 'мільйони', 'мільйонів', 'половина', 'половину', 'вдвічі', 'удвічі', 'третина', 'третину', 'чверть', 'відсоток', 'відсотка', 'відсотків'],
};
const common: Readonly<Record<Language, readonly string[]>> = {
  en: ['the', 'of', 'and', 'in', 'to', 'for', 'is', 'are', 'was', 'were', 'with', 'it', 'people', 'from', 'after'],
  no: ['og', 'i', 'av', 'for', 'er', 'på', 'som', 'det', 'var', 'ble', 'med', 'den', 'til', 'ikke', 'fra', 'de'],
  uk: ['і', 'й', 'та', 'у', 'в', 'на', 'з', 'із', 'не', 'за', 'до', 'що', 'це', 'було', 'про', 'для', 'від', 'є', 'але', 'де', 'так'],
};
const alphabets: Readonly<Record<Language, RegExp>> = { en: /[åøæа-яіїєґё]/i, no: /[а-яіїєґё]|\b(?:the|and|och|är|inte)\b/i, uk: /[åøæыэъё]/i };
/** Shapes of what points at a person or out of the house. */
const personal: readonly [string, RegExp][] = [
  ['an e-mail address', /\S@\S+\.\w/], ['a handle', /(?:^|\s)@\w/], ['a link', /https?:|www\.|\b[a-z0-9-]+\.(?:com|no|org|net|ua|lt|example)\b/i],
  ['a telephone number', /\+\d[\d\s()-]{7,}|\b\d{2,3}[ -]\d{2}[ -]\d{2}[ -]\d{2,3}\b|\b\d{8,}\b/], ['a national id', /\b\d{6}[ -]?\d{5}\b/],
];
const remains: readonly [string, RegExp][] = [
  ['a word of the machine', /\b(?:undefined|null|NaN|Infinity)\b|\[object/], ['a placeholder', /[{}]|%s|\$\d/], ['an empty bracket', /\(\s*\)|«\s*»|“\s*”/],
  ['a space before a mark', /[ \u00a0][,.;:!?](?:\s|$)/], ['two spaces', / {2}/], ['two marks', /,,|;;|\.\.(?!\.)|[,;:]\.|:\s*:/], ['a difference of nothing', /[+−-]0(?:[.,]0+)?(?:[^\d.,]|$)/],
];
/** Names that are words as well; they tell of a person only beside another name. */
const alsoWords = new Set(['Per', 'Tor', 'Liv', 'Lie', 'Ek', 'Vik', 'Berg', 'Moen', 'Strand', 'Aas', 'Lis', 'Grace', 'Ruby', 'Ward', 'Wright', 'Turner', 'Cooper', 'Roy', 'Martin', 'Мороз']);
const people = [...new Set([...stringsIn(names), ...[operator, ...sampleUsers].flatMap(({ name }) => name.split(' '))])].filter((name) => !alsoWords.has(name) && /^\p{Lu}/u.test(name));
const peoplePattern = new RegExp(`(?<![\\p{L}])(?:${people.join('|')})(?![\\p{L}])`, 'u');

/** What an auditor would hold against the words of a report, each with where it stands. */
export function readReport(report: Report, companyName: string): string[] {
  const { language } = report;
  const facts = new Map(report.facts.map((fact) => [fact.id, fact]));
  const evidence = new Set(report.evidence.map(({ id }) => id));
  const found: string[] = [];
  const said = new Map<string, string>();
  for (const { title, paragraphs } of report.sections) {
    if (paragraphs.length === 0) found.push(`${title}: a heading without a paragraph`);
    found.push(...faultsOf(title, language, companyName).map((fault) => `${title}: ${fault}`));
    for (const paragraph of paragraphs) {
      const tell = (fault: string): void => { found.push(`${paragraph.id}: ${fault} in "${paragraph.text.slice(0, 160)}"`); };
      if (paragraph.citations.length === 0) tell('no citation');
      for (const { id, kind } of paragraph.citations) if (kind === 'fact' ? !facts.has(id) : !evidence.has(id)) tell(`the citation ${id} that is not in the report`);
      if (paragraph.parts.map(({ text }) => text).join('') !== paragraph.text) tell('parts that do not make the text');
      for (const part of paragraph.parts) if (part.kind !== 'text' && !paragraph.citations.some(({ id }) => id === part.id)) tell(`the part ${part.id ?? part.text} that is not cited`);
      const prose = paragraph.parts.map(({ kind, text }) => (kind === 'quote' ? '' : text)).join('');
      for (const fault of [...unfoundedNumbers(prose, language, paragraph.citations.flatMap(({ id }) => facts.get(id) ?? [])), ...faultsOf(prose, language, companyName)]) tell(fault);
      for (const fault of personalIn(paragraph.text, companyName)) tell(fault);
      if (paragraph.kind === 'prose' && prose.length > 40 && languageOf(prose, language) !== language) tell(`the language ${languageOf(prose, language)}`);
      for (const sentence of sentencesOf(paragraph.text)) {
        if (said.has(sentence)) tell(`a sentence that ${said.get(sentence) ?? ''} has said`);
        said.set(sentence, paragraph.id);
      }
    }
  }
  found.push(...[...unfoundedNumbers(report.notice, language, []).filter((fault) => fault.startsWith('the number word')), ...personalIn(report.notice, companyName)].map((fault) => `the notice: ${fault}`));
  return found;
}

/** Sentences in which something is counted or has moved, and no part of which is a fact or a quotation. */
export function uncitedClaims(report: Report): string[] {
  const moved: Readonly<Record<Language, RegExp>> = {
    en: /\b(?:rose|fell|grew|dropped|increased|decreased|improved|declined|higher|lower|more|fewer|less|better|worse|largest)\b/i,
    no: /\b(?:økte|falt|sank|steg|vokste|forbedret|høyere|lavere|flere|færre|bedre|verre|størst)\b/i,
    uk: /(?<!\p{L})(?:зріс|зросл|впа[вл]|зменш|збільш|покращи|погірш|вищ|нижч|більше|менше|найбільш)/iu,
  };
  return report.sections.flatMap(({ paragraphs }) => paragraphs.flatMap(({ id, parts }) => {
    const marked = parts.map(({ kind, text }) => (kind === 'text' ? text : `¤${text.replaceAll(/[.!?]/g, '')}`)).join('');
    return sentencesOf(marked).filter((sentence) => !sentence.includes('¤') && moved[report.language].test(sentence)).map((sentence) => `${id}: "${sentence}" claims and cites nothing`);
  }));
}

/** A figure as its reader takes it back: the number that stands there, and how far its last digit leaves open. */
export function valueOf(formatted: string, language: Language): { value: number; within: number } {
  const plain = (formatted.match(digits)?.[0] ?? '').replace('−', '-');
  const bare = language === 'en' ? plain.replaceAll(',', '') : plain.replaceAll(/[\u00a0\u202f.]/g, '').replace(',', '.');
  return { value: Number(bare), within: 0.5 * 10 ** -(bare.split('.')[1]?.length ?? 0) + 1e-9 };
}

/** The formatted text says the stored value: per cent of a rate, 1 to 5 of a rating. */
export function missaid(fact: Fact, language: Language): string[] {
  const onScale = (value: number): number => (fact.unit === 'rate' ? value * 100 : fact.metric.startsWith('rating_mean') ? 1 + 4 * value : value);
  return ([[fact.value, fact.formatted], [fact.low, fact.formattedLow], [fact.high, fact.formattedHigh]] as const).flatMap(([value, formatted]) => {
    if (value === null || formatted === null) return [];
    const told = valueOf(formatted, language);
    return Math.abs(told.value - onScale(value)) <= told.within ? [] : [`${fact.id} ${fact.metric} ${fact.period}: "${formatted}" for ${value}`];
  });
}

export function unfoundedNumbers(text: string, language: Language, cited: readonly Fact[]): string[] {
  const allowed = cited.flatMap(({ formatted, formattedLow, formattedHigh, formattedN }) => [formatted, formattedLow, formattedHigh, formattedN].flatMap((one) => one ?? []));
  const found = [...text.matchAll(digits)].flatMap(({ 0: number, index }) => {
    const isPercent = /^[\s\u00a0\u202f]?%/.test(text.slice(index + number.length));
    return allowed.some((one) => one.match(digits)?.[0] === number && one.includes('%') === isPercent) ? [] : [`the number ${number}${isPercent ? ' %' : ''} of no cited fact`];
  });
  const words = [...text.toLowerCase().matchAll(new RegExp(`(?<![\\p{L}])(?:${numberWords[language].join('|')})(?![\\p{L}])`, 'gu'))].map(({ 0: word }) => `the number word "${word}"`);
  return [...found, ...words];
}

export function personalIn(text: string, companyName: string): string[] {
  const plain = text.replaceAll(companyName, '');
  const kinds = personal.flatMap(([kind, pattern]) => (pattern.test(plain.replaceAll(/[\u00a0\u202f]/g, '')) ? [kind] : []));
  const name = peoplePattern.exec(plain)?.[0];
  return name === undefined ? kinds : [...kinds, `the name ${name}`];
}

export function sentencesOf(text: string): string[] {
  return text.split(/(?<=[.!?][”»]?)\s+(?=[\p{Lu}\d“«¤])/u).map((sentence) => sentence.trim()).filter((sentence) => sentence !== '');
}

function faultsOf(text: string, language: Language, companyName: string): string[] {
  const plain = text.replaceAll(companyName, '');
  const left = remains.flatMap(([fault, pattern]) => (pattern.test(plain) ? [fault] : []));
  const foreign = alphabets[language].exec(plain);
  const lower = sentencesOf(plain).find((sentence) => /^\p{Ll}/u.test(sentence));
  return [...left, ...(foreign ? [`"${foreign[0]}" of another language`] : []), ...(lower === undefined ? [] : ['a sentence that begins small'])];
}

/** By common words; a text too short to tell is in the language that was asked for. */
function languageOf(text: string, asked: Language): Language {
  const words = text.toLowerCase().split(/[^\p{L}’ʼ']+/u);
  const counts = (['en', 'no', 'uk'] as const).map((language) => ({ language, count: words.filter((word) => common[language].includes(word)).length + (language === asked ? 0.5 : 0) }));
  return counts.sort((one, other) => other.count - one.count)[0]?.language ?? asked;
}

function stringsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsIn) : [];
}
