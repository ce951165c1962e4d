// Scores of questionnaires beside the answers they came from: a total that is told alone and differs leaves no older answers
// standing that would come to another. An equal one leaves them.
import type { Transaction } from '../../mixins/database/transaction.ts';
import type { Told } from '../../mixins/rows/source.ts';
import { instrumentScores, type InstrumentScore } from './instrument.ts';

export const keptScores: typeof instrumentScores = { ...instrumentScores, refer: forgetOldAnswers };

/** Names nothing that rows would wait for. */
async function forgetOldAnswers(tx: Transaction, rows: readonly Told<InstrumentScore>[]): Promise<null[]> {
  const alone = rows.filter((row) => row.words['items'] === undefined);
  const known = alone.length === 0 ? [] : await tx.rows<{ key: string; total: number }>(
    'select score_key as key, total from instrument_scores where tenant_id = $1 and score_key = any($2) and is_current', [tx.tenantId, alone.map(({ key }) => key)]);
  const totals = new Map(known.map(({ key, total }) => [key, total]));
  for (const row of alone) if (totals.has(row.key) && totals.get(row.key) !== row.values.total) row.words['items'] = null;
  return rows.map(() => null);
}
