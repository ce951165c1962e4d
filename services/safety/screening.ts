// Screening: where a text says what a safeguarding officer must see. Looks each word up once, which lets nearly every text go at that;
// only words that some pattern begins with are looked at together. It keeps single spellings, never a text. Pure.
import { severities, type SafetyCategory, type Severity } from '../../channels/vocabulary.ts';
import { findPointers, type RedactionKind } from '../kernel/redaction.ts';
import { judge, piecesOf, type Pieces, type Verdict } from './learnt.ts';
import { finds, Patterns, type Pattern } from './pattern.ts';
import type { Judging, Policy, Rule } from './policy.ts';
import { beginsLike, fold, inCyrillic, marksLatin, Words, type Word } from './words.ts';

export interface Hit { rule: string; category: SafetyCategory; severity: Severity; start: number; end: number }

interface Located extends Word { elements: readonly number[] }
interface Sought { pattern: Pattern; rule: number }
/** What a word may stand for in patterns, and what it weighs by where that was learnt. */
interface Known extends Pieces { elements: readonly number[]; /** Whether it tells of Ukrainian in Latin letters. */ marks: boolean }
interface Ready {
  patterns: Patterns; /** Elements whose words mean the same. */ meanings: ReadonlySet<number>; spellings: Map<string, Known>; /** Those of Ukrainian in Latin letters. */ inLatin: Map<string, Known>; /** The text that is screened now. */ words: Words<Known>; byAnchor: Map<number, Sought[]>; idioms: Map<number, Pattern[]>; unless: Pattern[][];
  negator: number; after: number; lifted: number;
  /** In which screening an element was last met: what is not met costs nothing to know. */
  met: Int32Array; screening: number; isAnchor: Uint8Array;
}

const mostSpellings = 20_000;
/** From how many of its words on a text in Latin letters is Ukrainian. */
const fewestMarks = 2;
const fewestDigits = 7;
const negationReach = 2;
const ofKind: Partial<Record<RedactionKind, number>> = { phone: finds.indexOf('#phone'), email: finds.indexOf('#email'), url: finds.indexOf('#link'), handle: finds.indexOf('#handle') };
const none: readonly never[] = [];
const ready = new WeakMap<Policy, Ready>();

/** Every rule that the text breaks, written or learnt, with where it does, in UTF-16 units; in the order of their places. */
export function screen(policy: Policy, text: string): Hit[] {
  const { hits, excused } = byRules(policy, text);
  const { judging, learnt } = policy;
  const verdict = judging && learnt && judge(learnt, prepare(policy).words);
  if (!verdict) return hits.sort(byPlace);
  const kept = verdict.grave > judging.mutesBelow ? hits : hits.filter(isNeverMuted);
  const flag = flagOf(judging, verdict);
  const adds = flag && !kept.some(({ severity }) => severities.indexOf(severity) >= severities.indexOf(flag.severity)) && !excused.some((place) => place >= flag.start && place < flag.end);
  return (adds ? [...kept, flag] : kept).sort(byPlace);
}

/** What the written rules alone find: all that is asked of a label, which is no sentence that anything could have been learnt from. */
export function screenLabel(policy: Policy, text: string): Hit[] {
  return byRules(policy, text).hits.sort(byPlace);
}

function byPlace(a: Hit, b: Hit): number {
  return a.start - b.start || a.end - b.end;
}

function isNeverMuted({ category, severity }: Hit): boolean {
  return (category === 'self_harm' || category === 'crisis') && (severity === 'critical' || severity === 'high');
}

function flagOf({ flags }: Judging, { grave, category, start, end }: Verdict): Hit | null {
  const { severity, flagsFrom } = flags[category];
  return grave < flagsFrom ? null : { rule: `learnt.${category}`, category, severity, start, end };
}

/** What the rules find, and where they found what a denial or an exception took away: nobody needs to guess there. */
function byRules(policy: Policy, text: string): { hits: Hit[]; excused: number[] } {
  const prepared = prepare(policy);
  const { anchors, digits } = meet(prepared, text);
  const pointers = pointersIn(text, digits);
  for (const { element } of pointers) meetElement(prepared, element, anchors);
  const sought: Sought[] = [];
  for (const anchor of anchors) for (const one of prepared.byAnchor.get(anchor) ?? none) if (isMet(prepared, one.pattern)) sought.push(one);
  if (sought.length === 0) return { hits: [], excused: [] };
  const words = locate(prepared, pointers);
  const masked = maskIdioms(prepared, words);
  const hits = new Map<string, Hit>();
  const excused: number[] = [];
  for (const { pattern, rule } of sought) {
    for (const at of words.keys()) {
      const found = matchAt(words, pattern, at, masked);
      const broken = policy.rules[rule];
      if (!found || !broken) continue;
      const [first, last] = [words[found[0] ?? 0], words[found.at(-1) ?? 0]];
      if (!first || !last) continue;
      if (isTakenAway(prepared, words, broken, rule, pattern, found)) excused.push(first.start);
      else keep(hits, { rule: broken.id, category: broken.category, severity: broken.severity, start: first.start, end: last.end });
    }
  }
  return { hits: [...hits.values()], excused };
}

/** Makes a policy ready once; throws a PatternError for what cannot be read. */
export function prepare(policy: Policy): Ready {
  const known = ready.get(policy);
  if (known) return known;
  const patterns = new Patterns(policy);
  // Also groups that no pattern names: they mean something to what was learnt.
  const numbers = Object.keys(policy.groups).filter((name) => name !== 'common').map((name) => ({ name, element: patterns.element(`{${name}}`, ['groups', name]) }));
  const byAnchor: Ready['byAnchor'] = new Map();
  for (const [rule, { says }] of policy.rules.entries()) {
    for (const [place, text] of says.entries()) {
      for (const pattern of patterns.read(text, ['rules', rule, 'says', place])) {
        const anchor = pattern.elements[pattern.anchor] ?? 0;
        byAnchor.set(anchor, [...byAnchor.get(anchor) ?? [], { pattern, rule }]);
      }
    }
  }
  const made: Ready = {
    patterns, spellings: new Map(), inLatin: new Map(), words: new Words(), byAnchor, meanings: new Set(numbers.filter(({ name }) => name.startsWith('of-')).map(({ element }) => element)),
    idioms: Map.groupBy(policy.idioms.flatMap((text, place) => patterns.read(text, ['idioms', place])), ({ elements, anchor }) => elements[anchor] ?? 0),
    unless: policy.rules.map(({ unless }, rule) => unless.flatMap((text, place) => patterns.read(text, ['rules', rule, 'unless', place]))),
    negator: patterns.element('{negator}', ['groups']), after: patterns.element('{negator-after}', ['groups']), lifted: patterns.element('{negation-lifted}', ['groups']),
    met: new Int32Array(patterns.size), screening: 0, isAnchor: new Uint8Array(patterns.size),
  };
  for (const anchor of byAnchor.keys()) made.isAnchor[anchor] = 1;
  ready.set(policy, made);
  return made;
}

/** Looks every word up and marks what it may stand for; answers what patterns are looked for by, and how many digits there are. */
function meet(prepared: Ready, text: string): { anchors: number[]; digits: number } {
  const anchors: number[] = [];
  prepared.screening += 1;
  const words = readWords(prepared, text);
  for (let at = 0; at < words.size; at += 1) for (const element of words.known[at]?.elements ?? none) meetElement(prepared, element, anchors);
  return { anchors, digits: words.digits };
}

function meetElement({ met, screening, isAnchor }: Ready, element: number, anchors: number[]): void {
  if (met[element] === screening) return;
  met[element] = screening;
  if (isAnchor[element] === 1) anchors.push(element);
}

function isMet({ met, screening }: Ready, { elements }: Pattern): boolean {
  return elements.every((element) => met[element] === screening);
}

/** What points to a person without being a word: looked for where there are marks of it. */
function pointersIn(text: string, digits: number): { element: number; start: number; end: number }[] {
  if (digits < fewestDigits && !text.includes('@') && !text.includes('://') && !text.includes('www.')) return [];
  return findPointers(text).flatMap(({ kind, start, end }) => { const element = ofKind[kind]; return element === undefined ? [] : [{ element, start, end }]; });
}

/** The words with what they may stand for; what points to a person is one of them, whole. */
function locate({ words: read }: Ready, pointers: ReturnType<typeof pointersIn>): Located[] {
  const words = read.known.slice(0, read.size).map(({ elements }, at): Located => ({ start: read.start[at] ?? 0, end: read.end[at] ?? 0, sentence: read.sentence[at] ?? 0, clause: read.clause[at] ?? 0, elements }));
  for (const { element, start, end } of pointers) {
    const at = words.findIndex((word) => word.end > start && word.start < end);
    const word = words[at];
    if (!word) continue;
    const covered = words.slice(at).filter((next) => next.start < end).length;
    words.splice(at, covered, { ...word, start, end, elements: [...word.elements, element] });
  }
  return words;
}

/** Reads a text; what was read stands until the next is. */
export function readWords(prepared: Ready, text: string): Words<Known> {
  const { words, spellings, inLatin } = prepared;
  words.read(text, (word) => spellings.get(word) ?? remember(spellings, word, spell(prepared, word, [word])));
  let marks = 0;
  for (let at = 0; at < words.size; at += 1) if (words.known[at]?.marks) marks += 1;
  if (marks >= fewestMarks) words.read(text, (word) => inLatin.get(word) ?? remember(inLatin, word, spell(prepared, word, [word, ...inCyrillic(word)])));
  return words;
}

function remember(spellings: Map<string, Known>, word: string, known: Known): Known {
  if (spellings.size >= mostSpellings) spellings.clear();
  spellings.set(word, known);
  return known;
}

/** What a word may stand for in any of its writings. One that is Ukrainian in Latin letters ("susidy", neighbours) is no English one misspelt. */
function spell({ patterns: { lexicon, keys }, meanings }: Ready, word: string, writings: readonly string[]): Known {
  const elements = new Set<number>();
  const stand = (of: readonly number[] = none): void => { for (const element of of) elements.add(element); };
  for (const spelling of writings.map(fold)) {
    stand(lexicon.exact.get(spelling));
    for (let length = 3; length <= spelling.length; length += 1) stand(lexicon.beginnings.get(spelling.slice(0, length)));
  }
  for (const spelling of writings.slice(writings.length > 1 ? 1 : 0).map(fold)) for (const [stem, of] of lexicon.alike) if (beginsLike(spelling, stem)) stand(of);
  const meaning = keys[Math.min(...[...elements].filter((element) => meanings.has(element)))] ?? 0;
  return { elements: elements.size === 0 ? none : [...elements], marks: marksLatin(word), ...piecesOf(word, [...elements].map((element) => keys[element] ?? 0), meaning) };
}

/** Places of words that belong to an expression which means no harm. */
function maskIdioms(prepared: Ready, words: readonly Located[]): Set<number> {
  const masked = new Set<number>();
  for (const [at, { elements }] of words.entries()) {
    for (const element of elements) {
      for (const pattern of prepared.idioms.get(element) ?? none) if (isMet(prepared, pattern)) for (const place of matchAt(words, pattern, at, masked) ?? none) masked.add(place);
    }
  }
  return masked;
}

/** The places of a pattern's words where its anchor stands at `at`, all in one sentence; null where it does not match. */
function matchAt(words: readonly Located[], { elements, gaps, anchor }: Pattern, at: number, masked: ReadonlySet<number>): number[] | null {
  const fits = (place: number, index: number): boolean => {
    const word = words[place];
    return word !== undefined && word.sentence === words[at]?.sentence && !masked.has(place) && word.elements.includes(elements[index] ?? -1);
  };
  const look = (index: number, from: number, step: 1 | -1): number[] | null => {
    if (index < 0 || index >= elements.length) return [];
    const reach = 1 + (gaps[step === 1 ? index : index + 1] ?? 0);
    for (let distance = 1; distance <= reach; distance += 1) {
      const place = from + step * distance;
      if (!fits(place, index)) continue;
      const rest = look(index + step, place, step);
      if (rest) return [place, ...rest];
    }
    return null;
  };
  if (!fits(at, anchor)) return null;
  const before = look(anchor - 1, at, -1);
  const after = before && look(anchor + 1, at, 1);
  return before && after ? [...before.reverse(), at, ...after] : null;
}

function isTakenAway(prepared: Ready, words: readonly Located[], { negatable }: Rule, rule: number, pattern: Pattern, found: readonly number[]): boolean {
  if (negatable && !pattern.negates && isNegated(prepared, words, found)) return true;
  const sentence = words[found[0] ?? 0]?.sentence;
  return (prepared.unless[rule] ?? []).some((exception) => words.some((word, at) => word.sentence === sentence && matchAt(words, exception, at, new Set()) !== null));
}

/** "He never hit me", "slår meg ikke"; but not "I did not want him to touch me", nor "not only". */
function isNegated({ negator, after, lifted }: Ready, words: readonly Located[], found: readonly number[]): boolean {
  const [first, last] = [found[0] ?? 0, found.at(-1) ?? 0];
  const clause = words[first]?.clause;
  const negates = (at: number, by: number): boolean => words[at]?.clause === clause && (words[at]?.elements.includes(by) ?? false) && !(words[at + 1]?.elements.includes(lifted) ?? false);
  for (let at = Math.max(0, first - negationReach); at <= last; at += 1) if (!found.includes(at) && negates(at, negator)) return true;
  return negates(last + 1, after) || negates(last + 2, after);
}

/** Of one rule, what lies within or across another hit is said once, at its longest. */
function keep(hits: Map<string, Hit>, hit: Hit): void {
  for (const [key, other] of hits) {
    if (other.rule !== hit.rule || hit.start >= other.end || other.start >= hit.end) continue;
    hits.delete(key);
    return keep(hits, { ...hit, start: Math.min(hit.start, other.start), end: Math.max(hit.end, other.end) });
  }
  hits.set(`${hit.rule} ${hit.start}`, hit);
}
