// How rows in which somebody says something are read: words, verdicts, scores and names are asked of the rooms that have them.
// What comes back is all that a transaction needs; nothing is kept here.
import { dimensions } from '../../channels/vocabulary.ts';
import type { Consumer } from '../../mixins/broker/actions.ts';
import { keptSentence, snippetOf, type KeptSentence, type Meaning, type Saying } from './meaning.ts';

/** Asks the rooms for words, names and scores; what comes back is all the transaction needs. */
export async function meaningsOf(sayings: readonly Saying[], { tenantId, ask }: Pick<Consumer, 'tenantId' | 'ask'>): Promise<Meaning[]> {
  const texts = await textsOf(sayings, ask);
  // Asked before anything is kept: no snippet of a flagged text is ever seen, whichever room hears of the row first.
  const { items: found } = texts.size === 0 ? { items: [] } : await ask('safety.screen', { items: [...texts].map(([id, words]) => ({ id, texts: words })) });
  const flagged = new Set(found.map(({ id }) => id));
  const silent = sayings.flatMap((saying) => dimensions.map((dimension): Meaning => ({ saying, dimension, reading: null, snippet: null, flagged: flagged.has(saying.textId ?? '') })));
  const words = new Map([...texts].flatMap(([id, { feedback: text }]) => (text === undefined || text.trim() === '' ? [] : [[id, text] as const])));
  if (words.size === 0) return silent;
  const { items: scores } = await ask('q2q.score', { items: [...words].map(([id, text]) => ({ id, text })) }, { timeoutMs: 60_000 });
  const telling = new Set(scores.flatMap(({ id, score }) => (score === null ? [] : [id])));
  const heard = sayings.filter(({ textId }) => textId !== null && telling.has(textId));
  const people = [...new Set(heard.flatMap(({ participantId, volunteerId }) => [participantId, volunteerId]))];
  const { items: known } = people.length === 0 ? { items: [] } : await ask('profiles.names', { ids: people });
  const namesOf = new Map(known.map(({ id, names }) => [id, names]));
  const scoreOf = new Map(scores.map((scored) => [`${scored.id} ${scored.dimension}`, scored]));
  const sentences = new Map<string, KeptSentence>();
  return silent.map((meaning): Meaning => {
    const { saying, dimension } = meaning;
    const text = words.get(saying.textId ?? '');
    const scored = scoreOf.get(`${saying.textId ?? ''} ${dimension}`);
    if (text === undefined || !scored || scored.score === null || scored.sentence === null) return meaning;
    const { language, score, confidence, sentence, modelVersion, likeness } = scored;
    const reading = { dimension, language, score, confidence, sentence, modelVersion, likeness };
    // Mostly one sentence carries the scores of several dimensions.
    const place = `${saying.key} ${saying.textId} ${sentence.start}`;
    const kept = sentences.get(place) ?? keptSentence(text, sentence, [...namesOf.get(saying.participantId) ?? [], ...namesOf.get(saying.volunteerId) ?? []]);
    sentences.set(place, kept);
    return { ...meaning, reading, snippet: snippetOf(tenantId, saying, reading, kept) };
  });
}

/** All that was written in these rows, by the id of its text, from the rooms that keep it. */
async function textsOf(sayings: readonly Saying[], ask: Consumer['ask']): Promise<Map<string, Record<string, string>>> {
  const ids = (room: Saying['room']): string[] => sayings.flatMap((saying) => (saying.room === room ? saying.textId ?? [] : []));
  const [sessions, feedback] = [ids('kintell'), ids('buddy')];
  const found = [
    ...sessions.length === 0 ? [] : (await ask('kintell.texts', { ids: sessions })).items,
    ...feedback.length === 0 ? [] : (await ask('buddy.texts', { ids: feedback })).items,
  ];
  return new Map(found.map(({ id, texts }) => [id, texts]));
}
