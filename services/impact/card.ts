// A metric's card: what it is, how it comes about, what is assumed, what it cannot say, how far the model errs, and where it is
// disclosed. The same text on screen, in exports and in a copy for a disclosure. Pure: texts and judgements are handed in.
import { dimensions, metrics, type Dimension, type Language, type Metric, type Role } from '../../channels/vocabulary.ts';
import { isComposite, formulaOf, unitOf } from './quantity.ts';
import { scoredBy } from './metric.ts';

export interface CardTexts { dimensions: Record<Dimension, string>; cards: Record<string, Record<'definition' | 'method' | 'assumptions' | 'limits', string>> }
export interface Disclosure { framework: string; code: string }
/** How a model version was judged in one language. */
export interface ModelError { version: string; dimension: Dimension; language: Language; macroF1: number; calibrationError: number; reliableChange: number; method: string }
export interface Card {
  metric: Metric; definition: string; method: string; assumptions: string; limits: string; owner: Role; formula: string; version: number; unit: string; isVerified: boolean;
  modelError: ModelError[]; disclosures: Disclosure[];
}

export function cardsOf(texts: CardTexts, disclosures: readonly (Disclosure & { what: string })[], judged: readonly ModelError[]): Card[] {
  return metrics.map((metric): Card => {
    const { dimension, isChange } = scoredBy(metric) ?? {};
    const text = texts.cards[dimension === undefined ? metric : isChange ? 'change' : 'score'];
    if (!text) throw new Error(`no card of ${metric}`);
    const fill = (words: string): string => (dimension === undefined ? words : words.replaceAll('{dimension}', texts.dimensions[dimension]));
    const rests = dimension === undefined ? (isComposite(metric) ? dimensions : []) : [dimension];
    const { text: formula, version } = formulaOf(metric);
    return {
      metric, definition: fill(text.definition), method: fill(text.method), assumptions: fill(text.assumptions), limits: fill(text.limits), owner: 'company_admin', formula, version, unit: unitOf(metric),
      // Nobody outside has looked at any of them yet.
      isVerified: false, modelError: judged.filter((one) => rests.includes(one.dimension)),
      disclosures: disclosures.filter(({ what }) => what === (dimension ?? metric)).map(({ framework, code }) => ({ framework, code })),
    };
  });
}
