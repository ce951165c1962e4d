// Reports: written in the background from a closed set of facts, read by role, edited through the gate, decided by an admin.
// It asks impact for figures and evidence for quotations; it keeps neither a digit nor a person's word in its own sentences.
import { languages, programmes, type Language } from '../../channels/vocabulary.ts';
import { action, defineActor, type ActionMap, type Actor, type ActorContext, type Job } from '../../mixins/broker/actions.ts';
import { invalid, Problem } from '../kernel/errors.ts';
import { newId } from '../kernel/ids.ts';
import { listOf, listParams, type List } from '../kernel/paging.ts';
import { parsePeriod, previousPeriod } from '../kernel/period.ts';
import { redact } from '../kernel/redaction.ts';
import { activeProgrammes, collectFacts, evidenceHashOf, hasEnough, type Evidence, type Fact, type Snippet } from './facts.ts';
import { judge, type GateError } from './gate.ts';
import { composerVersion, decisions, monthsShown, paragraphView, templates, viewOf, writeSections, type Chart, type Decision, type ParagraphView, type ReportDocument, type ReportRow, type ReportView } from './report.ts';
import { decideReport, endReport, enterStage, finishReport, insertReport, keepEdit, listReports, reportOf, runningReports, type Listed } from './report.store.ts';
import { bind, evidenceOf, splitSentences } from './template.ts';

const perHour = 10;
const perDay = 100;
const quotesShown = 3;
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
      const id = newId();
      const { rateLimitFactor } = ctx.house.settings;
      await ctx.change(async (tx) => {
        const chosen = [...new Set(ctx.params.programmes ?? [])];
        const byUser = ctx.identity.kind === 'user' ? ctx.identity.actor : null;
        await insertReport(tx, { id, template, period, language, seed, programmes: chosen, byUser, atMs: ctx.house.clock.nowMs() }, { perHour: perHour * rateLimitFactor, perDay: perDay * rateLimitFactor });
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
      const isBlanked = ctx.identity.role === 'platform_admin';
      const snippets = isBlanked ? [] : await openEvidence(actor.job(ctx.tenantId, ctx.correlationId), row.document?.evidence ?? []);
      return viewOf(row, quotesOf(row, snippets), isBlanked ? 'blanked' : 'open');
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
      await ctx.change(async (tx) => {
        const row = await reportOf(tx, id, false);
        if (!await endReport(tx, id, 'cancelled', null, nowIso(ctx))) throw new Problem('conflict', { detail: `The report is ${row.state}.` });
        tx.note(id);
      });
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
      await ctx.change(async (tx) => {
        await decideReport(tx, id, state, ctx.identity.actor, nowIso(ctx));
        tx.note(id, { decision: state });
      });
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
      const { document, facts } = row;
      const paragraph = document?.sections.flatMap((section) => section.paragraphs).find((found) => found.id === paragraphId);
      if (!document || !facts || !paragraph) throw new Problem('not_found');
      if (paragraph.kind === 'note') throw new Problem('conflict', { detail: 'A note of the house is not edited.' });
      const snippets = await openEvidence(actor.job(ctx.tenantId, ctx.correlationId), document.evidence);
      const known = new Map(facts.map((fact) => [fact.id, fact]));
      const before = paragraphView(paragraph, known, quotesOf(row, snippets), row.language, 'open');
      const wasConnecting = new Set(paragraph.sentences.filter(({ connects }) => connects).map(({ template }) => template));
      const template = bind(text.replaceAll(/\s+/g, ' ').trim(), before.parts, paragraph.sentences.map((sentence) => sentence.template), snippets);
      const sentences = splitSentences(template, row.language).map((sentence, index) => ({ template: sentence, connects: wasConnecting.has(sentence) || (ctx.params.connects ?? []).includes(index) }));
      const errors = judge(sentences, { facts: known, snippets, language: row.language }).map(complaintOf);
      if (redact(template).found.length > 0) errors.push({ field: 'text', problem: 'points to a person', remedy: 'leave addresses, numbers and links out' });
      if (errors.length > 0) throw new Problem('gate_failed', { errors });
      const edited = { ...paragraph, sentences };
      const sections = document.sections.map((section) => ({ ...section, paragraphs: section.paragraphs.map((found) => (found.id === paragraphId ? edited : found)) }));
      await ctx.change(async (tx) => {
        await keepEdit(tx, id, document, { ...document, sections }, facts);
        tx.note(id, { paragraph: paragraphId });
      });
      return paragraphView(edited, known, quotesOf(row, snippets), row.language, 'open');
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
  const programme = row.programmes.length === 1 ? row.programmes[0] ?? 'all' : 'all';
  const facts = await gatherFacts(job, row, programme);
  if (!hasEnough(facts, period)) {
    await job.step(async (tx) => { await endReport(tx, id, 'failed', 'too_little_data', nowIso(actor)); });
    return;
  }
  if (!await enter('evidence')) return;
  const found = await gatherQuotes(job, facts, { period, programme });
  if (!await enter('redaction')) return;
  // Redacted when they were kept; looked at once more, since a finder may have learnt something since.
  const snippets = found.filter(({ text }) => redact(text).found.length === 0).map((snippet, index) => ({ ...snippet, ref: `E${index + 1}` }));
  if (!await enter('draft')) return;
  const brief = { facts, snippets, period, previous, programme, language, seed };
  if (!await enter('citation-check')) return;
  const { sections, dropped } = writeSections(brief);
  if (!await enter('assemble')) return;
  const { name } = await job.ask('companies.get', {});
  const evidence = snippets.map(evidenceOf);
  const document: ReportDocument = { composer: composerVersion, companyName: name, programme, previous, sections, evidence, charts: await gatherCharts(job, period, programme), dropped };
  await job.step(async (tx) => {
    await finishReport(tx, id, document, facts, evidenceHashOf(facts, evidence), nowIso(actor));
    tx.note(id, { facts: facts.length, texts: evidence.length, dropped });
  }, { action: 'reports.finish', objectKind: 'report' });
}

async function gatherFacts(job: Job, row: ReportRow, programme: string): Promise<Fact[]> {
  const scopes = ['all', ...programmes] as const;
  const ask = async (period: string, scope: (typeof scopes)[number]): Promise<Awaited<ReturnType<typeof job.ask<'impact.metrics'>>>['items']> => (await job.ask('impact.metrics', { period, programme: scope })).items;
  const main = scopes.find((scope) => scope === programme) ?? 'all';
  const sets = [await ask(row.period, main)];
  for (const scope of programmes) {
    const isWanted = scope !== main && (row.programmes.length === 0 || row.programmes.includes(scope));
    const items = isWanted && main === 'all' ? await ask(row.period, scope) : [];
    if (activeProgrammes(collectFacts([items], row.language), row.period).length > 0) sets.push(items);
  }
  return collectFacts([...sets, await ask(previousPeriod(row.period), main)], row.language);
}

async function gatherQuotes(job: Job, facts: readonly Fact[], { period, programme }: { period: string; programme: string }): Promise<Snippet[]> {
  const span = parsePeriod(period);
  const score = facts.find((fact) => fact.metric === 'confidence' && fact.period === period && fact.programme === programme);
  const scope = (['all', ...programmes] as const).find((known) => known === programme);
  if (!span || !scope || !score || score.value === null) return [];
  const { items } = await job.ask('evidence.quotes', { dimension: 'confidence', from: span.from, to: span.to, programme: scope, limit: quotesShown });
  return items.map((item): Snippet => ({ ...item, ref: '', dimension: 'confidence', language: languageOf(item.language) }));
}

async function gatherCharts(job: Job, period: string, programme: string): Promise<Chart[]> {
  const months = monthsShown(period);
  const scope = (['all', ...programmes] as const).find((known) => known === programme);
  if (!months || !scope) return [];
  const { points } = await job.ask('impact.series', { metric: 'volunteer_hours', programme: scope, ...months });
  // A month without a row is a measured zero to the ledger; before the first row it is a gap to the reader.
  const first = points.findIndex((point) => (point.n ?? 0) > 0);
  return [{ section: 'reach', metric: 'volunteer_hours', unit: 'hours', programme, points: points.map((point, index) => (index < first ? { ...point, value: null } : point)) }];
}

async function openEvidence(job: Job, evidence: readonly Evidence[]): Promise<Snippet[]> {
  if (evidence.length === 0) return [];
  const { items } = await job.ask('evidence.byIds', { ids: evidence.map(({ id }) => id) });
  const texts = new Map(items.map((item) => [item.id, item]));
  // A text that changed since is not the one that was quoted.
  return evidence.flatMap((entry) => {
    const found = texts.get(entry.id);
    return found && found.sha256 === entry.sha256 ? [{ ...entry, text: found.text }] : [];
  });
}

function quotesOf(row: ReportRow, snippets: readonly Snippet[]): Map<string, { id: string; text: string | null }> {
  const texts = new Map(snippets.map(({ ref, text }) => [ref, text]));
  return new Map((row.document?.evidence ?? []).map(({ ref, id }) => [ref, { id, text: texts.get(ref) ?? null }]));
}

function begin(actor: Actor, tenantId: string, id: string): void {
  if (beingWritten.has(id)) return;
  beingWritten.add(id);
  actor.inBackground('writing a report', async () => {
    try {
      await write(actor, tenantId, id);
    } catch (error) {
      // A stop leaves the report running: the next start takes it up again.
      if (!actor.stopping.aborted) await actor.job(tenantId, `report-${id}`).step(async (tx) => { await endReport(tx, id, 'failed', 'internal', nowIso(actor)); });
      throw error;
    } finally {
      beingWritten.delete(id);
    }
  });
}

function complaintOf({ sentence, problem, found }: GateError): { field: string; problem: string; remedy: string } {
  const remedies: Record<GateError['problem'], string> = {
    uncited: 'cite a fact as {fact:F1} or a text as {quote:E1}, or name the sentence in `connects`', no_citation: 'cite at least one fact or text in the paragraph',
    unknown_fact: 'use a fact of this report', fact_without_value: 'name it in words with {fact:F1:name}: it has no figure', unknown_evidence: 'use a text of this report',
    quotation_altered: 'quote word for word', number_outside_fact: 'put the fact in its place', broken_placeholder: 'write placeholders as {fact:F1} or {quote:E1}', too_many_connecting: 'cite more sentences', empty: 'write a sentence',
  };
  return { field: 'text', problem: `sentence ${sentence + 1}: ${problem}${found === null || problem === 'quotation_altered' ? '' : ` (${found})`}`, remedy: remedies[problem] };
}

function seesApprovedOnly(ctx: ActorContext): boolean {
  return ctx.identity.role === 'viewer';
}

function languageOf(language: string): Language {
  return languages.find((known) => known === language) ?? 'en';
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
  dependencies: ['impact', 'evidence', 'companies'],
  async started(actor) {
    actor.inBackground('taking up reports', async () => {
      const tenants = await actor.asKeeper(undefined, (tx) => tx.rows<{ id: string }>('select id from tenants order by id'));
      for (const { id: tenantId } of tenants) {
        for (const id of await actor.job(tenantId, 'reports').read(runningReports)) begin(actor, tenantId, id);
      }
    });
  },
});
