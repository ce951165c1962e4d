// What a told row makes of what is known: a new revision of its stack, or nothing. Pure; the store brings the stack and writes
// what comes out. A row's value is its last revision that is not withdrawn.
import { hash } from 'node:crypto';
import { newId } from '../../services/kernel/ids.ts';
import { columnNames, type Revision, type SourceTable, type Told, type Value } from './source.ts';

export interface Draft<V> { next: Revision<V>; text: string | null; verdict: 'created' | 'updated' | 'unchanged'; current: Revision<V> | undefined }
type Source<V extends Record<keyof V, Value>> = Pick<SourceTable<V>, 'columns' | 'words' | 'settle' | 'authorOf'>;

/** `mark` is the keyed hash of a text: equal texts are recognised without being opened. */
export function draftRevision<V extends Record<keyof V, Value>>(source: Source<V>, told: Told<V>, stack: readonly Revision<V>[], mark: (text: string) => string): Draft<V> {
  const current = stack.find((revision) => revision.isCurrent);
  const top = stack.reduce((highest, { revision }) => Math.max(highest, revision), 0);
  const words = keptWords(source, told, stack, current);
  const textMark = words === undefined ? current?.textMark ?? null : words === null ? null : mark(words);
  const values = mergeValues(source, told, stack, current);
  source.settle?.(values, told, current?.values);
  const fingerprint = fingerprintOf(source, values, textMark);
  const isSame = current !== undefined && current.fingerprint === fingerprint;
  // Words told anew of another person are sealed anew: under the first one's key they would go and stay with the wrong one.
  const sameText = current !== undefined && current.textMark === textMark && (words === undefined || source.authorOf?.(current.values) === source.authorOf?.(values));
  const next: Revision<V> = {
    key: told.key, revision: isSame ? current.revision : top + 1, id: stack[0]?.id ?? newId(), teller: told.teller, values,
    textId: isSame || sameText ? current.textId : words ? newId() : null, textMark, fingerprint, importId: null, line: null, receiptId: null, isCurrent: true,
  };
  return { next, text: isSame || sameText ? null : words ?? null, verdict: isSame ? 'unchanged' : current ? 'updated' : 'created', current };
}

function mergeValues<V extends Record<keyof V, Value>>(source: Source<V>, told: Told<V>, stack: readonly Revision<V>[], current: Revision<V> | undefined): V {
  const values: Partial<Record<keyof V, Value>> = {};
  for (const name of columnNames(source)) {
    const value: Value | undefined = told.values[name];
    const known: Value = current?.values[name] ?? null;
    const keeps = value === undefined || (value === null && known !== null && tellerOf(stack, current, (revision) => revision.values[name]) !== told.teller);
    values[name] = keeps ? known : value;
  }
  return values as V;
}

/** Who first told the value that a row has now: an empty cell of another teller does not clear it. */
function tellerOf<V>(stack: readonly Revision<V>[], current: Revision<V> | undefined, read: (revision: Revision<V>) => Value): string | undefined {
  if (!current) return undefined;
  const value = read(current);
  let first = current;
  for (const revision of [...stack].sort((a, b) => b.revision - a.revision)) {
    if (revision.revision >= current.revision) continue;
    if (read(revision) !== value) break;
    first = revision;
  }
  return first.teller;
}

/** The words of a row as they are kept together; undefined when none were told, null when all are empty. */
function keptWords<V extends Record<keyof V, Value>>(source: Source<V>, told: Told<V>, stack: readonly Revision<V>[], current: Revision<V> | undefined): string | null | undefined {
  let isTold = false;
  let kept: Record<string, string> | undefined;
  for (const name of source.words) {
    const text = told.words[name];
    if (text === undefined) continue;
    isTold = true;
    if (text !== null && text.trim() !== '') (kept ??= {})[name] = text;
  }
  if (kept) return JSON.stringify(kept);
  if (!isTold || (current?.textMark && tellerOf(stack, current, (revision) => revision.textMark) !== told.teller)) return undefined;
  return null;
}

/** 16 bytes over all values in the order of the columns: equal content, equal fingerprint. Hexadecimal. */
export function fingerprintOf<V extends Record<keyof V, Value>>(source: Pick<SourceTable<V>, 'columns'>, values: V, textMark: string | null): string {
  let text = textMark ?? '';
  for (const name of columnNames(source)) text += `\u001f${values[name] ?? '\u0000'}`;
  return hash('sha256', text, 'hex').slice(0, 32);
}
