// Patterns of a policy, made ready for matching. A pattern is words in their order: `word`, `beginning*`, `mispelt~` (one letter wrong,
// ending free), `this|that`, `{group}`; `..` lets three words stand between, `...` eight, and `<>` takes both sides in either order. Pure.
import { fold } from './words.ts';
import type { Policy, PolicyFault } from './policy.ts';

/** `elements[i]` is what stands at its place; up to `gaps[i]` words may stand before it. */
export interface Pattern { elements: readonly number[]; gaps: readonly number[]; anchor: number; negates: boolean }

/** What spellings belong to which elements of patterns. */
export interface Lexicon { exact: Map<string, number[]>; beginnings: Map<string, number[]>; alike: Map<string, number[]> }
export class PatternError extends Error {
  readonly fault: PolicyFault;
  constructor(fault: PolicyFault) {
    super(fault.problem);
    this.fault = fault;
  }
}

/** What a text has that is no word: found by the finders of redaction. */
export const finds = ['#phone', '#email', '#link', '#handle'] as const;
const gapOf: Readonly<Record<string, number>> = { '..': 3, '...': 8 };
const eitherOrderGap = 8;

export class Patterns {
  readonly lexicon: Lexicon = { exact: new Map(), beginnings: new Map(), alike: new Map() };
  readonly #policy: Policy;
  readonly #elements = new Map<string, number>();
  /** The commonest words with how common each is, and the same summed for elements. */
  readonly #common: readonly string[];
  readonly #commonness = new Map<number, number>();

  constructor(policy: Policy) {
    this.#policy = policy;
    this.#common = (policy.groups['common'] ?? []).map(fold);
    for (const name of finds) this.#elements.set(name, this.#elements.size);
  }

  get size(): number {
    return this.#elements.size;
  }

  /** The number of an element, its words entered in the lexicon the first time. */
  element(text: string, path: PolicyFault['path']): number {
    const known = this.#elements.get(text);
    if (known !== undefined) return known;
    const made = this.#elements.size;
    this.#elements.set(text, made);
    const words = this.#wordsOf(text, path, []);
    for (const word of words) this.#enter(word, made, path);
    this.#commonness.set(made, this.#commonnessOf(words));
    return made;
  }

  read(text: string, path: PolicyFault['path']): Pattern[] {
    const sides = text.split('<>').map((side) => side.trim());
    if (sides.length === 1) return [this.#sequence(text, path)];
    const [one, two] = sides;
    if (!one || !two || sides.length > 2) throw new PatternError({ path, problem: `"${text}" has no two sides`, remedy: 'write <> once, with words before and after it' });
    return [this.#sequence(`${one} <${eitherOrderGap}> ${two}`, path), this.#sequence(`${two} <${eitherOrderGap}> ${one}`, path)];
  }

  #sequence(text: string, path: PolicyFault['path']): Pattern {
    const elements: number[] = [];
    const gaps: number[] = [];
    const names: string[] = [];
    let gap = 0;
    for (const part of text.trim().split(/\s+/)) {
      const between = gapOf[part] ?? /^<(\d)>$/.exec(part)?.[1];
      if (between !== undefined) { gap = Number(between); continue; }
      elements.push(this.element(part, path));
      gaps.push(elements.length === 1 ? 0 : gap);
      names.push(part);
      gap = 0;
    }
    if (elements.length === 0 || gap > 0) throw new PatternError({ path, problem: `"${text}" ends with a gap`, remedy: 'write a word on either side of each gap' });
    const commonness = elements.map((element) => this.#commonness.get(element) ?? 0);
    return { elements, gaps, anchor: commonness.indexOf(Math.min(...commonness)), negates: names.some((name) => name.startsWith('{negator')) };
  }

  /** How often words of an element are met: the n-th commonest word is met about 1/n as often as the first. */
  #commonnessOf(words: readonly string[]): number {
    const [exact, beginnings] = [new Set<string>(), [] as string[]];
    for (const word of words) if (/[*~]$/.test(word)) beginnings.push(fold(word.slice(0, -1))); else exact.add(fold(word));
    return this.#common.reduce((sum, word, place) => (exact.has(word) || beginnings.some((stem) => word.startsWith(stem)) ? sum + 1 / (place + 1) : sum), 0);
  }

  #wordsOf(text: string, path: PolicyFault['path'], within: readonly string[]): string[] {
    return text.split('|').flatMap((part) => {
      const name = /^\{([a-z-]+)\}$/.exec(part)?.[1];
      if (name === undefined) return [part];
      const words = this.#policy.groups[name];
      if (!words || within.includes(name)) throw new PatternError({ path, problem: words ? `the group ${name} holds itself` : `there is no group ${name}`, remedy: 'name a group that stands under groups' });
      return words.flatMap((word) => this.#wordsOf(word, ['groups', name], [...within, name]));
    });
  }

  #enter(word: string, element: number, path: PolicyFault['path']): void {
    const [, stem = '', mark = ''] = /^([\p{L}\p{M}\p{N}'’-]+)([*~]?)$/u.exec(word) ?? [];
    const spelling = fold(stem);
    if (spelling === '' || stem.includes('-') || (mark !== '' && spelling.length < 3)) {
      throw new PatternError({ path, problem: `"${word}" is no word that can be looked for`, remedy: 'write one word; a beginning has three letters at least, and words with a hyphen are two' });
    }
    const list = mark === '*' ? this.lexicon.beginnings : mark === '~' ? this.lexicon.alike : this.lexicon.exact;
    list.set(spelling, [...list.get(spelling) ?? [], element]);
  }
}
