// How a row says which match it belongs to: by the match's id, or by the addresses of the two. Pure; finding the match is the
// store's. A row whose match nobody has told of waits under a name, and a match answers to its names when it comes.
import { column } from '../../mixins/importing/file.ts';
import type { RowReader } from '../../mixins/importing/row-reader.ts';
import { whoIs } from '../../mixins/rows/file-kind.ts';
import type { Told } from '../../mixins/rows/source.ts';

/** What every row that belongs to a match has from it. */
export interface OfMatch { matchKey: string; participantId: string; volunteerId: string }
/** Whose it is, is the match's to say: corrected there, it is so in all its rows. */
export const ofItsMatch = { by: 'matchKey', table: 'buddy_matches', keyColumn: 'match_key', columns: ['participantId', 'volunteerId'] } as const;

/** Kinds of the room, loaded one after another: a row must not begin to wait for a match that is just being written. */
export const family = ['buddy-matches', 'buddy-events', 'buddy-checkins', 'buddy-feedback'] as const;

/** `on` is the row's date: of a pair's matches, the latest begun by then is meant. `rest` is the row's own part of its key. */
type Reference = { matchId: string | null; on: string; rest: string };
/** What a row is told with, once its reference and its date are read. */
type Referring = Pick<Told<OfMatch>, 'key' | 'people'> & { reference: Reference };

export const referenceColumns = [
  column('match_id', ['match', 'match_ref', 'match_reference', 'kobling', 'kobling_id', 'koblings_id', 'par_id', 'код_пари', 'пара'], false, null, 'the id of the match, 1 to 100 characters; or fill in both addresses', 'BM-1042'),
  column('participant_email', ['participant', 'learner_email', 'newcomer_email', 'deltaker_epost', 'deltaker e-post', 'учасник', 'пошта_учасника', 'email_учасника'], false, 'participant',
    'one e-mail address; not read where match_id is filled in. Both addresses mean the latest match of the two begun on or before the row’s date', 'olena@example.org'),
  column('buddy_email', ['buddy', 'volunteer_email', 'volunteer', 'buddy_epost', 'buddy e-post', 'frivillig_epost', 'frivillig e-post', 'бадді', 'пошта_бадді', 'email_бадді', 'волонтер', 'пошта_волонтера', 'email_волонтера'], false, 'volunteer',
    'one e-mail address, not the participant’s; as participant_email', 'kari@aurora.example'),
] as const;

type Named = { matchId: string } | { participant: string; buddy: string };

/** Undefined when a problem is noted. */
export function readReference(reader: RowReader): Named | undefined {
  const problems = reader.problems.length;
  const matchId = reader.optionalKey('match_id');
  if (typeof matchId === 'string') return { matchId };
  if (reader.problems.length > problems) return undefined;
  const participant = reader.optionalEmail('participant_email');
  const buddy = reader.optionalEmail('buddy_email');
  if (reader.problems.length > problems) return undefined;
  if (participant == null || buddy == null) return reader.wrong(reader.has('match_id') ? 'match_id' : participant == null ? 'participant_email' : 'buddy_email', 'reference');
  return participant === buddy ? reader.wrong('buddy_email', 'same_person') : { participant, buddy };
}

/** A row as it stands before its match is looked up. Its key is completed then. */
export function referTo(named: Named, on: string, rest: string): Referring {
  return 'matchId' in named
    ? { key: '', people: {}, reference: { matchId: named.matchId, on, rest } }
    : { key: '', people: { participantId: named.participant, volunteerId: named.buddy }, reference: { matchId: null, on, rest } };
}

/** The name under which a row waits for its match. */
export function awaitedName(told: Told<OfMatch>): string {
  const matchId = told.reference?.['matchId'];
  return typeof matchId === 'string' ? `match:${matchId}` : `pair:${whoIs(told, 'participantId')}:${whoIs(told, 'volunteerId')}`;
}

/** The names that a match answers to. */
export function answeringNames({ key, values }: { key: string; values: { participantId?: string | null | undefined; volunteerId?: string | null | undefined } }): string[] {
  return [`match:${key}`, `pair:${values.participantId ?? ''}:${values.volunteerId ?? ''}`];
}

/** The match first, then what tells the row from others of that match; a name in its place until the match is known. */
export function keyOfMatch(match: string, told: Pick<Told<OfMatch>, 'reference'>): string {
  return `${match} ${told.reference?.['rest'] ?? ''}`;
}
