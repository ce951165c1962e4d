// Finds the matches that rows refer to, all rows of a set at once.
import type { Transaction } from '../../mixins/database/transaction.ts';
import type { Told } from '../../mixins/rows/source.ts';
import { awaitedName, keyOfMatch, type OfMatch } from './reference.ts';

/**
 * Completes rows by their match; answers what the others wait for. A row of a pair that was told before stays with the match it has,
 * also when one begun later is told meanwhile: else it would be there twice. Each arm runs along an index, and is empty for a row
 * that refers the other way. Not prepared: a plan made while the table was small would be kept when it no longer is.
 */
export async function referToMatches({ table, keyColumn }: { table: string; keyColumn: string }, tx: Transaction, rows: readonly Told<OfMatch>[]): Promise<(string | null)[]> {
  const told = (name: string): (string | null)[] => rows.map(({ reference }) => { const value = reference?.[name]; return typeof value === 'string' ? value : null; });
  const found = await tx.rows<{ n: number; match_key: string; participant_id: string; volunteer_id: string }>(
    `select t.n::int as n, m.match_key, m.participant_id, m.volunteer_id
     from unnest($2::text[], $3::uuid[], $4::uuid[], $5::date[], $6::text[]) with ordinality as t (match_id, participant_id, volunteer_id, on_date, rest, n)
     cross join lateral (
       select s.match_key, s.participant_id, s.volunteer_id from buddy_matches s where s.tenant_id = $1 and s.is_current and s.match_key = t.match_id
       union all (
         select s.match_key, s.participant_id, s.volunteer_id from buddy_matches s
         left join ${table} r on r.tenant_id = $1 and r.${keyColumn} = s.match_key || ' ' || t.rest and r.is_current
         where s.tenant_id = $1 and s.is_current and t.match_id is null and s.participant_id = t.participant_id and s.volunteer_id = t.volunteer_id and s.local_date <= t.on_date
         order by r.match_key is null, s.local_date desc, s.matched_at desc, s.match_key desc limit 1)) m`,
    [tx.tenantId, told('matchId'), rows.map(({ values }) => values.participantId ?? null), rows.map(({ values }) => values.volunteerId ?? null), told('on'), told('rest')]);
  const matches = new Map(found.map((match) => [match.n - 1, match]));
  return rows.map((row, index) => {
    const match = matches.get(index);
    if (!match) return awaitedName(row);
    row.key = keyOfMatch(match.match_key, row);
    Object.assign(row.values, { matchKey: match.match_key, participantId: match.participant_id, volunteerId: match.volunteer_id });
    return null;
  });
}
