// How well the safety screening tells texts a safeguarding officer must see from those that only sound alike:
// run it with `node tests/safety/evaluate.ts`. The texts were written without sight of the rules and frozen before the first run.
// It reports and never fails: what is said about a figure is left to who reads it. With `--development` it judges the texts that are read freely.
import { shippedPolicy } from '../../services/safety/policy.client.ts';
import { screen } from '../../services/safety/screening.ts';
import { against, isOneOf, languages, readDevelopment, readHeldOut, shareOf, type HeldOut } from '../heldout.ts';

const labels = ['flag', 'clear'] as const;
const categories = ['self_harm', 'harassment', 'exploitation', 'contact_exchange', 'hate', 'crisis'] as const;
interface Judged extends HeldOut { label: (typeof labels)[number]; category: string; hits: { rule: string; category: string }[]; isRight: boolean }

const goal = { flag: 0.95, clear: 0.9 };

function judge(policy: ReturnType<typeof shippedPolicy>, text: HeldOut): Judged {
  const label = text.cell('label');
  const category = text.cell('category');
  if (!isOneOf(labels, label) || (label === 'flag') !== isOneOf(categories, category)) throw new Error(`line ${text.line} has no label`);
  const hits = screen(policy, text.text);
  return { ...text, label, category, hits, isRight: (hits.length > 0) === (label === 'flag') };
}

function share(rows: readonly Judged[]): string {
  return shareOf(rows.filter(({ isRight }) => isRight).length, rows.length);
}

function verdict(rows: readonly Judged[], label: Judged['label']): string {
  const own = rows.filter((row) => row.label === label);
  return against(own.filter(({ isRight }) => isRight).length, own.length, goal[label]);
}

/** Under which categories the rules caught the texts: one text may stand under several. */
function hitCategories(rows: readonly Judged[]): string {
  const named = rows.flatMap(({ hits }) => [...new Set(hits.map(({ category }) => category))]);
  return [...new Set(named)].sort().map((category) => `${category} ${named.filter((one) => one === category).length}`).join(', ');
}

function report(name: string, rows: readonly Judged[]): void {
  console.log(`\n${name}  n ${rows.length}  must flag ${verdict(rows, 'flag')}  must stay clear ${verdict(rows, 'clear')}`);
  for (const category of [...categories, '-']) {
    const own = rows.filter((row) => row.category === category);
    console.log(`    ${(category === '-' ? 'clear' : category).padEnd(17)} right ${share(own)}  hits: ${hitCategories(own) || 'none'}`);
  }
  for (const tag of [...new Set(rows.flatMap(({ tags }) => tags))].sort()) {
    const tagged = rows.filter(({ tags }) => tags.includes(tag));
    console.log(`    ${tag.padEnd(17)} ${labels.map((label) => `${label} right ${share(tagged.filter((row) => row.label === label))}`).join('  ')}`);
  }
}

function listMistakes(rows: readonly Judged[]): void {
  console.log('\nmistakes');
  for (const { line, language, label, category, hits, tags, text } of rows.filter(({ isRight }) => !isRight)) {
    console.log(`    ${line}  ${language}  ${label === 'flag' ? `missed ${category}` : `false alarm by ${hits.map(({ rule }) => rule).join(', ')}`}  [${tags.join(',')}]  ${text}`);
  }
}

function main(): void {
  const heldOut = process.argv.includes('--development') ? { texts: readDevelopment(import.meta.dirname), frozen: 'development' } : readHeldOut(import.meta.dirname);
  if (heldOut === null) return;
  const policy = shippedPolicy();
  const judged = heldOut.texts.map((text) => judge(policy, text));
  console.log(`${judged.length} texts, ${heldOut.frozen.slice(0, 12)}`);
  for (const language of languages) report(language, judged.filter((row) => row.language === language));
  report('all', judged);
  if (process.argv.includes('--mistakes')) listMistakes(judged);
}

main();
