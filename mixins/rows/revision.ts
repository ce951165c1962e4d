// What a row is worth: the tellings that stand, folded one after the other. A new telling makes a revision of the row's stack,
// or supports one. Pure; the store brings stacks and opened words, and writes what comes out.
import { hash } from 'node:crypto';
import { newId } from '../../services/kernel/ids.ts';
import { columnNames, firstWordBit, type Cells, type Revision, type SourceTable, type Teller, type Told, type Value, type Where } from './source.ts';

type Any<V> = Record<keyof V, Value>;
type Source<V extends Any<V>> = Pick<SourceTable<V>, 'columns' | 'words' | 'outdated' | 'settle' | 'authorOf' | 'addedBy' | 'referred'>;

/** `text` is to be sealed under `next.textId`. A silent draft changes nothing of the row today; `isNew` is false where it only supports. */
export interface Draft<V> { next: Revision<V>; text: string | null; verdict: 'created' | 'updated' | 'unchanged'; current: Revision<V> | undefined; isNew: boolean }

/** How texts are recognised and read: a keyed hash, and those that were opened, by id. */
export interface Texts { mark(text: string): string; opened: ReadonlyMap<string, Readonly<Record<string, string>>> }

/** What is known of a row from the tellings so far: each cell with who first told it so. */
interface Known<V> {
  values: Partial<Record<keyof V, Value>>;
  by: Partial<Record<keyof V, Teller>>;
  words: Map<string, { by: Teller; textId: string | null; text?: string }>;
  textMark: string | null;
}
interface Fold<V> { known: Known<V>; live: Revision<V>[]; /** Place in `live` of the last revision that changed something. */ lastChange: number }

/** Revisions that are not withdrawn, in their order, and what they make of the row. */
function fold<V extends Any<V>>(source: Source<V>, stack: readonly Revision<V>[]): Fold<V> {
  const live = stack.filter(({ isWithdrawn, cells }) => !isWithdrawn && (cells.given | cells.emptied) !== 0).sort((a, b) => a.revision - b.revision);
  const known: Known<V> = { values: {}, by: {}, words: new Map(), textMark: null };
  let lastChange = 0;
  for (const [place, { teller, cells, values, textId, textMark }] of live.entries()) {
    let isChanged = tellValues(source, known, teller, cells, values);
    if (tellWords(source, known, teller, cells, () => ({ textId })) && textMark !== known.textMark) {
      known.textMark = textMark;
      isChanged = true;
    }
    if (isChanged) lastChange = place;
  }
  return { known, live, lastChange };
}

/** An empty cell of another teller does not clear a value; what is told again as it stood stays with who first told it. */
function tellValues<V extends Any<V>>(source: Source<V>, { values, by }: Known<V>, teller: Teller, { given, emptied }: Cells, told: { readonly [K in keyof V]?: Value | undefined }): boolean {
  const { outdated } = source;
  const before = outdated && values[outdated.by];
  let isChanged = false;
  let bit = 1;
  let givenWord = false;
  let givenBy = false;
  for (const name of columnNames(source)) {
    const value = told[name];
    if ((given & bit) !== 0 && value != null) {
      if (name === outdated?.column) givenWord = true;
      if (name === outdated?.by) givenBy = true;
      if (values[name] !== value) {
        values[name] = value;
        by[name] = teller;
        isChanged = true;
      }
    } else if ((emptied & bit) !== 0 && values[name] != null && by[name] === teller) {
      values[name] = null;
      isChanged = true;
    }
    bit <<= 1;
  }
  if (outdated && !givenWord && values[outdated.column] != null && (outdated.when === 'given' ? givenBy : (before ?? null) !== (values[outdated.by] ?? null))) {
    values[outdated.column] = null;
    isChanged = true;
  }
  return isChanged;
}

/** Whether the words are others now, or may be. */
function tellWords<V extends Any<V>>({ words }: Source<V>, known: Known<V>, teller: Teller, { given, emptied }: Cells, told: (name: string) => { textId: string | null; text?: string }): boolean {
  let isTold = false;
  for (const [place, name] of words.entries()) {
    const bit = 1 << (firstWordBit + place);
    if ((given & bit) !== 0) known.words.set(name, { by: teller, ...told(name) });
    else if ((emptied & bit) !== 0 && known.words.get(name)?.by === teller) known.words.delete(name);
    else continue;
    isTold = true;
  }
  return isTold;
}

/** What a telling says: undefined is silence, null an emptied cell, and a word of blanks is none. */
export function cellsOf<V extends Any<V>>(source: Pick<SourceTable<V>, 'columns' | 'words' | 'referred'>, told: Pick<Told<V>, 'values' | 'words'>): Cells {
  let given = 0;
  let emptied = 0;
  let bit = 1;
  for (const name of columnNames(source)) {
    const value: Value | undefined = source.referred?.columns.includes(name) ? undefined : told.values[name];
    if (value === null) emptied |= bit;
    else if (value !== undefined) given |= bit;
    bit <<= 1;
  }
  for (const [place, name] of source.words.entries()) {
    const text = told.words[name];
    if (text === undefined) continue;
    if (text === null || text.trim() === '') emptied |= 1 << (firstWordBit + place);
    else given |= 1 << (firstWordBit + place);
  }
  return { given, emptied };
}

/**
 * What a receipt still has to say where later ones of the same row were applied before it: receipts are ids in the order in which they
 * came, and a message that was tried again, or overtaken on its way, must not stand over what was told after it.
 */
export function beforeLater<V extends Any<V>>(source: Source<V>, told: Told<V>, stack: readonly Revision<V>[], receiptId: string): Told<V> {
  const later = stack.filter((revision) => revision.receiptId !== null && revision.receiptId > receiptId && !revision.isWithdrawn).reduce((bits, { cells }) => bits | cells.given | cells.emptied, 0);
  if (later === 0) return told;
  const names = columnNames(source);
  const isOvertaken = (name: keyof V & string): boolean => (later & (1 << names.indexOf(name))) !== 0;
  const values = Object.fromEntries(names.map((name) => [name, isOvertaken(name) || (name === source.outdated?.column && isOvertaken(source.outdated.by)) ? undefined : told.values[name]]));
  const words = Object.fromEntries(source.words.map((name, place) => [name, (later & (1 << (firstWordBit + place))) !== 0 ? undefined : told.words[name]]));
  return { ...told, values: { ...told.values, ...values }, words: { ...told.words, ...words } };
}

/** Texts that must be opened before a telling can be drafted: of words that stay while others beside them change. */
export function textsToOpen<V extends Any<V>>(source: Source<V>, told: Told<V>, stack: readonly Revision<V>[]): string[] {
  if (source.words.length < 2 || stack.every(({ textId }) => textId === null)) return [];
  const { known } = fold(source, stack);
  const tellsWords = tellWords(source, known, told.teller, cellsOf(source, told), () => ({ textId: null, text: '' }));
  return tellsWords || !isStanding(stack) ? [...known.words.values()].flatMap(({ textId }) => textId ?? []) : [];
}

function isStanding<V>(stack: readonly Revision<V>[]): boolean {
  return stack.some(({ isCurrent }) => isCurrent);
}

export function draftRevision<V extends Any<V>>(source: Source<V>, told: Told<V>, stack: readonly Revision<V>[], where: Where, texts: Texts): Draft<V> {
  if (stack.length === 0) return firstRevision(source, told, where, texts);
  const current = stack.find((revision) => revision.isCurrent);
  const cells = cellsOf(source, told);
  const { known, live, lastChange } = fold(source, stack);
  const changesValues = tellValues(source, known, told.teller, cells, told.values);
  const tellsWords = tellWords(source, known, told.teller, cells, (name) => ({ textId: null, text: told.words[name] ?? '' })) || (!current && known.words.size > 0);
  const text = tellsWords ? wordsOf(source, known, texts) : null;
  const textMark = tellsWords ? text === null ? null : texts.mark(text) : current?.textMark ?? null;
  const values = settled(source, known, where, told.values);
  const fingerprint = fingerprintOf(source, values, textMark);
  const isSame = current !== undefined && current.fingerprint === fingerprint;
  // What tells nothing new supports the revision that told just the same, so that rows told daily do not grow.
  const supported = isSame && !changesValues
    ? live.slice(lastChange).find((revision) => revision.teller === told.teller && revision.cells.given === cells.given && revision.cells.emptied === cells.emptied) : undefined;
  if (supported) return { next: { ...supported, textId: current?.textId ?? null }, text: null, verdict: 'unchanged', current, isNew: false };
  // Words told anew of another person are sealed anew: under the first one's key they would go and stay with the wrong one.
  const holder = stack.find((revision) => revision.textMark === textMark && revision.textId !== null
    && (!tellsWords || source.authorOf?.(revision.values) === source.authorOf?.(values)));
  const next: Revision<V> = {
    key: told.key, revision: topOf(stack) + 1, id: stack[0]?.id ?? newId(), teller: told.teller, cells, isWithdrawn: false, values,
    textId: textMark === null ? null : holder?.textId ?? newId(), textMark, fingerprint, importId: null, line: null, receiptId: null, isCurrent: !isSame,
  };
  return { next, text: holder ? null : text, verdict: isSame ? 'unchanged' : current ? 'updated' : 'created', current, isNew: true };
}

/** The values of a row of which nothing but this telling is known. */
export function toldValues<V extends Any<V>>(source: Source<V>, told: Told<V>, where: Where): V {
  const values: Partial<Record<keyof V, Value>> = {};
  for (const name of columnNames(source)) {
    const value: Value | undefined = told.values[name];
    values[name] = value ?? null;
  }
  source.settle?.(values as V, where);
  return values as V;
}

/** Of a row that nobody told before, nothing is known to fold: most rows of a first import, and the shortest way for them. */
function firstRevision<V extends Any<V>>(source: Source<V>, told: Told<V>, where: Where, texts: Texts): Draft<V> {
  const values = toldValues(source, told, where);
  let kept: Record<string, string> | undefined;
  for (const name of source.words) {
    const text = told.words[name];
    if (text != null && text.trim() !== '') (kept ??= {})[name] = text;
  }
  const text = kept ? JSON.stringify(kept) : null;
  const textMark = text === null ? null : texts.mark(text);
  const next: Revision<V> = {
    key: told.key, revision: 1, id: newId(), teller: told.teller, cells: cellsOf(source, told), isWithdrawn: false, values,
    textId: text === null ? null : newId(), textMark, fingerprint: fingerprintOf(source, values, textMark), importId: null, line: null, receiptId: null, isCurrent: true,
  };
  return { next, text, verdict: 'created', current: undefined, isNew: true };
}

/** Texts that must be opened before a row can stand anew: none where all its revisions hold the same. */
export function textsToStand<V extends Any<V>>(source: Source<V>, stack: readonly Revision<V>[]): string[] {
  if (new Set(stack.flatMap(({ textId }) => textId ?? [])).size < 2) return [];
  return [...fold(source, stack).known.words.values()].flatMap(({ textId }) => textId ?? []);
}

/**
 * The revision that is the row's value, now that some are withdrawn or stand again: the first of those at the top that have it,
 * or a new one where words and values come together as no telling had them. Undefined where nothing but additions stands.
 */
export function standingRevision<V extends Any<V>>(
  source: Source<V>, stack: readonly Revision<V>[], where: Where, texts: Texts, referred: { readonly [K in keyof V]?: Value | undefined } | undefined,
): { revision: Revision<V>; text: string | null; isNew: boolean } | undefined {
  const { known, live } = fold(source, stack);
  const top = live.at(-1);
  if (!top || live.every(({ teller }) => source.addedBy?.includes(teller))) return undefined;
  const values = settled(source, known, where, referred ?? top.values);
  const only = stack.find(({ textId }) => textId !== null);
  const text = known.words.size === 0 || textsToStand(source, stack).length === 0 ? null : wordsOf(source, known, texts);
  const textMark = text !== null ? texts.mark(text) : known.words.size > 0 ? only?.textMark ?? null : null;
  const fingerprint = fingerprintOf(source, values, textMark);
  const sinceOther = live.slice(live.findLastIndex((revision) => revision.fingerprint !== fingerprint) + 1);
  const found = sinceOther[0] ?? stack.find(({ cells, ...revision }) => (cells.given | cells.emptied) === 0 && revision.fingerprint === fingerprint);
  if (found) return { revision: found, text: null, isNew: false };
  const holder = stack.find((revision) => revision.textMark === textMark && revision.textId !== null && source.authorOf?.(revision.values) === source.authorOf?.(values));
  const revision: Revision<V> = {
    ...top, revision: topOf(stack) + 1, cells: { given: 0, emptied: 0 }, values, fingerprint, textMark,
    textId: textMark === null ? null : holder?.textId ?? (text === null ? only?.textId ?? null : newId()), isCurrent: false,
  };
  return { revision, text: holder ? null : text, isNew: true };
}

function topOf<V>(stack: readonly Revision<V>[]): number {
  return stack.reduce((highest, { revision }) => Math.max(highest, revision), 0);
}

function settled<V extends Any<V>>(source: Source<V>, known: Known<V>, where: Where, referred: { readonly [K in keyof V]?: Value | undefined }): V {
  const values: Partial<Record<keyof V, Value>> = {};
  for (const name of columnNames(source)) values[name] = known.values[name] ?? null;
  for (const name of source.referred?.columns ?? []) values[name] = referred[name] ?? null;
  source.settle?.(values as V, where);
  return values as V;
}

/** The words of a row as they are kept together; null when there are none. */
function wordsOf<V extends Any<V>>({ words }: Source<V>, { words: known }: Known<V>, { opened }: Texts): string | null {
  let kept: Record<string, string> | undefined;
  for (const name of words) {
    const word = known.get(name);
    const text = word?.text ?? opened.get(word?.textId ?? '')?.[name];
    if (text !== undefined) (kept ??= {})[name] = text;
  }
  return kept ? JSON.stringify(kept) : null;
}

/** 16 bytes over all values in the order of the columns: equal content, equal fingerprint. Hexadecimal. */
export function fingerprintOf<V extends Any<V>>(source: Pick<SourceTable<V>, 'columns'>, values: V, textMark: string | null): string {
  const parts: Exclude<Value, null>[] = [textMark ?? ''];
  for (const name of columnNames(source)) {
    const value: Value = values[name];
    parts.push(value ?? '\u0000');
  }
  return hash('sha256', parts.join('\u001f'), 'hex').slice(0, 32);
}
