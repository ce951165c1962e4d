// What was said, as it is shown: sentences with their scores together, pieces of a sentence, and the citation that is taken along. Pure.
import type { EvidenceItem, EvidenceView, RestingFigure } from '../../shell/interface.ts';

/** One sentence may carry several scores; neighbours of one text and the same words stand together. */
export function sentencesOf(items: readonly EvidenceItem[]): [EvidenceItem, ...EvidenceItem[]][] {
  const sentences: [EvidenceItem, ...EvidenceItem[]][] = [];
  for (const item of items) {
    const same = sentences.findLast(([first]) => first.textId === item.textId && first.citation.sha256 === item.citation.sha256);
    if (same) same.push(item);
    else sentences.push([item]);
  }
  return sentences;
}

export type Mark = 'found' | 'taken' | 'raised' | 'lowered';
export interface Piece { kind: Mark | 'plain'; text: string; taken?: string; start: number }

/** A sentence in pieces: what was taken out, what was sought, which words made its score, and the words between. */
export function piecesOf({ text, highlights, redacted }: EvidenceItem, why: EvidenceView['why'] = null): Piece[] {
  const marks: { kind: Mark; start: number; end: number; taken?: string }[] = [
    ...redacted.map(({ start, end, kind }) => ({ kind: 'taken' as const, start, end, taken: kind })), ...highlights.map(({ start, end }) => ({ kind: 'found' as const, start, end })),
    ...(why?.words ?? []).flatMap(({ weight, places }) => places.map(({ start, end }) => ({ kind: weight < 0 ? 'lowered' as const : 'raised' as const, start, end }))),
  ];
  const pieces: Piece[] = [];
  let from = 0;
  // Of marks that begin together the first of the list is the stronger.
  for (const { kind, start, end, taken } of marks.sort((a, b) => a.start - b.start)) {
    if (start < from) continue;
    if (start > from) pieces.push({ kind: 'plain', text: text.slice(from, start), start: from });
    pieces.push({ kind, text: text.slice(start, end), start, ...(taken === undefined ? {} : { taken }) });
    from = end;
  }
  return from < text.length ? [...pieces, { kind: 'plain', text: text.slice(from), start: from }] : pieces;
}

/** How evidence is called in text. */
export function nameOf(id: string): string {
  return `E-${id.slice(-8)}`;
}

/** Below this the model’s own sureness is worth a word. */
export const unsureBelow = 0.7;

/** The figure that a citation names: of all programmes, in the chosen period where it is one of the snippet’s own, else in its quarter. */
export function citedFigure({ figures }: EvidenceView, period: string | undefined): RestingFigure | undefined {
  const ofAll = figures.filter(({ programme }) => programme === 'all');
  return ofAll.find((figure) => figure.period === period) ?? ofAll.find((figure) => figure.period.includes('Q'));
}
