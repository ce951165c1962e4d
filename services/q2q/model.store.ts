// The register of models: which versions may score, with how they were judged.
import type { Transaction } from '../../mixins/database/transaction.ts';
import { languages, type Dimension, type Language } from '../../channels/vocabulary.ts';
import type { Evaluation, Model } from './model.ts';

/** Those of the models that are not in the register, byte for byte. */
export async function missingOf(tx: Transaction, models: readonly Model[]): Promise<Model[]> {
  const rows = await tx.rows<{ id: string }>('select id from model_versions join unnest($1::text[], $2::text[]) as asked (id, sha256) using (id, sha256)', [models.map(({ version }) => version), models.map(({ sha256 }) => sha256)]);
  const known = new Set(rows.map(({ id }) => id));
  return models.filter(({ version }) => !known.has(version));
}

export async function registerModel(tx: Transaction, { version, sha256, dimension, evaluation }: Model): Promise<void> {
  await tx.run(`insert into model_versions (id, dimension, provider, languages, sha256, evaluation) values ($1, $2, 'local', $3, $4, $5) on conflict (id) do nothing`,
    [version, dimension, languages, sha256, JSON.stringify(evaluation)]);
}

/** A version as it was judged in one language. */
export interface Judged { version: string; dimension: Dimension; language: Language; reliableChangeMicro: number; macroF1: number; calibrationError: number; method: string }

export async function listEvaluations(tx: Transaction): Promise<Judged[]> {
  const rows = await tx.rows<{ id: string; dimension: Dimension; evaluation: Partial<Record<Language, Evaluation>> }>('select id, dimension, evaluation from model_versions order by id');
  return rows.flatMap(({ id, dimension, evaluation }) => languages.flatMap((language): Judged[] => {
    const judged = evaluation[language];
    if (!judged) return [];
    const { reliableChange, macroF1, calibrationError, method } = judged;
    return [{ version: id, dimension, language, reliableChangeMicro: Math.round(reliableChange * 1e6), macroF1, calibrationError, method }];
  }));
}
