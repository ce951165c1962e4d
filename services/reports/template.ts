// Sentences as they are kept: words with placeholders for facts and quotations, so that no figure and no personal text lies in them.
// It knows the notation and how to read it out; it refuses to judge it (that is the gate's work).
import type { Language } from '../../channels/vocabulary.ts';
import { isReportKey, sayInReport } from '../kernel/locales/report.ts';
import type { Evidence, Fact, Snippet } from './facts.ts';

/** `{fact:F3}`, `{fact:F3:low}`, `{quote:E2}`, `{quote:E2:0-57}`: ids hold digits, so placeholders are cut out before digits are looked for. */
export const placeholder = /\{(?:fact:(F\d+)(?::(low|high|n|name|Name))?|quote:(E\d+)(?::(\d+)-(\d+))?)\}/g;

export interface Sentence { template: string; connects: boolean }
export interface Part { kind: 'text' | 'fact' | 'quote'; text: string | null; id?: string; ref?: string }

/** Cuts a template into text, facts and quotations. A quotation that is gone, or not for this reader, is null. */
export function readOut(template: string, facts: ReadonlyMap<string, Fact>, quotes: ReadonlyMap<string, { id: string; text: string | null }>, language: Language): Part[] {
  const parts: Part[] = [];
  let from = 0;
  for (const found of template.matchAll(placeholder)) {
    if (found.index > from) parts.push({ kind: 'text', text: template.slice(from, found.index) });
    from = found.index + found[0].length;
    const [, factId, aspect, ref, start, end] = found;
    if (factId !== undefined) parts.push({ kind: 'fact', id: factId, text: aspectOf(facts.get(factId), aspect, language) });
    else if (ref !== undefined) {
      const quote = quotes.get(ref);
      const text = quote?.text ?? null;
      parts.push({ kind: 'quote', ref, ...(quote ? { id: quote.id } : {}), text: text === null ? null : quoted(text.slice(Number(start ?? 0), end === undefined ? undefined : Number(end)), language) });
    }
  }
  if (from < template.length) parts.push({ kind: 'text', text: template.slice(from) });
  return parts;
}

export function nameOf(fact: Fact, language: Language, isOpening = false): string {
  const key = `metric.${fact.metric}`;
  const name = isReportKey(key) ? sayInReport(language, key) : fact.metric;
  return isOpening ? name.slice(0, 1).toLocaleUpperCase() + name.slice(1) : name;
}

export function quoted(text: string, language: Language): string {
  return language === 'en' ? `“${text}”` : `«${text}»`;
}

/**
 * Turns what a person typed back into a template: figures that the paragraph already cites, in their order, and quotations that
 * stand word for word in a snippet. What is left over is for the gate.
 */
export function bind(text: string, before: readonly Part[], templates: readonly string[], snippets: readonly Snippet[]): string {
  const marks = templates.flatMap((template) => [...template.matchAll(placeholder)].map((found) => found[0]));
  const shown = before.filter((part) => part.kind !== 'text').map((part) => part.text);
  let bound = bindQuotations(text, snippets);
  let from = 0;
  for (const [index, mark] of marks.entries()) {
    const figure = shown[index];
    if (!figure || mark.startsWith('{quote')) continue;
    const at = findOutside(bound, figure, from);
    if (at < 0) continue;
    bound = bound.slice(0, at) + mark + bound.slice(at + figure.length);
    from = at + mark.length;
  }
  return bound;
}

/** Replaces quotations that occur word for word in a snippet by placeholders with their place in it. */
export function bindQuotations(text: string, snippets: readonly Snippet[]): string {
  return text.replaceAll(quotation, (whole: string, ...groups: (string | undefined)[]) => {
    const words = groups[0] ?? groups[1] ?? groups[2] ?? '';
    for (const { ref, text: snippet } of snippets) {
      const at = words.length >= shortestQuotation ? snippet.indexOf(words) : -1;
      if (at >= 0) return words.length === snippet.length ? `{quote:${ref}}` : `{quote:${ref}:${at}-${at + words.length}}`;
    }
    return whole;
  });
}

const shortestQuotation = 3;
export const quotation = /«([^«»]*)»|[“”„]([^“”„]*)[“”]|"([^"]*)"/g;

/** Sentences of a template: a placeholder never ends one. */
export function splitSentences(template: string, language: Language): string[] {
  const marks: string[] = [];
  const masked = template.replaceAll(placeholder, (mark) => `\u{F0000}${String.fromCodePoint(0xF0001 + (marks.push(mark) - 1))}`);
  const segments = new Intl.Segmenter(language === 'no' ? 'nb' : language, { granularity: 'sentence' }).segment(masked);
  return [...segments].map(({ segment }) => segment.replaceAll(/\u{F0000}(.)/gu, (_, mark: string) => marks[(mark.codePointAt(0) ?? 0) - 0xF0001] ?? '').trim()).filter((sentence) => sentence !== '');
}

export function evidenceOf({ ref, id, sha256, language, localDate, programme, dimension, scoreMicro, confidenceMicro }: Evidence): Evidence {
  return { ref, id, sha256, language, localDate, programme, dimension, scoreMicro, confidenceMicro };
}

function aspectOf(fact: Fact | undefined, aspect: string | undefined, language: Language): string | null {
  if (!fact) return null;
  switch (aspect) {
    case 'low': return fact.formattedLow;
    case 'high': return fact.formattedHigh;
    case 'n': return fact.formattedN;
    case 'name': case 'Name': return nameOf(fact, language, aspect === 'Name');
    default: return fact.formatted;
  }
}

/** The next place of a figure that is not part of a longer one nor inside a placeholder. */
function findOutside(text: string, figure: string, from: number): number {
  for (let at = text.indexOf(figure, from); at >= 0; at = text.indexOf(figure, at + 1)) {
    const [before, after] = [text.slice(0, at), text.slice(at + figure.length)];
    const isInside = before.lastIndexOf('{') > before.lastIndexOf('}');
    const isPart = /(?:[\p{L}\p{N}]|\p{N}[.,\u00A0\u202F])$/u.test(before) || /^(?:[\p{L}\p{N}]|[.,\u00A0\u202F]\p{N})/u.test(after);
    if (!isInside && !isPart) return at;
  }
  return -1;
}
