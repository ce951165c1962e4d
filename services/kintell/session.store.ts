// The table of session revisions: compared by fingerprint, merged set by set, withdrawn and restored by import.
import type { House } from '../../mixins/broker/house.ts';
import { copyValue, type Transaction } from '../../mixins/database/transaction.ts';
import type { Located, Merged, Verdict } from '../../mixins/importing/engine.ts';
import { blindIndex, keepTexts, openTexts, type TextToKeep } from '../../mixins/vault.store.ts';
import { draftRevision, itemOf, readTexts, type Draft, type Revision, type SessionItem, type SessionTexts } from './revision.ts';
import { isoInstant } from '../kernel/zone.ts';
import type { SessionRow } from './session.ts';

interface StackRow {
  session_id: string; revision: number; id: string; participant_id: string; volunteer_id: string; scheduled_ms: number; completed_ms: number | null; local_date: string;
  status: Revision['status']; minutes: number | null; paid_minutes: number; hours_state: Revision['hoursState']; rating_raw: string | null; rating_low: string | null;
  rating_high: string | null; rating_micro: number | null; text_id: string | null; text_mark: string | null; fingerprint: string; import_id: string | null; line: number | null;
  is_current: boolean; change: number;
}

const wordColumns = ['feedback', 'focusArea', 'goalsDiscussed'] as const;

const revisionColumns = `session_id, revision, id, participant_id, volunteer_id, (extract(epoch from scheduled_at) * 1000)::bigint as scheduled_ms,
  (extract(epoch from completed_at) * 1000)::bigint as completed_ms, local_date, status, minutes, paid_minutes, hours_state, rating_raw, rating_low, rating_high, rating_micro,
  text_id, encode(text_mark, 'hex') as text_mark, encode(fingerprint, 'hex') as fingerprint, import_id, line, is_current, change`;

export async function compareSessions(house: House, tx: Transaction, rows: readonly SessionRow[]): Promise<Verdict[]> {
  const stacks = await stacksOf(tx, rows);
  await fillTexts(house, tx, rows, stacks);
  return draftAll(house, rows, stacks).map(({ verdict }) => verdict);
}

/** Writes the new revisions of a set, their texts and their events; a key that comes twice keeps its last line. */
export async function mergeSessions(house: House, tx: Transaction, importId: string, rows: readonly SessionRow[], located: readonly Located[]): Promise<Merged[]> {
  const lastOfKey = new Map(rows.map((row, index) => [row.sessionId, index]));
  const stacks = await stacksOf(tx, rows);
  await fillTexts(house, tx, rows, stacks);
  const kept = rows.map((row, index) => ({ row, index })).filter(({ row, index }) => lastOfKey.get(row.sessionId) === index);
  const drafts = new Map(draftAll(house, kept.map(({ row }) => row), stacks).map((draft) => [draft.next.sessionId, draft]));
  const before = await verdictsBefore(tx, importId, [...drafts.values()]);
  const changed = [...drafts.values()].filter(({ verdict }) => verdict !== 'unchanged');
  const lineOf = (sessionId: string): number => located[lastOfKey.get(sessionId) ?? 0]?.line ?? 0;
  if (changed.length > 0) {
    await keepTexts(house, tx, changed.flatMap(({ next, text }): TextToKeep[] => (text !== null && next.textId !== null ? [{ id: next.textId, personId: next.participantId, text }] : [])));
    await insertRevisions(tx, importId, changed, lineOf);
  }
  return rows.map((row, index): Merged => {
    const draft = drafts.get(row.sessionId);
    if (!draft) throw new Error('a row lost its draft');
    const { next, verdict } = draft;
    const result = { rowKey: row.sessionId, revision: next.revision, textId: next.textId };
    if (lastOfKey.get(row.sessionId) !== index) {
      return { ...result, verdict: 'unchanged', superseded: { line: located[index]?.line ?? 0, verdict: 'unchanged' } };
    }
    const earlier = before.get(row.sessionId);
    return earlier ? { ...result, verdict: earlier.verdict, superseded: earlier } : { ...result, verdict };
  });
}

/** Lines of this same import that named the same sessions in an earlier set: they give way to this one. */
async function verdictsBefore(tx: Transaction, importId: string, drafts: readonly Draft[]): Promise<Map<string, { line: number; verdict: Verdict }>> {
  const own = drafts.flatMap(({ current }) => (current?.importId === importId && current.line !== null ? [current.line] : []));
  if (own.length === 0) return new Map();
  const rows = await tx.rows<{ line: number; verdict: Verdict; row_key: string }>(
    `select line, verdict, row_key from import_rows where tenant_id = $1 and import_id = $2 and line = any($3) and verdict in ('created', 'updated', 'unchanged')`,
    [tx.tenantId, importId, own]);
  return new Map(rows.map(({ row_key: key, line, verdict }) => [key, { line, verdict }]));
}

async function insertRevisions(tx: Transaction, importId: string, drafts: readonly Draft[], lineOf: (sessionId: string) => number): Promise<void> {
  const changes = await nextChanges(tx, drafts.length);
  await tx.run(`create temp table if not exists staging_sessions (change bigint, session_id text, revision int, old_revision int, id uuid, participant_id uuid, volunteer_id uuid,
    scheduled_at timestamptz, completed_at timestamptz, local_date date, status text, minutes int, paid_minutes int, hours_state text, rating_raw numeric, rating_low numeric,
    rating_high numeric, rating_micro int, text_id uuid, text_mark bytea, fingerprint bytea, line int) on commit delete rows`);
  await tx.copyInto('staging_sessions', stagingLines(drafts, changes, lineOf));
  if (drafts.some(({ current }) => current !== undefined)) {
    await tx.run(`update kintell_sessions s set is_current = false from staging_sessions g
      where s.tenant_id = $1 and s.session_id = g.session_id and s.revision = g.old_revision`, [tx.tenantId]);
  }
  await tx.run(`insert into kintell_sessions (tenant_id, session_id, revision, id, kind, programme, participant_id, volunteer_id, scheduled_at, completed_at, local_date, status,
      minutes, paid_minutes, hours_state, rating_raw, rating_low, rating_high, rating_micro, text_id, text_mark, fingerprint, import_id, line, change)
    select $1, session_id, revision, id, 'mentorship', 'mentorship', participant_id, volunteer_id, scheduled_at, completed_at, local_date, status, minutes, paid_minutes,
      hours_state, rating_raw, rating_low, rating_high, rating_micro, text_id, text_mark, fingerprint, $2, line, change from staging_sessions order by change`,
  [tx.tenantId, importId]);
  const items = { completed: [] as SessionItem[], scheduled: [] as SessionItem[], corrected: [] as SessionItem[] };
  for (const [index, { next, current }] of drafts.entries()) {
    const happened = current ? 'corrected' : next.status === 'completed' ? 'completed' : 'scheduled';
    items[happened].push(itemOf(next, { importId, line: lineOf(next.sessionId) }, changes[index] ?? 0, true));
  }
  await tx.emit('kintell.session.completed', items.completed);
  await tx.emit('kintell.session.scheduled', items.scheduled);
  await tx.emit('kintell.session.corrected', items.corrected);
}

async function nextChanges(tx: Transaction, count: number): Promise<number[]> {
  const { list } = await tx.one<{ list: string }>(`select string_agg(nextval('kintell_changes')::text, ' ') as list from generate_series(1, $1)`, [count]);
  return list.split(' ').map(Number);
}

function* stagingLines(drafts: readonly Draft[], changes: readonly number[], lineOf: (sessionId: string) => number): Generator<string> {
  const instant = (ms: number | null): string => (ms === null ? '\\N' : isoInstant(ms));
  const text = (value: string | number | null): string => (value === null ? '\\N' : String(value));
  for (const [index, { next, current }] of drafts.entries()) {
    const rating = next.rating;
    yield `${changes[index] ?? 0}\t${copyValue(next.sessionId)}\t${next.revision}\t${current?.revision ?? '\\N'}\t${next.id}\t${next.participantId}\t${next.volunteerId}\t`
      + `${instant(next.scheduledAt)}\t${instant(next.completedAt)}\t${next.localDate}\t${next.status}\t${text(next.minutes)}\t${next.paidMinutes}\t${next.hoursState}\t`
      + `${text(rating?.raw ?? null)}\t${text(rating?.low ?? null)}\t${text(rating?.high ?? null)}\t${text(rating?.micro ?? null)}\t${text(next.textId)}\t`
      + `${next.textMark === null ? '\\N' : `\\\\x${next.textMark}`}\t\\\\x${next.fingerprint}\t${lineOf(next.sessionId)}\n`;
  }
}

/** Whether each line of an import is still its session's value, and no scheduled session of it has passed unreported meanwhile. */
export async function isWhole(tx: Transaction, importId: string, nowIso: string): Promise<boolean> {
  return (await tx.maybe(
    `select 1 from import_rows r left join kintell_sessions s on s.tenant_id = r.tenant_id and s.session_id = r.row_key and s.revision = r.revision
     where r.tenant_id = $1 and r.import_id = $2 and r.verdict in ('created', 'updated', 'unchanged')
       and (s.is_current is not true or (s.status = 'scheduled' and s.scheduled_at < $3)) limit 1`, [tx.tenantId, importId, nowIso])) === undefined;
}

/**
 * Undo: withdraws the import's revisions that no other import supports; a session's value falls back to its last revision that
 * is not withdrawn, and one with none left disappears. Supported and overwritten rows stay.
 */
export async function withdrawSessions(_house: House, tx: Transaction, importId: string): Promise<{ changed: number; kept: number }> {
  await joinBySets(tx);
  const { count } = await tx.one<{ count: number }>(`
    with mine as (${supportOf('$2', ', \'superseded\'')}), others as (
      select r.row_key, r.revision from import_rows r join imports i on i.tenant_id = r.tenant_id and coalesce(i.same_as, i.id) = r.import_id
      where r.tenant_id = $1 and i.id <> $2 and i.kind = 'kintell-mentorship' and i.state in ('done', 'running') and r.verdict in ('created', 'updated', 'unchanged')),
    withdrawn as (
      update kintell_sessions s set withdrawn_by = $2 from mine m
      where s.tenant_id = $1 and s.session_id = m.row_key and s.revision = m.revision and s.withdrawn_by is null
        and not exists (select 1 from others o where o.row_key = m.row_key and o.revision = m.revision) returning 1)
    select (select count(distinct row_key) from mine) as count, (select count(*) from withdrawn) as withdrawn`, [tx.tenantId, importId]);
  const changed = await settleSessions(tx, importId);
  return { changed, kept: Math.max(0, count - changed) };
}

/** The undo of an undo: this import supports its revisions again. */
export async function restoreSessions(_house: House, tx: Transaction, importId: string): Promise<{ changed: number; kept: number }> {
  await joinBySets(tx);
  await tx.run(`with mine as (${supportOf('$2')}) update kintell_sessions s set withdrawn_by = null from mine m
    where s.tenant_id = $1 and s.session_id = m.row_key and s.revision = m.revision and s.withdrawn_by is not null`, [tx.tenantId, importId]);
  return { changed: await settleSessions(tx, importId), kept: 0 };
}

/** An undo touches whole files: freshly loaded tables have no statistics yet, and a plan row by row would take minutes. */
async function joinBySets(tx: Transaction): Promise<void> {
  await tx.run('set local enable_nestloop = off');
}

function supportOf(importId: string, besides = ''): string {
  return `select r.row_key, r.revision from import_rows r
    where r.tenant_id = $1 and r.import_id = (select coalesce(same_as, id) from imports where tenant_id = $1 and id = ${importId})
      and r.verdict in ('created', 'updated', 'unchanged'${besides})`;
}

/** Makes the last revision that is not withdrawn each session's value, gives every changed session a new change number, and tells. */
async function settleSessions(tx: Transaction, importId: string): Promise<number> {
  const { base } = await tx.one<{ base: number }>(`select nextval('kintell_changes') as base`);
  const affected = await tx.one<{ count: number; last: number | null }>(`
    with keys as (select distinct row_key from (${supportOf('$2', ', \'superseded\'')}) m),
    stands as (
      select s.session_id, max(s.revision) filter (where s.withdrawn_by is null) as value, max(s.revision) as top, max(s.revision) filter (where s.is_current) as was
      from kintell_sessions s join keys k on k.row_key = s.session_id where s.tenant_id = $1 group by s.session_id),
    moved as materialized (select *, nextval('kintell_changes') as change from stands where value is distinct from was),
    unset as (update kintell_sessions s set is_current = false from moved m where s.tenant_id = $1 and s.session_id = m.session_id and s.revision = m.was
      and m.was is distinct from coalesce(m.value, m.top)),
    set_ as (update kintell_sessions s set is_current = m.value is not null, change = m.change from moved m
      where s.tenant_id = $1 and s.session_id = m.session_id and s.revision = coalesce(m.value, m.top) returning s.change)
    select count(*) as count, max(change) as last from set_`, [tx.tenantId, importId]);
  for (let after = base; ;) {
    const rows = await tx.rows<StackRow>(`select ${revisionColumns} from kintell_sessions where tenant_id = $1 and change > $2 and change <= $3 order by change limit 5000`,
      [tx.tenantId, after, affected.last ?? 0]);
    if (rows.length === 0) break;
    await tx.emit('kintell.session.corrected', rows.filter((row) => row.is_current).map((row) => itemOfRow(row, true)));
    await tx.emit('kintell.session.withdrawn', rows.filter((row) => !row.is_current).map((row) => itemOfRow(row, false)));
    after = rows.at(-1)?.change ?? after;
  }
  return affected.count;
}

/** Sessions as they stand, in the order of their last change: what a rebuild reads, page by page. */
export async function pageSessions(tx: Transaction, after: number, limit: number): Promise<{ items: SessionItem[]; next: number | null }> {
  const rows = await tx.rows<StackRow>(`select ${revisionColumns} from kintell_sessions where tenant_id = $1 and is_current and change > $2 order by change limit $3`,
    [tx.tenantId, after, limit]);
  return { items: rows.map((row) => itemOfRow(row, true)), next: rows.length === limit ? rows.at(-1)?.change ?? null : null };
}

/** Texts by id, opened; those of erased people are missing. */
export async function sessionTexts(house: House, tx: Transaction, ids: readonly string[]): Promise<{ id: string; personId: string; texts: SessionTexts }[]> {
  return [...await openTexts(house, tx, ids)].map(([id, { personId, text }]) => ({ id, personId, texts: readTexts(text) }));
}

export async function peopleOfRevision(tx: Transaction, sessionId: string, revision: number): Promise<{ participantId: string; volunteerId: string } | undefined> {
  const row = await tx.maybe<{ participant_id: string; volunteer_id: string }>(
    'select participant_id, volunteer_id from kintell_sessions where tenant_id = $1 and session_id = $2 and revision = $3', [tx.tenantId, sessionId, revision]);
  return row && { participantId: row.participant_id, volunteerId: row.volunteer_id };
}

async function stacksOf(tx: Transaction, rows: readonly SessionRow[]): Promise<Map<string, Revision[]>> {
  const found = await tx.prepared<StackRow>('kintell stacks', `select ${revisionColumns} from kintell_sessions where tenant_id = $1 and session_id = any($2)`,
    [tx.tenantId, [...new Set(rows.map((row) => row.sessionId))]]);
  const stacks = new Map<string, Revision[]>();
  for (const row of found) {
    const stack = stacks.get(row.session_id);
    if (stack) stack.push(revisionOf(row));
    else stacks.set(row.session_id, [revisionOf(row)]);
  }
  return stacks;
}

/** Words lie together under one key: a file that has only some of the columns leaves the others as they are known. */
async function fillTexts(house: House, tx: Transaction, rows: readonly SessionRow[], stacks: Map<string, Revision[]>): Promise<void> {
  const textOf = (row: SessionRow): string | null => stacks.get(row.sessionId)?.find((revision) => revision.isCurrent)?.textId ?? null;
  const partial = rows.filter((row) => wordColumns.some((name) => row[name] === undefined) && wordColumns.some((name) => row[name] !== undefined) && textOf(row) !== null);
  if (partial.length === 0) return;
  const known = await openTexts(house, tx, partial.flatMap((row) => textOf(row) ?? []));
  for (const row of partial) {
    const text = known.get(textOf(row) ?? '')?.text;
    const words = text === undefined ? {} : readTexts(text);
    for (const name of wordColumns) row[name] ??= words[name] ?? '';
  }
}

function draftAll(house: House, rows: readonly SessionRow[], stacks: Map<string, Revision[]>): Draft[] {
  return rows.map((row) => draftRevision(row, stacks.get(row.sessionId) ?? [], (text) => blindIndex(house, text)));
}

function itemOfRow(row: StackRow, present: boolean): SessionItem {
  const revision = revisionOf(row);
  return itemOf(revision, revision, row.change, present);
}

function revisionOf(row: StackRow): Revision {
  const rating = row.rating_micro === null ? null
    : { raw: Number(row.rating_raw), low: Number(row.rating_low), high: Number(row.rating_high), micro: row.rating_micro };
  return {
    sessionId: row.session_id, revision: row.revision, id: row.id, participantId: row.participant_id, volunteerId: row.volunteer_id, scheduledAt: row.scheduled_ms,
    completedAt: row.completed_ms, localDate: row.local_date, status: row.status, minutes: row.minutes, paidMinutes: row.paid_minutes, hoursState: row.hours_state, rating,
    textId: row.text_id, textMark: row.text_mark, fingerprint: row.fingerprint, importId: row.import_id, line: row.line, isCurrent: row.is_current,
  };
}
