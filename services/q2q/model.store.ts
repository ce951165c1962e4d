// The register of models: which versions may score, with how they were judged.
import type { Transaction } from '../../mixins/database/transaction.ts';
import { languages, type Dimension, type Language } from '../../channels/vocabulary.ts';
import type { Evaluation, Model } from './model.ts';

/** Whether this very model, byte for byte, is in the register. */
export async function isRegistered(tx: Transaction, { version, sha256 }: Model): Promise<boolean> {
  return await tx.maybe('select 1 from model_versions where id = $1 and sha256 = $2', [version, sha256]) !== undefined;
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
