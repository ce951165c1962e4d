// From words to scores: every text of the corpus on all five dimensions, language found, with what each word adds. One core.
import { Bank } from '../../services/q2q/bank.ts';
import { scoreAll } from '../../services/q2q/model.ts';
import { openModels } from '../../services/q2q/shipped.client.ts';
import { redact } from '../../services/kernel/redaction.ts';
import { readCorpus } from '../../services/q2q/train.script.ts';

const goal = 60_000;

export function benchTexts(line: (name: string, text: string) => void): void {
  const bank = new Bank(openModels());
  const { examples } = readCorpus();
  const pass = (): number => {
    const begun = performance.now();
    for (const { text } of examples) scoreAll(bank, text);
    return examples.length / ((performance.now() - begun) / 1000);
  };
  const rates = Array.from({ length: 5 }, pass);
  const begun = performance.now();
  for (const { text } of examples) redact(text);
  line('texts redacted', `${Math.round(examples.length / ((performance.now() - begun) / 1000)).toLocaleString('en')} texts/s`);
  line('texts scored on five dimensions', `${Math.round(Math.max(...rates)).toLocaleString('en')} texts/s (goal ≥ ${goal.toLocaleString('en')})  first pass ${Math.round(rates[0] ?? 0).toLocaleString('en')}`);
}
