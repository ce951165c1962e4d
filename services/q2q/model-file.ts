// How a trained model is kept: weights as bytes in steps, buckets as distances, all of it under one hash. Pure; it reads no disk.
import { hash } from 'node:crypto';
import type { Dimension, Language } from '../../channels/vocabulary.ts';
import type { Calibration, Evaluation, Head, Model } from './model.ts';
import { bucketCount } from './words.ts';

/** One linear head: bucket weights in steps of `step`, and a starting point for each language. */
export interface HeadFile { step: number; weights: string; bias: Record<Language, number> }
export interface ModelFile {
  version: string; dimension: Dimension; corpusSha256: string; buckets: string; speaks: HeadFile; level: HeadFile; torn: HeadFile;
  calibration: Record<Language, Calibration>; evaluation: Record<Language, Evaluation>; sha256: string;
}

/** The hash that a model is registered by: over everything in its file but the hash. */
export function hashModel(file: Omit<ModelFile, 'sha256'>): string {
  const { version, dimension, corpusSha256, buckets, speaks, level, torn, calibration, evaluation } = file;
  return hash('sha256', JSON.stringify({ version, dimension, corpusSha256, buckets, speaks, level, torn, calibration, evaluation }), 'hex');
}

/** Opens a model file. Its name carries the start of its hash: a retrained model is another version. */
export function readModel(file: ModelFile): Model {
  if (hashModel(file) !== file.sha256) throw new Error(`model ${file.version}: its content is not what its hash says`);
  const buckets = readBuckets(file.buckets);
  const head = ({ step, weights, bias }: HeadFile): Head => {
    const bytes = Buffer.from(weights, 'base64');
    const steps = new Int8Array(bucketCount);
    for (const [index, bucket] of buckets.entries()) steps[bucket] = bytes.readInt8(index);
    return { step, steps, bias };
  };
  return {
    version: `${file.version}.${file.sha256.slice(0, 8)}`, sha256: file.sha256, dimension: file.dimension, speaks: head(file.speaks), level: head(file.level), torn: head(file.torn),
    calibration: file.calibration, evaluation: file.evaluation,
  };
}

/** Bucket numbers as distances, seven bits a byte. */
export function writeBuckets(buckets: readonly number[]): string {
  const bytes: number[] = [];
  let last = 0;
  for (const bucket of buckets) {
    for (let rest = bucket - last; ; rest >>>= 7) {
      if (rest < 128) {
        bytes.push(rest);
        break;
      }
      bytes.push((rest & 127) | 128);
    }
    last = bucket;
  }
  return Buffer.from(bytes).toString('base64');
}

function readBuckets(packed: string): number[] {
  const buckets: number[] = [];
  let last = 0;
  let value = 0;
  let shift = 0;
  for (const byte of Buffer.from(packed, 'base64')) {
    value |= (byte & 127) << shift;
    shift += 7;
    if (byte < 128) {
      last += value;
      buckets.push(last);
      value = 0;
      shift = 0;
    }
  }
  return buckets;
}
