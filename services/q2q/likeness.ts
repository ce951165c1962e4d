// What a sentence is about, as a few numbers: how much of each word group it has, denied ones against the others, and where it leans on
// each dimension. The groups mean the same in all languages, so that sentences can be compared across them. Pure; it holds no word.
import { dimensions, type Language } from '../../channels/vocabulary.ts';
import { concepts } from './lexicon.ts';
import { Tokens } from './tokens.ts';
import { shareOf } from './words.ts';

const width = concepts.length + dimensions.length;
/** Word groups that stand in nearly every sentence say little of what one is about. */
const faint: ReadonlySet<string> = new Set(['self', 'other', 'feel', 'degree', 'thanks']);
const faintShare = 0.3;
const leanShare = 1.5;
const longest = 127;
const tokens = new Tokens();

/** Numbers from -127 to 127, as long as each other's: the cosine of two is their product by `longest` squared. Null where nothing was recognised. */
export function likenessOf(text: string, language: Language): Int8Array | null {
  const sums = new Float64Array(width);
  tokens.read(text, language);
  for (let at = 0; at < tokens.size; at += 1) {
    const { concepts: groups, leans } = tokens.words[at] ?? { concepts: [], leans: [] };
    if (groups.length === 0) continue;
    const share = shareOf(tokens.scope[at] ?? 0);
    for (const group of groups) sums[group] = (sums[group] ?? 0) + share * (faint.has(concepts[group] ?? '') ? faintShare : 1);
    for (const [dimension, lean] of leans.entries()) sums[concepts.length + dimension] = (sums[concepts.length + dimension] ?? 0) + leanShare * share * lean;
  }
  // The second word of a group says less than the first.
  const damped = sums.map((sum) => Math.sign(sum) * Math.sqrt(Math.abs(sum)));
  const length = Math.sqrt(damped.reduce((total, value) => total + value * value, 0));
  return length === 0 ? null : Int8Array.from(damped, (value) => Math.round((value / length) * longest));
}
