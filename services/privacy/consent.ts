// What a person said of a purpose: the last saying stands, and what was said before is kept. Who said nothing falls under what the
// company agreed with its participants outside this product.
import type { EventItem } from '../../channels/contracts.ts';
import { consentPurposes, type ConsentPurpose } from '../../channels/vocabulary.ts';
import { invalid } from '../kernel/errors.ts';

export type ConsentItem = EventItem<'privacy.consent.recorded'>;
/** `textVersion`: which version of the text was agreed to, as the company calls it. `saidOn` is a day, `recordedAt` an instant. */
export interface Saying { id: string; change: number; personId: string; purpose: ConsentPurpose; given: boolean; textVersion: string | null; saidOn: string; recordedAt: string; recordedBy: string | null }
export type ConsentState = 'unrecorded' | 'given' | 'withdrawn';
export interface ConsentView { purpose: ConsentPurpose; state: ConsentState; sayings: Omit<Saying, 'change' | 'personId' | 'purpose'>[] }

/** The newest first. */
export function viewsOf(sayings: readonly Saying[]): ConsentView[] {
  return consentPurposes.map((purpose) => {
    const own = sayings.filter((saying) => saying.purpose === purpose).sort((a, b) => b.change - a.change);
    return { purpose, state: stateOf(own[0]), sayings: own.map(({ change: _change, personId: _personId, purpose: _purpose, ...saying }) => saying) };
  });
}

function stateOf(last: Saying | undefined): ConsentState {
  return last === undefined ? 'unrecorded' : last.given ? 'given' : 'withdrawn';
}

/** A consent is to a text; a withdrawal is to none. Neither can be told before it was said. Throws 422. */
export function checkSaying({ given, textVersion, saidOn }: { given: boolean; textVersion: string | undefined; saidOn: string }, today: string): void {
  const day = new Date(`${saidOn}T00:00:00Z`);
  if (Number.isNaN(day.getTime()) || day.toISOString().slice(0, 10) !== saidOn) throw invalid('saidOn', 'is no day', 'write it as 2026-03-31');
  if (given && (textVersion ?? '').trim() === '') throw invalid('textVersion', 'is missing', 'name the version of the text that the person agreed to');
  if (saidOn > today) throw invalid('saidOn', 'is still to come', `write the day on which the person said so, at the latest ${today}`);
}

/**
 * What holds for each of these people, who count as one: the last of what any of them said. Who was told to be one with somebody who
 * withdrew is withdrawn with them; told apart again, each stands by what was said of that one alone.
 */
export function effects(members: readonly string[], sayings: readonly Saying[], stamp: (personId: string) => { id: string; change: number }): ConsentItem[] {
  return consentPurposes.flatMap((purpose) => {
    const last = sayings.filter((saying) => saying.purpose === purpose && members.includes(saying.personId)).sort((a, b) => b.change - a.change)[0];
    return members.map((personId) => ({ ...stamp(personId), personId, purpose, withdrawn: last?.given === false }));
  });
}
