// Words that were met before, found by what stands in a text without cutting it out: a hash that grows as the text is walked, checked
// against the spelling itself. A list that grew long is dropped whole, since it holds what people wrote. Knows one language.
import type { Language } from '../../channels/vocabulary.ts';
import { mix, wordOf, type Word } from './words.ts';

const mostWords = 8_192;
const slots = 4 * mostWords;
export const hashStart = 0x811c9dc5;

export function hashOn(hash: number, code: number): number {
  return Math.imul(hash ^ code, 0x01000193);
}

export class Vocabulary {
  readonly #language: Language;
  readonly #hashes = new Int32Array(slots);
  readonly #words: (Word | undefined)[] = Array.from({ length: slots });
  #size = 0;

  constructor(language: Language) {
    this.#language = language;
  }

  /** The word between two places, whose units came to this hash. */
  find(text: string, start: number, end: number, hash: number): Word {
    let slot = mix(hash) & slots - 1;
    for (;;) {
      const word = this.#words[slot];
      if (word === undefined) return this.#enter(text.slice(start, end), hash, slot);
      if (this.#hashes[slot] === hash && stands(word.written, text, start, end)) return word;
      slot = slot + 1 & slots - 1;
    }
  }

  #enter(written: string, hash: number, free: number): Word {
    let slot = free;
    if (this.#size >= mostWords) {
      this.#words.fill(undefined);
      this.#size = 0;
      slot = mix(hash) & slots - 1;
    }
    const word = wordOf(written, this.#language);
    this.#hashes[slot] = hash;
    this.#words[slot] = word;
    this.#size += 1;
    return word;
  }
}

function stands(written: string, text: string, start: number, end: number): boolean {
  if (written.length !== end - start) return false;
  for (let at = 0; at < written.length; at += 1) if (written.charCodeAt(at) !== text.charCodeAt(start + at)) return false;
  return true;
}
