// Answers that were given before, by text and model: the same words are scored once. Keeps offsets and weights, never words.
import { hash } from 'node:crypto';
import type { Bank } from './bank.ts';
import { scoreAll, type Scored } from './model.ts';

export type Answer = Omit<Scored, 'contributions'> & { contributions: { start: number; end: number; weight: number }[] };
const mostContributions = 12;

export class Answers {
  readonly #kept = new Map<string, Answer[]>();
  readonly #most: number;

  constructor(most: number) {
    this.#most = most;
  }

  /** What each model of the bank says, in their order. The least recently asked is dropped first. */
  of(bank: Bank, text: string): Answer[] {
    const key = hash('sha256', `${bank.models.map(({ version }) => version).join(' ')}\n${text}`, 'base64');
    const known = this.#kept.get(key);
    if (known) this.#kept.delete(key);
    const answer = known ?? scoreAll(bank, text).map(shorten);
    this.#kept.set(key, answer);
    if (this.#kept.size > this.#most) for (const oldest of this.#kept.keys()) { this.#kept.delete(oldest); break; }
    return answer;
  }
}

function shorten(scored: Scored): Answer {
  const strongest = [...scored.contributions].sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight)).slice(0, mostContributions);
  return { ...scored, contributions: strongest.map(({ start, end, weight }) => ({ start, end, weight })) };
}
