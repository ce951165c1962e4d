// What stands in the words of rows: they are opened by the room that keeps them, screened, and kept nowhere.
import { setImmediate } from 'node:timers/promises';
import type { EventItem, EventType } from '../../channels/contracts.ts';
import type { FlaggedSource } from '../../channels/vocabulary.ts';
import type { Ask } from '../../mixins/broker/actions.ts';
import type { House } from '../../mixins/broker/house.ts';
import { blindIndex } from '../../mixins/vault.store.ts';
import { newestOf, screenTexts, type Finding, type FlagHit, type Telling } from './flag.ts';
import { shippedPolicy } from './policy.client.ts';

const textsInARow = 50;
const mostKnown = 8_000;

export type Told = Telling & EventItem<EventType>;
export interface Screened { /** Whose and which text it is; null for what is only tried. A kept text never changes. */ id: string | null; words: Readonly<Record<string, string>> }

/** Two rooms ask of each new text within a moment: what was found in the last ones is kept, places and keyed marks, never a word. */
const known = new Map<string, FlagHit[]>();

/** Each set of words in turn, with a pause now and then, so that many long ones never hold the process for long. */
export async function screenAll(house: House, texts: readonly Screened[]): Promise<FlagHit[][]> {
  const found: FlagHit[][] = [];
  for (const [index, { id, words }] of texts.entries()) {
    if (index > 0 && index % textsInARow === 0) await setImmediate();
    const hits = (id === null ? undefined : known.get(id)) ?? screenTexts(shippedPolicy(), words, (text) => blindIndex(house, text));
    if (known.size >= mostKnown) known.clear();
    if (id !== null) known.set(id, hits);
    found.push(hits);
  }
  return found;
}

/** Of each row its newest state, with what stands in its words. */
export async function findingsOf(source: FlaggedSource, items: readonly Told[], { tenantId, ask }: { tenantId: string; ask: Ask }, house: House): Promise<Finding[]> {
  const tellings = newestOf(items);
  const words = await wordsOf(source, tellings, ask);
  const hits = await screenAll(house, tellings.map(({ present, textId }): Screened => {
    const found = present && textId !== null ? words.get(textId) : undefined;
    return found && textId !== null ? { id: `${tenantId} ${textId}`, words: found } : { id: null, words: {} };
  }));
  return tellings.map((telling, index): Finding => ({ telling, hits: hits[index] ?? [] }));
}

async function wordsOf(source: FlaggedSource, tellings: readonly Telling[], ask: Ask): Promise<Map<string, Record<string, string>>> {
  const ids = tellings.flatMap(({ present, textId }) => (present ? textId ?? [] : []));
  if (ids.length === 0) return new Map();
  const { items } = source.startsWith('kintell.') ? await ask('kintell.texts', { ids }) : await ask('buddy.texts', { ids });
  return new Map(items.map(({ id, texts: words }) => [id, words]));
}
