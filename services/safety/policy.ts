// What a policy is: groups of words, expressions that mean no harm, and rules with what they look for. Judges what was read from its
// file and says where it is wrong and how to mend it; it opens no file. Pure.
import { safetyCategories, severities, type SafetyCategory, type Severity } from '../../channels/vocabulary.ts';

export interface Rule {
  id: string; category: SafetyCategory; severity: Severity;
  /** Patterns, any of which is a hit. */
  says: readonly string[];
  /** Patterns that, in the same sentence, take its hits away. */
  unless: readonly string[];
  /** Whether "never", "nobody" and their like before a hit take it away. */
  negatable: boolean;
}

export interface Policy {
  version: string;
  dueHours: Readonly<Record<Severity, number>>;
  groups: Readonly<Record<string, readonly string[]>>;
  /** Expressions that only sound grave: their words count for no rule. */
  idioms: readonly string[];
  rules: readonly Rule[];
}

/** What is wrong, and where in the file: keys and places from its root. */
export interface PolicyFault { path: (string | number)[]; problem: string; remedy: string }
/** Groups that the screening itself asks for. */
export const neededGroups = ['common', 'negator', 'negator-after', 'negation-lifted'] as const;

const ruleKeys = ['id', 'category', 'severity', 'says', 'unless', 'negatable'];

/** The policy in what was read from a file, or its first fault. */
export function readPolicy(read: unknown): Policy | PolicyFault {
  if (!isRecord(read)) return { path: [], problem: 'the file is no map', remedy: 'write version, dueHours, groups, idioms and rules at its root' };
  const { version, dueHours, groups, idioms, rules } = read;
  if (typeof version !== 'string' || version === '') return { path: ['version'], problem: 'there is no version', remedy: 'name it as text, for example "2026-11"' };
  if (!isRecord(dueHours)) return { path: ['dueHours'], problem: 'there are no due times', remedy: `give hours for ${severities.join(', ')}` };
  for (const severity of severities) {
    const hours = dueHours[severity];
    if (typeof hours !== 'number' || hours <= 0) return { path: ['dueHours', severity], problem: `${severity} has no due time`, remedy: 'give it a number of hours above 0' };
  }
  if (!isRecord(groups)) return { path: ['groups'], problem: 'there are no groups', remedy: 'write a map of names and lists of words' };
  for (const [name, words] of Object.entries(groups)) if (!isTexts(words)) return { path: ['groups', name], problem: `the group ${name} is no list of words`, remedy: 'write each word as text; an empty group must go' };
  const missing = neededGroups.find((name) => !groups[name]);
  if (missing !== undefined) return { path: ['groups'], problem: `the group ${missing} is missing`, remedy: `keep the groups ${neededGroups.join(', ')}` };
  if (!isTexts(idioms)) return { path: ['idioms'], problem: 'there are no idioms', remedy: 'write a list of patterns' };
  if (!Array.isArray(rules) || rules.length === 0) return { path: ['rules'], problem: 'there are no rules', remedy: 'write a list of rules' };
  const known = new Set<string>();
  for (const [place, rule] of rules.entries()) {
    const fault = faultOf(rule, known);
    if (fault) return { ...fault, path: ['rules', place, ...fault.path] };
  }
  return { version, dueHours: dueHours as Policy['dueHours'], groups: groups as Policy['groups'], idioms, rules: rules.map((rule: Rule) => ({ ...rule, unless: rule.unless ?? [], negatable: rule.negatable ?? true })) };
}

function faultOf(rule: unknown, known: Set<string>): PolicyFault | null {
  if (!isRecord(rule)) return { path: [], problem: 'a rule is no map', remedy: `give it ${ruleKeys.join(', ')}` };
  const { id, category, severity, says, unless, negatable } = rule;
  const strange = Object.keys(rule).find((key) => !ruleKeys.includes(key));
  if (strange !== undefined) return { path: [strange], problem: `a rule has no ${strange}`, remedy: `use ${ruleKeys.join(', ')}` };
  if (typeof id !== 'string' || !/^[a-z][a-z0-9.-]*$/.test(id)) return { path: ['id'], problem: 'a rule needs an id', remedy: 'write small letters, digits, points and hyphens' };
  if (known.has(id)) return { path: ['id'], problem: `two rules are called ${id}`, remedy: 'give each its own id' };
  known.add(id);
  if (!safetyCategories.some((one) => one === category)) return { path: ['category'], problem: `${id} has no category that is known`, remedy: `use one of ${safetyCategories.join(', ')}` };
  if (!severities.some((one) => one === severity)) return { path: ['severity'], problem: `${id} has no severity that is known`, remedy: `use one of ${severities.join(', ')}` };
  if (!isTexts(says)) return { path: ['says'], problem: `${id} says nothing`, remedy: 'write a list of patterns' };
  if (unless !== undefined && !isTexts(unless)) return { path: ['unless'], problem: `${id} has exceptions that are no list`, remedy: 'write a list of patterns, or leave it out' };
  if (negatable !== undefined && typeof negatable !== 'boolean') return { path: ['negatable'], problem: `${id}: negatable is neither true nor false`, remedy: 'write true or false, or leave it out' };
  return null;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.length > 0 && value.every((one) => typeof one === 'string' && one.trim() !== '');
}
