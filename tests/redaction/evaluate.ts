// How much of what is personal the redaction finds, and how much of what it finds is personal:
// run it with `node tests/redaction/evaluate.ts`. The texts were written without sight of the rules and frozen before the first run.
// It reports and never fails: what is said about a figure is left to who reads it.
import { redact } from '../../services/kernel/redaction.ts';
import { against, isOneOf, languages, readHeldOut, shareOf, type HeldOut } from '../heldout.ts';

const structured = ['email', 'phone', 'address', 'url', 'handle', 'date_of_birth', 'national_id', 'iban', 'card'] as const;
const kinds = [...structured, 'name_record', 'name_other'] as const;
type Kind = (typeof kinds)[number];
interface Span { kind: string; start: number; end: number }
interface Item extends Span { kind: Kind; isFound: boolean }
interface Judged extends HeldOut { items: Item[]; found: (Span & { isPersonal: boolean })[] }

const goal = { structured: 0.99, name_record: 0.95, name_other: 0.9, precision: 0.9 };

/** The text without its marks `⟦kind:part⟧`, and where the parts stand in it. */
function unmark({ line, text }: HeldOut): { plain: string; marked: (Span & { kind: Kind })[] } {
  const marked: (Span & { kind: Kind })[] = [];
  let plain = '';
  for (const [piece, kind, part = ''] of text.matchAll(/⟦(\w+):([^⟦⟧]+)⟧|[^⟦⟧]+/g)) {
    if (kind !== undefined && !isOneOf(kinds, kind)) throw new Error(`heldout.tsv:${line} marks an unknown ${kind}`);
    if (kind !== undefined) marked.push({ kind, start: plain.length, end: plain.length + part.length });
    plain += kind === undefined ? piece : part;
  }
  return { plain, marked };
}

/** Spaces and punctuation may stay readable; a letter or digit left over is a leak. */
function isCovered(plain: string, { start, end }: Span, found: readonly Span[]): boolean {
  return [...plain.slice(start, end).matchAll(/[\p{L}\p{N}]/gu)]
    .every(({ index }) => found.some((span) => span.start <= start + index && start + index < span.end));
}

function judge(text: HeldOut): Judged {
  const { plain, marked } = unmark(text);
  const { found } = redact(plain, { names: text.cell('names').split('|').filter((name) => name !== '') });
  return {
    ...text,
    text: plain,
    items: marked.map((item) => ({ ...item, isFound: isCovered(plain, item, found) })),
    found: found.map((span) => ({ ...span, isPersonal: marked.some(({ start, end }) => span.start < end && start < span.end) })),
  };
}

function foundOf(items: readonly Item[]): [found: number, all: number] {
  return [items.filter(({ isFound }) => isFound).length, items.length];
}

function report(name: string, rows: readonly Judged[]): void {
  const items = rows.flatMap((row) => row.items);
  const found = rows.flatMap((row) => row.found);
  const untouched = rows.filter((row) => row.items.length === 0);
  const ofKind = (kind: Kind): Item[] => items.filter((item) => item.kind === kind);
  console.log(`\n${name}  n ${rows.length}`);
  console.log(`    structured   recall ${against(...foundOf(items.filter(({ kind }) => isOneOf(structured, kind))), goal.structured)}`);
  for (const kind of structured) console.log(`        ${kind.padEnd(13)} ${shareOf(...foundOf(ofKind(kind)))}`);
  for (const kind of ['name_record', 'name_other'] as const) console.log(`    ${kind.padEnd(12)} recall ${against(...foundOf(ofKind(kind)), goal[kind])}`);
  console.log(`    precision    ${against(found.filter(({ isPersonal }) => isPersonal).length, found.length, goal.precision)}`);
  console.log(`    texts without anything personal left alone ${shareOf(untouched.filter((row) => row.found.length === 0).length, untouched.length)}`);
  for (const tag of [...new Set(rows.flatMap(({ tags }) => tags))].sort()) {
    const tagged = rows.filter(({ tags }) => tags.includes(tag));
    const spans = tagged.flatMap((row) => row.found);
    console.log(`        ${tag.padEnd(15)} recall ${shareOf(...foundOf(tagged.flatMap((row) => row.items)))}  precision ${shareOf(spans.filter(({ isPersonal }) => isPersonal).length, spans.length)}`);
  }
}

function listMistakes(rows: readonly Judged[]): void {
  console.log('\nmistakes');
  for (const { line, language, text, items, found, tags } of rows) {
    const tell = (what: string, { kind, start, end }: Span): void => {
      console.log(`    ${line}  ${language}  ${what} ${kind} «${text.slice(start, end)}»  [${tags.join(',')}]  ${text}`);
    };
    for (const item of items) if (!item.isFound) tell('missed', item);
    for (const span of found) if (!span.isPersonal) tell('false alarm', span);
  }
}

function main(): void {
  const heldOut = readHeldOut(import.meta.dirname);
  if (heldOut === null) return;
  const judged = heldOut.texts.map(judge);
  console.log(`${judged.length} texts, ${heldOut.frozen.slice(0, 12)}`);
  for (const language of languages) report(language, judged.filter((row) => row.language === language));
  report('all', judged);
  if (process.argv.includes('--mistakes')) listMistakes(judged);
}

main();
