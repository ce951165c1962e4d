// Reports: written in the background from a closed set of facts, read by role, edited through the gate, decided by an admin.
// It asks impact for figures and evidence for quotations; it keeps neither a digit nor a person's word in its own sentences.
import { languages, programmes } from '../../channels/vocabulary.ts';
import { action, defineActor, type ActionMap, type Actor, type ActorContext, type Job } from '../../mixins/broker/actions.ts';
import { holds } from '../../mixins/broker/rights.ts';
import { invalid, Problem } from '../kernel/errors.ts';
import { newId } from '../kernel/ids.ts';
import { listOf, listParams, type List } from '../kernel/paging.ts';
import { parsePeriod, previousPeriod } from '../kernel/period.ts';
import { redact } from '../kernel/redaction.ts';
import { changesChart, funnelChart, monthsShown, programmesChart, trendChart, type Chart } from './charts.ts';
import { composerVersion } from './composer.ts';
import { editParagraph } from './edit.ts';
import { evidenceHashOf, hasEnough, type Evidence, type Snippet } from './facts.ts';
import { gatherFacts, gatherQuotations, standingIds, type Material } from './material.ts';
import { decisions, holdsTogether, quotesOf, stillTrue, templates, viewOf, writeSections, type Decision, type ParagraphView, type QuoteAccess, type ReportDocument, type ReportView } from './report.ts';
import { cancelReport, deciderOf, decideReport, endReport, enterStage, finishReport, insertReport, keepEdit, listReports, reportOf, runningReports, type Listed } from './report.store.ts';
import { evidenceOf } from './template.ts';

const limits = { perHour: 10, perDay: 100 };
const beingWritten = new Set<string>();
const one = { id: { type: 'uuid' } } as const;
const started = { id: { type: 'uuid' }, state: { type: 'string' } } as const;

const actions = {
  create: action({
    summary: 'Begins a report',
    access: 'reports:write',
    changes: 'report',
    params: {
      template: { type: 'enum', values: templates }, period: { type: 'string', max: 20 }, language: { type: 'enum', values: languages },
      programmes: { type: 'array', items: { type: 'enum', values: programmes }, max: programmes.length, optional: true },
      seed: { type: 'number', integer: true, min: 0, max: 2_147_483_647, optional: true },
    },
    returns: started,
    async handler(ctx, actor): Promise<{ id: string; state: string }> {
      const { template, period, language, seed = 1 } = ctx.params;
      if (!parsePeriod(period)) throw invalid('period', 'is not a period', 'write it as 2026, 2026-Q3 or 2026-09');
      const { clock, settings: { rateLimitFactor } } = ctx.house;
      const id = newId();
      const byUser = ctx.identity.kind === 'user' ? ctx.identity.actor : null;
      const report = { id, template, period, language, seed, programmes: [...new Set(ctx.params.programmes ?? [])], byUser, atMs: clock.nowMs() };
      await ctx.change(async (tx) => {
        await insertReport(tx, report, { perHour: limits.perHour * rateLimitFactor, perDay: limits.perDay * rateLimitFactor });
        tx.note(id, { template, period, language });
      });
      begin(actor, ctx.tenantId, id);
      return { id, state: 'running' };
    },
  }),

  list: action({
    summary: 'Reports, newest first',
    access: 'reports:read',
    params: listParams,
    async handler(ctx): Promise<List<Listed>> {
      return listOf(ctx.params, (after, limit) => ctx.read((tx) => listReports(tx, seesApprovedOnly(ctx), after, limit)), (item) => item.id);
    },
  }),

  get: action({
    summary: 'A report: its sections with citations, its facts, its state',
    access: 'reports:read',
    params: one,
    async handler(ctx, actor): Promise<ReportView> {
      const row = await ctx.read((tx) => reportOf(tx, ctx.params.id, seesApprovedOnly(ctx)));
      const access = quoteAccessOf(ctx);
      const snippets = access === 'blanked' ? [] : await openEvidence(actor.job(ctx.tenantId, ctx.correlationId), row.document?.evidence ?? []);
      return viewOf(row, quotesOf(row, snippets), access);
    },
  }),

  decider: action({
    summary: 'Who decided on a report, for the mark that an approved file bears',
    access: 'room',
    params: one,
    async handler(ctx): Promise<{ userId: string | null }> {
      return { userId: await ctx.read((tx) => deciderOf(tx, ctx.params.id)) };
    },
  }),

  cancel: action({
    summary: 'Stops a report that is being written',
    access: 'reports:write',
    changes: 'report',
    params: one,
    returns: started,
    async handler(ctx): Promise<{ id: string; state: string }> {
      const { id } = ctx.params;
      await ctx.change((tx) => cancelReport(tx, id, nowIso(ctx)));
      return { id, state: 'cancelled' };
    },
  }),

  decide: action({
    summary: 'Sends a report for approval, approves or rejects it',
    access: 'decisions:write',
    changes: 'report',
    params: { ...one, state: { type: 'enum', values: ['pending', 'approved', 'rejected'] } },
    returns: { id: { type: 'uuid' }, decision: { type: 'enum', values: decisions } },
    async handler(ctx): Promise<{ id: string; decision: Decision }> {
      const { id, state } = ctx.params;
      await ctx.change((tx) => decideReport(tx, id, state, ctx.identity.actor, nowIso(ctx)));
      return { id, decision: state };
    },
  }),

  editParagraph: action({
    summary: 'Changes a paragraph; the citation gate judges it first',
    access: 'reports:write',
    changes: 'report',
    // `connects` names sentences, counted from 0, that only join others and claim nothing.
    params: { ...one, paragraph: { type: 'string', max: 40 }, text: { type: 'string', min: 1, max: 4_000 }, connects: { type: 'array', items: { type: 'number', integer: true, min: 0 }, max: 50, optional: true } },
    async handler(ctx, actor): Promise<ParagraphView> {
      const { id, paragraph: paragraphId, text } = ctx.params;
      const row = await ctx.read((tx) => reportOf(tx, id, false));
      const snippets = await openEvidence(actor.job(ctx.tenantId, ctx.correlationId), row.document?.evidence ?? []);
      const edit = editParagraph(row, snippets, { paragraphId, text, connects: ctx.params.connects ?? [], access: quoteAccessOf(ctx) });
      if (edit.errors.length > 0) throw new Problem('gate_failed', { errors: edit.errors });
      await ctx.change(async (tx) => {
        await keepEdit(tx, id, edit.before, edit.document, edit.facts);
        tx.note(id, { paragraph: paragraphId });
      });
      return edit.view;
    },
  }),
};

/** Writes one report to its end, stage by stage; each stage finds out whether the report was cancelled. */
async function write(actor: Actor, tenantId: string, id: string): Promise<void> {
  const job = actor.job(tenantId, `report-${id}`);
  const row = await job.read((tx) => reportOf(tx, id, false));
  const enter = async (stage: string): Promise<boolean> => !actor.stopping.aborted && await job.step((tx) => enterStage(tx, id, stage));
  if (row.state !== 'running' || !await enter('facts')) return;
  const { period, language, seed } = row;
  const previous = previousPeriod(period);
  const material = await gatherFacts(job.ask, row);
  const { facts, programme, programmes: told } = material;
  if (!hasEnough(facts, period)) return fail(job, id, 'too_little_data');
  if (!await enter('evidence')) return;
  const found = await gatherQuotations(job.ask, { ...material, period });
  if (!await enter('redaction')) return;
  // Redacted when they were kept; looked at once more, since a finder may have learnt something since.
  const snippets = found.filter(({ text }) => redact(text).found.length === 0);
  if (!await enter('draft')) return;
  const brief = { facts, snippets, period, previous, programme, programmes: told, language, seed };
  if (!await enter('citation-check')) return;
  const written = writeSections(brief, { period, previous, programmes: [...programme === '' ? [] : [programme], ...told], metricIds: await standingIds(job.ask, facts) });
  if (!holdsTogether(written)) return fail(job, id, 'too_little_evidence');
  if (!await enter('assemble')) return;
  const { name } = await job.ask('companies.get', {});
  const evidence = snippets.map(evidenceOf);
  const document: ReportDocument = { composer: composerVersion, companyName: name, programme, previous, evidence, charts: await gatherCharts(job, period, material), ...written };
  await job.step((tx) => finishReport(tx, id, document, facts, evidenceHashOf(facts, evidence), nowIso(actor)), { action: 'reports.finish', objectKind: 'report' });
}

async function fail(job: Job, id: string, reason: string): Promise<void> {
  await job.step((tx) => endReport(tx, id, 'failed', reason, nowIso(job.actor)));
}

async function gatherCharts(job: Job, period: string, { facts, programme, programmes: told }: Material): Promise<Chart[]> {
  const months = monthsShown(period);
  const bars = programmesChart(facts, period, told);
  if (!months || programme === '') return bars;
  const { points } = await job.ask('impact.series', { metric: 'volunteer_hours', programme, ...months });
  const { stages } = programme === 'all' ? await job.ask('profiles.funnel', { period }) : { stages: [] };
  return [...trendChart(points, programme), ...bars, ...funnelChart(stages, programme), ...changesChart(facts, period, programme)];
}

async function openEvidence(job: Job, evidence: readonly Evidence[]): Promise<Snippet[]> {
  return evidence.length === 0 ? [] : stillTrue(evidence, (await job.ask('evidence.byIds', { ids: evidence.map(({ id }) => id) })).items);
}

function begin(actor: Actor, tenantId: string, id: string): void {
  if (beingWritten.has(id)) return;
  beingWritten.add(id);
  void actor.broker.broadcast('reports.begun', {});
  actor.inBackground('writing a report', async () => {
    try {
      await write(actor, tenantId, id);
    } catch (error) {
      // A stop leaves the report running: the next start takes it up again.
      if (!actor.stopping.aborted) await fail(actor.job(tenantId, `report-${id}`), id, 'internal');
      throw error;
    } finally {
      beingWritten.delete(id);
    }
  });
}

function seesApprovedOnly(ctx: ActorContext): boolean {
  return ctx.identity.role === 'viewer';
}

/** The operator reads no quotation, and a key only with the scope for them. */
function quoteAccessOf({ identity }: ActorContext): QuoteAccess {
  return identity.role === 'platform_admin' || (identity.kind === 'key' && !holds(identity, 'evidence:read')) ? 'blanked' : 'open';
}

function nowIso({ house }: Pick<Actor, 'house'>): string {
  return new Date(house.clock.nowMs()).toISOString();
}

declare module '../../mixins/broker/actions.ts' {
  interface Actions extends ActionMap<'reports', typeof actions> {}
}

export default defineActor({
  name: 'reports',
  actions,
  dependencies: ['impact', 'evidence', 'companies', 'profiles'],
  async started(actor) {
    actor.inBackground('taking up reports', async () => {
      const tenants = await actor.asKeeper(undefined, (tx) => tx.rows<{ id: string }>('select id from tenants order by id'));
      for (const { id: tenantId } of tenants) {
        for (const id of await actor.job(tenantId, 'reports').read(runningReports)) begin(actor, tenantId, id);
      }
    });
  },
});
