// What decisions of reviews change here: what was rejected is lifted, and a person's scores stand in place of the model's, now and
// whenever the same text is told again.
import type { EventItem } from '../../channels/contracts.ts';
import type { Transaction } from '../../mixins/database/transaction.ts';
import { byReview, itemOf, scoredKeyOf, type KeptScore } from './meaning.ts';
import { keptScores, writeScores } from './score.store.ts';
import { remember, show } from './verdict.store.ts';

/** Lifts what was rejected, and takes a person's scores in place of the model's. */
export async function applyReviews(tx: Transaction, reviews: readonly EventItem<'safety.review.completed'>[]): Promise<void> {
  await remember(tx, reviews.map(({ textId }) => textId));
  for (const { textId, kind, decision, scores } of reviews) {
    if (kind === 'safety' && decision === 'reject') await tx.run('update evidence_verdicts set lifted = true where tenant_id = $1 and text_id = $2', [tx.tenantId, textId]);
    if (decision !== 'correct') continue;
    await tx.run('update evidence_verdicts set scores = $3 where tenant_id = $1 and text_id = $2', [tx.tenantId, textId, JSON.stringify(Object.fromEntries(scores.map((score) => [score.dimension, score.scoreMicro])))]);
  }
  await show(tx, reviews);
  await correct(tx, reviews.filter(({ decision }) => decision === 'correct'));
}

async function correct(tx: Transaction, reviews: readonly EventItem<'safety.review.completed'>[]): Promise<void> {
  const given = new Map<string, { textId: string; scoreMicro: number }>(reviews.flatMap(({ source, key, textId, scores }) => scores.map(({ dimension, scoreMicro }) => [`${scoredKeyOf(source, key) ?? ''} ${dimension}`, { textId, scoreMicro }] as const)));
  const kept = await keptScores(tx, reviews.flatMap(({ source, key }) => scoredKeyOf(source, key) ?? []));
  const corrected = [...kept].flatMap(([place, score]): KeptScore[] => {
    const found = given.get(place);
    return found && score.present && score.textId === found.textId && score.modelVersion !== byReview ? [{ ...score, generation: score.generation + 1, scoreMicro: found.scoreMicro, confidenceMicro: 1_000_000, modelVersion: byReview }] : [];
  });
  if (corrected.length === 0) return;
  await writeScores(tx, corrected);
  await tx.run(`update evidence_snippets e set score_micro = s.score_micro, confidence_micro = s.confidence_micro, model_version = s.model_version from outcome_scores s
    where e.tenant_id = $1 and s.tenant_id = $1 and s.source_key = e.source_key and s.dimension = e.dimension and e.source_key = any($2) and s.model_version = $3`,
  [tx.tenantId, corrected.map(({ sourceKey }) => sourceKey), byReview]);
  await tx.emit('impact.outcome.scored', corrected.map(itemOf));
}
