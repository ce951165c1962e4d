// The policy that ships with this version, and what was learnt beside it: files beside this one, read and judged once. What is wrong in
// the policy is said with its line.
import { hash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { isNode, LineCounter, parseDocument } from 'yaml';
import { readLearnt, type LearntFile } from './learnt.ts';
import { PatternError } from './pattern.ts';
import { readPolicy, type Policy, type PolicyFault } from './policy.ts';
import { prepare } from './screening.ts';

const file = path.join(import.meta.dirname, 'policy.yaml');
export const learntPath = path.join(import.meta.dirname, 'model', 'safety-1.json');
let shipped: Policy | undefined;

export function shippedPolicy(): Policy {
  // The policy itself, no copy: its patterns were made ready for it.
  return shipped ??= Object.assign(ruledPolicy(), { learnt: readLearnt(JSON.parse(readFileSync(learntPath, 'utf8')) as LearntFile) });
}

let mark: string | undefined;

/** What tells this policy, with what was learnt, from any other. */
export function shippedMark(): string {
  return mark ??= hash('sha256', [file, learntPath].map((name) => hash('sha256', readFileSync(name))).join(' ')).slice(0, 32);
}

/** Its rules alone, as they are before anything was learnt. */
export function ruledPolicy(): Policy {
  return parsePolicy(readFileSync(file, 'utf8'));
}

/** Throws where the text is no policy, with the line and what to do about it. */
export function parsePolicy(text: string): Policy {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true });
  const [broken] = document.errors;
  if (broken) throw new Error(`policy.yaml, line ${lines.linePos(broken.pos[0]).line}: ${broken.message.split('\n')[0] ?? 'is no YAML'}; write it as YAML 1.2`);
  const wrong = ({ path: at, problem, remedy }: PolicyFault): Error => {
    // A fault in what is not there is shown at what should hold it.
    for (let depth = at.length; depth >= 0; depth -= 1) {
      const node: unknown = depth === 0 ? document.contents : document.getIn(at.slice(0, depth), true);
      if (isNode(node) && node.range) return new Error(`policy.yaml, line ${lines.linePos(node.range[0]).line}: ${problem}; ${remedy}`);
    }
    return new Error(`policy.yaml, line 1: ${problem}; ${remedy}`);
  };
  const policy = readPolicy(document.toJS());
  if ('problem' in policy) throw wrong(policy);
  try {
    prepare(policy);
  } catch (error) {
    throw error instanceof PatternError ? wrong(error.fault) : error;
  }
  return policy;
}
