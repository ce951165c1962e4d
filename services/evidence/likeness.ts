// Which sentences are most like one, by the numbers that q2q gave each. Pure.

export interface Alike { id: string; textId: string; sha256: string; likeness: Buffer }
/** Below this two sentences share a word group or two, and no more. */
const leastAlike = 0.5;

/** The most alike first, none twice and no two of one text. `similarity` is the cosine: 1 for the same. */
export function mostAlike(of: Buffer, candidates: readonly Alike[], limit: number): { id: string; similarity: number }[] {
  const wanted = new Int8Array(of.buffer, of.byteOffset, of.length);
  const found = candidates.map(({ id, textId, sha256, likeness }) => ({ id, textId, sha256, similarity: cosine(wanted, new Int8Array(likeness.buffer, likeness.byteOffset, likeness.length)) }))
    .filter(({ similarity }) => similarity >= leastAlike).sort((a, b) => b.similarity - a.similarity || (a.id < b.id ? -1 : 1));
  const seen = new Set<string>();
  const chosen: { id: string; similarity: number }[] = [];
  for (const { id, textId, sha256, similarity } of found) {
    if (chosen.length === limit) break;
    if (seen.has(textId) || seen.has(sha256)) continue;
    seen.add(textId).add(sha256);
    chosen.push({ id, similarity: Math.round(similarity * 1000) / 1000 });
  }
  return chosen;
}

function cosine(a: Int8Array, b: Int8Array): number {
  let [product, ofA, ofB] = [0, 0, 0];
  for (let at = 0; at < a.length; at += 1) {
    const [one, other] = [a[at] ?? 0, b[at] ?? 0];
    product += one * other;
    ofA += one * one;
    ofB += other * other;
  }
  return product / Math.sqrt((ofA || 1) * (ofB || 1));
}
