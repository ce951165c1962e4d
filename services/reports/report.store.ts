// The tables of reports and what they cite. Each change of state carries its event in the same transaction.
import type { Language } from '../../channels/vocabulary.ts';
import type { Transaction } from '../../mixins/database/transaction.ts';
import { Problem } from '../kernel/errors.ts';
import type { Fact } from './facts.ts';
import type { Decision, ReportDocument, ReportRow } from './report.ts';
import { placeholder } from './template.ts';

const columns = `id, template, period, language, seed, programmes, state, stage, decision, document, facts, evidence_hash, reason, created_at, finished_at, decided_at`;
export interface Listed { id: string; template: string; period: string; language: Language; programmes: string[]; state: string; stage: string; decision: string; reason: string | null; createdAt: string; finishedAt: string | null; decidedAt: string | null; facts: number; texts: number }

export interface NewReport { id: string; template: string; period: string; language: Language; seed: number; programmes: string[]; byUser: string | null; atMs: number }
export interface Limit { perHour: number; perDay: number }

/** Enters a report unless the tenant has had its share; the lock makes the count exact while several arrive at once. */
export async function insertReport(tx: Transaction, report: NewReport, limit: Limit): Promise<void> {
  await tx.run('select pg_advisory_xact_lock(hashtextextended($1, 5))', [tx.tenantId]);
  const iso = (ms: number): string => new Date(ms).toISOString();
  const counts = await tx.one<{ hour: number; day: number; oldest_hour: string | null; oldest_day: string | null }>(
    `select count(*) filter (where created_at > $2) as hour, count(*) as day, min(created_at) filter (where created_at > $2) as oldest_hour, min(created_at) as oldest_day
     from reports where tenant_id = $1 and created_at > $3`, [tx.tenantId, iso(report.atMs - 3_600_000), iso(report.atMs - 86_400_000)]);
  const waitFor = (oldest: string | null, spanMs: number): number => Math.max(1, Math.ceil((Date.parse(oldest ?? iso(report.atMs)) + spanMs - report.atMs) / 1000));
  if (counts.day >= limit.perDay) throw new Problem('too_many_requests', { retryAfterSeconds: waitFor(counts.oldest_day, 86_400_000) });
  if (counts.hour >= limit.perHour) throw new Problem('too_many_requests', { retryAfterSeconds: waitFor(counts.oldest_hour, 3_600_000) });
  await tx.run(`insert into reports (tenant_id, id, template, period, language, seed, programmes, state, stage, by_user, created_at) values ($1, $2, $3, $4, $5, $6, $7, 'running', 'facts', $8, $9)`,
    [tx.tenantId, report.id, report.template, report.period, report.language, report.seed, report.programmes, report.byUser, iso(report.atMs)]);
  await tx.emit('reporting.report.progressed', [{ id: report.id, stage: 'facts', state: 'running' }]);
}

/** The report, when this reader may know of it; 404 otherwise, as for one that does not exist. */
export async function reportOf(tx: Transaction, id: string, approvedOnly: boolean): Promise<ReportRow> {
  const row = await tx.maybe<ReportRow>(`select ${columns} from reports where tenant_id = $1 and id = $2`, [tx.tenantId, id]);
  if (!row || (approvedOnly && row.decision !== 'approved')) throw new Problem('not_found');
  return row;
}

/** Who decided last; null where nobody did, or an edit took the decision back. */
export async function deciderOf(tx: Transaction, id: string): Promise<string | null> {
  return (await tx.maybe<{ by: string | null }>('select decided_by as by from reports where tenant_id = $1 and id = $2', [tx.tenantId, id]))?.by ?? null;
}

export async function listReports(tx: Transaction, approvedOnly: boolean, after: string | null, limit: number): Promise<Listed[]> {
  return tx.rows<Listed>(
    `select id, template, period, language, programmes, state, stage, decision, reason, created_at as "createdAt", finished_at as "finishedAt", decided_at as "decidedAt",
       coalesce(jsonb_array_length(facts), 0) as facts, coalesce(jsonb_array_length(document->'evidence'), 0) as texts
     from reports where tenant_id = $1 and ($2::uuid is null or id < $2) and (not $3 or decision = 'approved') order by id desc limit $4`, [tx.tenantId, after, approvedOnly, limit]);
}

export async function runningReports(tx: Transaction): Promise<string[]> {
  return (await tx.rows<{ id: string }>(`select id from reports where tenant_id = $1 and state = 'running' order by id`, [tx.tenantId])).map(({ id }) => id);
}

/** Moves a running report to a stage; false when it was cancelled meanwhile. */
export async function enterStage(tx: Transaction, id: string, stage: string): Promise<boolean> {
  const moved = await tx.run(`update reports set stage = $3 where tenant_id = $1 and id = $2 and state = 'running'`, [tx.tenantId, id, stage]);
  if (moved === 1) await tx.emit('reporting.report.progressed', [{ id, stage, state: 'running' }]);
  return moved === 1;
}

export async function finishReport(tx: Transaction, id: string, document: ReportDocument, facts: readonly Fact[], evidenceHash: string, atIso: string): Promise<void> {
  const done = await tx.run(
    `update reports set state = 'ready', stage = 'done', document = $3, facts = $4, evidence_hash = $5, cost = '{"provider":"local","usd":0}', finished_at = $6
     where tenant_id = $1 and id = $2 and state = 'running'`, [tx.tenantId, id, JSON.stringify(document), JSON.stringify(facts), evidenceHash, atIso]);
  if (done === 0) return;
  await keepCitations(tx, id, document, facts);
  tx.note(id, { facts: facts.length, texts: document.evidence.length, dropped: document.dropped });
  await tx.emit('reporting.report.ready', [{ id, stage: 'done', state: 'ready' }]);
}

/** Ends a running report early; false when it had ended. */
export async function endReport(tx: Transaction, id: string, state: 'failed' | 'cancelled', reason: string | null, atIso: string): Promise<boolean> {
  const row = await tx.maybe<{ stage: string }>(`update reports set state = $3, reason = $4, finished_at = $5 where tenant_id = $1 and id = $2 and state = 'running' returning stage`,
    [tx.tenantId, id, state, reason, atIso]);
  if (row) await tx.emit('reporting.report.ready', [{ id, stage: row.stage, state }]);
  return row !== undefined;
}

export async function cancelReport(tx: Transaction, id: string, atIso: string): Promise<void> {
  const row = await reportOf(tx, id, false);
  if (!await endReport(tx, id, 'cancelled', null, atIso)) throw new Problem('conflict', { detail: `The report is ${row.state}.` });
  tx.note(id);
}

export async function decideReport(tx: Transaction, id: string, decision: Decision, byUser: string, atIso: string): Promise<void> {
  const row = await lockReady(tx, id);
  const from: Record<Decision, readonly Decision[]> = { draft: [], pending: ['draft', 'rejected'], approved: ['draft', 'pending'], rejected: ['draft', 'pending', 'approved'] };
  if (!from[decision].includes(row.decision)) throw new Problem('conflict', { detail: `A report that is ${row.decision} cannot become ${decision}.` });
  await tx.run('update reports set decision = $3, decided_by = $4, decided_at = $5 where tenant_id = $1 and id = $2', [tx.tenantId, id, decision, byUser, atIso]);
  tx.note(id, { decision });
  await tx.emit('reporting.report.progressed', [{ id, stage: 'done', state: 'ready' }]);
}

/** Replaces the document after an edit; what was approved is a draft again. */
export async function keepEdit(tx: Transaction, id: string, before: ReportDocument, document: ReportDocument, facts: readonly Fact[]): Promise<void> {
  const row = await lockReady(tx, id);
  if (JSON.stringify(row.document) !== JSON.stringify(before)) throw new Problem('stale_version');
  await tx.run(`update reports set document = $3, decision = 'draft', decided_by = null, decided_at = null where tenant_id = $1 and id = $2`, [tx.tenantId, id, JSON.stringify(document)]);
  await keepCitations(tx, id, document, facts);
  await tx.emit('reporting.report.progressed', [{ id, stage: 'done', state: 'ready' }]);
}

async function lockReady(tx: Transaction, id: string): Promise<ReportRow> {
  const row = await tx.maybe<ReportRow>(`select ${columns} from reports where tenant_id = $1 and id = $2 for update`, [tx.tenantId, id]);
  if (!row) throw new Problem('not_found');
  if (row.state !== 'ready') throw new Problem('conflict', { detail: `The report is ${row.state}.` });
  return row;
}

async function keepCitations(tx: Transaction, id: string, document: ReportDocument, facts: readonly Fact[]): Promise<void> {
  const metricOf = new Map(facts.map((fact) => [fact.id, fact.metricId]));
  const evidenceOf = new Map(document.evidence.map((evidence) => [evidence.ref, evidence.id]));
  const cited = document.sections.flatMap((section) => section.paragraphs.flatMap((paragraph) =>
    [...paragraph.sentences.map((sentence) => sentence.template).join(' ').matchAll(placeholder)].map(([, fact, , ref], ordinal) => ({
      paragraph: paragraph.id, ordinal, kind: fact === undefined ? 'evidence' : 'fact', id: (fact === undefined ? evidenceOf.get(ref ?? '') : metricOf.get(fact)) ?? '',
    }))));
  await tx.run('delete from report_citations where tenant_id = $1 and report_id = $2', [tx.tenantId, id]);
  await tx.run(`insert into report_citations (tenant_id, report_id, paragraph_id, ordinal, kind, cited_id) select $1, $2, * from unnest($3::text[], $4::int[], $5::text[], $6::text[])`,
    [tx.tenantId, id, cited.map((entry) => entry.paragraph), cited.map((entry) => entry.ordinal), cited.map((entry) => entry.kind), cited.map((entry) => entry.id)]);
}
