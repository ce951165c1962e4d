// What changed in people, and what they said of it: clear changes first, then what cannot be told, each with its base and its interval.
// It knows how scores and changes belong together; it refuses to call a rise what may be chance.
import { dimensions } from '../../channels/vocabulary.ts';
import { changesOf, clearChanges, dimensionWord } from './change.ts';
import type { Fact } from './facts.ts';
import { figures, opened, prose, type DraftParagraph, type Pen } from './pen.ts';
import { isDoubt } from './quotations.ts';
import type { Sentence } from './template.ts';

export function outcomes(pen: Pen): DraftParagraph[] {
  return [...prose(changes(pen)), ...prose(levels(pen)), ...prose(lifted(pen))];
}

/** Quotations by dimension, each group after a sentence with the score that it belongs to; doubts are told as such. */
export function voices(pen: Pen): DraftParagraph[] {
  const { snippets } = pen.brief;
  const groups = dimensions.flatMap((dimension) => {
    const [own, score] = [snippets.filter((snippet) => snippet.dimension === dimension), pen.measured(dimension)];
    // Of several programmes there is no score to go before the words.
    return own.length > 0 && (score || pen.brief.programme === '') ? [{ own, score }] : [];
  }).toSorted((one, other) => snippets.indexOf(one.own[0] as typeof snippets[number]) - snippets.indexOf(other.own[0] as typeof snippets[number]));
  if (groups.length === 0) return [{ kind: 'note', sentences: [], note: 'note.noQuotes' }];
  let doubts = 0;
  return groups.flatMap(({ own, score }, index) => [
    ...(score ? prose([pen.say(index === 0 ? 'voices.intro' : 'voices.on', { ...figures(score), dimension: dimensionWord(pen, score) }, index)]) : []),
    ...own.map((snippet): DraftParagraph => {
      const quote = `{quote:${snippet.ref}}`;
      return isDoubt(snippet) ? { kind: 'prose', sentences: [pen.say('voices.doubt', { quote }, doubts++)] } : { kind: 'quote', sentences: [{ template: quote, connects: false }] };
    }),
  ]);
}

function changes(pen: Pen): Sentence[] {
  const clear = clearChanges(pen).toSorted((one, other) => Math.abs(other.value ?? 0) - Math.abs(one.value ?? 0));
  const [lead, ...rest] = clear;
  const [up, down] = [rest.filter(({ value }) => (value ?? 0) > 0), rest.filter(({ value }) => (value ?? 0) < 0)];
  const unclear = changesOf(pen).filter((change) => !clear.includes(change));
  const listed = (key: string, found: readonly Fact[]): Sentence[] => (found.length === 0 ? [] : [pen.say(key, { list: listOf(pen, found), count: found.length })]);
  return [...(lead ? leading(pen, lead) : []), ...listed('outcomes.alsoUp', up), ...listed('outcomes.alsoDown', down), ...listed('outcomes.unclear', unclear)];
}

function leading(pen: Pen, change: Fact): Sentence[] {
  const dimension = change.metric.replace('_change', '');
  const [score, before] = [pen.measured(dimension), pen.before(dimension)];
  const word = dimensionWord(pen, change);
  return [
    pen.say((change.value ?? 0) > 0 ? 'outcomes.leadUp' : 'outcomes.leadDown', { ...figures(change), dimension: word, Dimension: opened(word) }),
    ...(score ? [pen.say(before ? 'outcomes.level' : 'outcomes.levelFirst', figures(score, before))] : []),
  ];
}

function listOf(pen: Pen, found: readonly Fact[]): string {
  return pen.list(found.map((change) => pen.word('item.change', { ...figures(change), dimension: dimensionWord(pen, change) })));
}

/** Where people stand: the highest and the lowest mean score, and what lies between. */
function levels(pen: Pen): Sentence[] {
  const scores = dimensions.flatMap((dimension) => pen.measured(dimension) ?? []).filter(({ formattedLow }) => formattedLow !== null).toSorted((one, other) => (other.value ?? 0) - (one.value ?? 0));
  // Of a single score nothing is highest.
  const [highest, lowest] = scores.length > 1 ? [scores[0], scores.at(-1)] : [];
  const told = (key: string, fact: Fact | undefined): Sentence[] => (fact ? [pen.say(key, { ...figures(fact), dimension: dimensionWord(pen, fact) })] : []);
  const between = scores.slice(1, -1);
  const list = pen.list(between.map((score) => pen.word('item.score', { ...figures(score), dimension: dimensionWord(pen, score) })));
  return [...told('outcomes.highest', highest), ...told('outcomes.lowest', lowest), ...(between.length > 0 ? [pen.say('outcomes.between', { list, count: between.length })] : [])];
}

function lifted(pen: Pen): Sentence[] {
  const lift = pen.measured('lift');
  return lift?.formattedLow ? [pen.say('outcomes.lift', figures(lift))] : [];
}
