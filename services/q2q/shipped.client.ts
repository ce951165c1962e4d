// The models that ship with this version: one a dimension, each a file beside this one.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { dimensions, type Dimension } from '../../channels/vocabulary.ts';
import type { Model } from './model.ts';
import { readModel, type ModelFile } from './model-file.ts';

export const shippedModels: Readonly<Record<Dimension, string>> = {
  confidence: 'confidence-2', belonging: 'belonging-1', lang_level_proxy: 'lang-level-1', job_readiness: 'job-readiness-1', well_being: 'well-being-1',
};

export function modelPathOf(dimension: Dimension): string {
  return path.join(import.meta.dirname, 'models', `${shippedModels[dimension]}.json`);
}

/** Throws where a file is not what its hash says. */
export function openModels(): Model[] {
  return dimensions.map((dimension) => readModel(JSON.parse(readFileSync(modelPathOf(dimension), 'utf8')) as ModelFile));
}
