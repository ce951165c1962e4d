// Exports: makes files of reports in the background, hands them out by signed links, and tells whether a file is ours, unchanged and still true.
// It asks reports for what was written and impact for each figure's walk; it writes nothing of its own into a document.
import { createHash } from 'node:crypto';
import { programmes } from '../../channels/vocabulary.ts';
import { rolesWith } from '../../mixins/broker/rights.ts';
import { action, defineActor, type ActionMap, type Actor, type Job } from '../../mixins/broker/actions.ts';
import { deriveKey, keyedHash } from '../../mixins/vault.ts';
import { invalid, Problem } from '../kernel/errors.ts';
import { figureUnitOf, formatFigure } from '../kernel/format/figures.ts';
import { newId } from '../kernel/ids.ts';
import { sayInReport } from '../kernel/locales/report.ts';
import { deciderOf, walksOf } from './asked.ts';
import { Chromium, type Sheet } from './chromium.client.ts';
import { shownFacts, lineageFile, type Report } from './document.ts';
import { readTicket, ticketMs, writeTicket } from './download.ts';
import { exportOf, failExport, findExport, finishExport, insertExport, startExport, unfinishedExports, type ExportRow } from './export.store.ts';
import { keepFile, openFile } from './files.client.ts';
import { finishPdf, lookInside, pagesOfAnchors, readPrinted } from './finish.ts';
import { fontFaces } from './fonts.client.ts';
import { forgetOldFiles, lifetimeActions, quotesOf, quotesWhatIsGone } from './lifetime.actions.ts';
import { emptyDocument, isAsLaid, printBody } from './pdf.ts';
import { papers } from './pdf-style.ts';
import { jsonOf, lineageDifferences, pageDifferences, restatedOf, verdicts, type Difference, type Standing, type Verification } from './verdict.ts';

const tidyEveryMs = 3_600_000;
const browsers = new WeakMap<Actor, Chromium>();
const beingMade = new Set<string>();
const mimeOf: Readonly<Record<string, string>> = { pdf: 'application/pdf' };
export interface ExportView { id: string; reportId: string; format: string; paper: string; state: string; downloadUrl: string | null; sha256: string | null; bytes: number | null; reason: string | null; createdAt: string }

const actions = {
  ...lifetimeActions,

  create: action({
    summary: 'Begins a file of a report',
    access: 'exports:write',
    changes: 'export',
    params: { id: { type: 'uuid' }, format: { type: 'enum', values: ['pdf'] }, paper: { type: 'enum', values: ['a4', 'letter'], optional: true } },
    returns: { id: { type: 'uuid' }, state: { type: 'string' } },
    async handler(ctx, actor): Promise<{ id: string; state: string }> {
      const { id: reportId, format, paper = 'a4' } = ctx.params;
      const report = await ctx.ask('reports.get', { id: reportId });
      if (report.state !== 'ready' || report.evidenceHash === null) throw new Problem('conflict', { detail: `The report is ${report.state}.` });
      const [id, evidenceHash] = [newId(), report.evidenceHash];
      await ctx.change(async (tx) => {
        await insertExport(tx, { id, reportId, format, paper, evidenceHash, byUser: ctx.identity.kind === 'user' ? ctx.identity.actor : null, atIso: nowIso(ctx) });
        tx.note(id, { report: reportId, format, decision: report.decision });
      });
      begin(actor, ctx.tenantId, id);
      return { id, state: 'queued' };
    },
  }),

  get: action({
    summary: 'A file in the making, or a link to it',
    access: 'exports:read',
    params: { id: { type: 'uuid' } },
    async handler(ctx, actor): Promise<ExportView> {
      // Who may not know of a report may not know of its files.
      const row = await ctx.read((tx) => exportOf(tx, ctx.params.id));
      if (ctx.identity.role === 'viewer') await ctx.ask('reports.get', { id: row.report_id });
      const token = row.state === 'ready' && row.file_key !== null && !await quotesWhatIsGone(actor.job(ctx.tenantId, ctx.correlationId), row) ? writeTicket(signerOf(actor), { tenantId: ctx.tenantId, exportId: row.id, endsMs: ctx.house.clock.nowMs() + ticketMs }) : null;
      return {
        id: row.id, reportId: row.report_id, format: row.format, paper: row.paper, state: row.state, downloadUrl: token === null ? null : `/api/v1/downloads/${token}`, sha256: row.sha256, bytes: row.bytes,
        reason: row.reason, createdAt: row.created_at,
      };
    },
  }),

  download: action({
    summary: 'A finished file, by its signed link',
    access: 'anyone',
    params: { token: { type: 'string', max: 200 } },
    async handler(ctx, actor): Promise<{ base64: string; type: string; fileName: string }> {
      const ticket = readTicket(signerOf(actor), ctx.params.token, ctx.house.clock.nowMs());
      if (!ticket) throw new Problem('forbidden', { detail: 'The link was changed, or its quarter of an hour is over.' });
      const job = actor.job(ticket.tenantId, ctx.correlationId);
      const row = await job.read((tx) => exportOf(tx, ticket.exportId));
      if (row.state !== 'ready' || row.file_key === null) throw new Problem('not_found');
      if (await quotesWhatIsGone(job, row)) throw new Problem('not_found', { detail: 'The file quotes a sentence that may be shown no more. Make it anew from its report.' });
      const bytes = await openFile(ctx.house, ticket.tenantId, row.file_key);
      return { base64: bytes.toString('base64'), type: mimeOf[row.format] ?? 'application/octet-stream', fileName: `report-${row.report_id.slice(-12)}.${row.format}` };
    },
  }),

  verify: action({
    summary: 'Whether a file is ours, unchanged and still true',
    access: 'user',
    params: { base64: { type: 'string', max: 100_000_000 } },
    returns: { verdict: { type: 'enum', values: verdicts }, reportId: { type: 'uuid', optional: true }, differences: { type: 'array', items: { type: 'any' } } },
    timeoutMs: 60_000,
    async handler(ctx, actor): Promise<Verification> {
      const bytes = Buffer.from(ctx.params.base64, 'base64');
      if (bytes.length === 0) throw invalid('body', 'is empty', 'send the file as the body');
      const sent = jsonOf(bytes);
      const claimed = sent === null ? /evidence:([0-9a-f]{64})/.exec(bytes.toString('latin1'))?.[1] ?? null : typeof sent['evidenceHash'] === 'string' ? sent['evidenceHash'] : null;
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      const { memberships } = await ctx.ask('identity.me', {});
      for (const { companyId, role } of memberships) {
        // What a role may not read, it may not have confirmed either.
        if (!rolesWith('exports:read').includes(role)) continue;
        const job = actor.job(companyId, ctx.correlationId);
        const row = await job.read((tx) => findExport(tx, { sha256, evidenceHash: claimed }));
        if (row) return judge(job, row, row.same ? null : { bytes, sent });
      }
      return { verdict: 'unknown', differences: [] };
    },
  }),
};

/** Judges a file that we know of: `other` is what was sent, where it is not the very file we made. */
async function judge(job: Job, row: ExportRow, other: { bytes: Buffer; sent: Record<string, unknown> | null } | null): Promise<Verification> {
  const reportId = row.report_id;
  const report = await job.ask('reports.get', { id: reportId });
  if (other) {
    // Where the file has gone, its lineage is told anew: figures answer at their revisions as they did.
    const original = row.file_key === null ? { lineage: lineageFile(report, await walksOf(job, report), report.finishedAt ?? report.createdAt), pages: null } : await lookInside(await openFile(job.actor.house, job.tenantId, row.file_key));
    const theirs = other.sent === null ? await lookInside(other.bytes) : { lineage: other.sent, pages: null };
    const differences: Difference[] = [...lineageDifferences(original.lineage, theirs.lineage), ...(other.sent === null ? pageDifferences(original.pages, theirs.pages) : [])];
    if (differences.length > 0 || other.sent === null) {
      return { verdict: 'forged', reportId, differences: differences.length > 0 ? differences : [{ kind: 'file', what: 'bytes outside of pages and lineage were changed', ours: row.sha256, theirs: null }] };
    }
  }
  const restated = restatedOf(shownFacts(report), await standingOf(job, report));
  return { verdict: restated.length > 0 ? 'restated' : 'matches', reportId, differences: restated };
}

/** The figures as they stand today, for every period and programme that the report cites. */
async function standingOf(job: Job, report: Report): Promise<Standing[]> {
  const scopes = new Map(shownFacts(report).map(({ period, programme }) => [`${period} ${programme}`, { period, programme }]));
  const standing: Standing[] = [];
  for (const { period, programme } of scopes.values()) {
    const scope = (['all', ...programmes] as const).find((known) => known === programme);
    if (!scope) continue;
    const { items } = await job.ask('impact.metrics', { period, programme: scope });
    standing.push(...items.map(({ id, revision, value, metric, unit }) => ({ metricId: id, revision, formatted: value === null ? null : formatFigure(value, figureUnitOf(metric, unit), report.language) })));
  }
  return standing;
}

async function make(actor: Actor, tenantId: string, id: string): Promise<void> {
  const job = actor.job(tenantId, `export-${id}`);
  const row = await job.read((tx) => exportOf(tx, id));
  if (!await job.step((tx) => startExport(tx, id))) return;
  const quotes = await quotesOf(job, row.report_id);
  const report = await job.ask('reports.get', { id: row.report_id });
  const { timeZone } = await job.ask('companies.get', {});
  const approvedBy = report.decision === 'approved' ? await deciderOf(job, report.id) : null;
  const paper = papers[row.paper];
  // Figures are walked back while the browser gets ready.
  const walks = walksOf(job, report);
  walks.catch(() => undefined); // thrown where it is awaited
  const { pdf, entries } = await browserOf(actor).withSheet({ document: emptyDocument({ report, paper: row.paper, fonts: fontFaces(), timeZone, approvedBy }), width: paper.textWide }, async (sheet) => {
    const found = await walks;
    return { entries: found, pdf: await printed(sheet, { report, entries: found, timeZone }, paper.textTall) };
  });
  const madeAt = report.finishedAt ?? report.createdAt;
  const bytes = await finishPdf(pdf, {
    title: report.title, author: report.companyName, language: report.language, subject: report.notice ?? '', evidenceHash: report.evidenceHash ?? '', reportId: report.id, madeAt: new Date(madeAt),
    lineage: lineageFile(report, entries, madeAt), watermark: report.decision === 'approved' ? null : sayInReport(report.language, `watermark.${report.decision}`),
  });
  const key = await keepFile(actor.house, tenantId, bytes);
  await job.step(async (tx) => {
    await finishExport(tx, id, { key, sha256: createHash('sha256').update(bytes).digest('hex'), bytes: bytes.length, quotes }, nowIso(actor));
    tx.note(id, { report: report.id, bytes: bytes.length });
  }, { action: 'exports.finish', objectKind: 'export' });
}

/** Measured first, so that each page holds the footnotes of what stands on it; printed once more only where a page broke elsewhere than it was laid. */
async function printed(sheet: Sheet, page: Omit<Parameters<typeof printBody>[0], 'heights' | 'found'>, tall: number): ReturnType<typeof readPrinted> {
  const heights = { ...await sheet.measure(printBody({ ...page, heights: null })), page: tall };
  const first = await readPrinted(await sheet.print(printBody({ ...page, heights })));
  const found = pagesOfAnchors(first);
  return isAsLaid(page, heights, found) ? first : readPrinted(await sheet.print(printBody({ ...page, heights, found })));
}

function begin(actor: Actor, tenantId: string, id: string): void {
  if (beingMade.has(id)) return;
  beingMade.add(id);
  actor.inBackground('making a file', async () => {
    try {
      await make(actor, tenantId, id);
    } catch (error) {
      const reason = error instanceof Problem ? error.type : 'internal';
      if (!actor.stopping.aborted) await actor.job(tenantId, `export-${id}`).step((tx) => failExport(tx, id, reason, nowIso(actor)));
      throw error;
    } finally {
      beingMade.delete(id);
    }
  });
}

function browserOf(actor: Actor): Chromium {
  const browser = browsers.get(actor) ?? new Chromium(actor.house);
  browsers.set(actor, browser);
  return browser;
}

function signerOf(actor: Actor): (value: string) => Buffer {
  const sign = keyedHash(deriveKey(actor.house.master, 'downloads'));
  return (value) => Buffer.from(sign(value), 'hex');
}

function nowIso({ house }: Pick<Actor, 'house'>): string {
  return new Date(house.clock.nowMs()).toISOString();
}

declare module '../../mixins/broker/actions.ts' {
  interface Actions extends ActionMap<'exports', typeof actions> {}
}

export default defineActor({
  name: 'exports',
  actions,
  dependencies: ['reports', 'impact', 'identity', 'companies', 'evidence'],
  // A file of a report that is being written will most likely be asked for: a browser takes seconds to start. Where there is none, whoever asks for a file is told.
  hears: { 'reports.begun': (_payload, actor) => { browserOf(actor).warm().catch(() => undefined); } },
  async started(actor) {
    actor.repeat('removing old files', tidyEveryMs, () => forgetOldFiles(actor));
    actor.inBackground('taking up files', async () => {
      const tenants = await actor.asKeeper(undefined, (tx) => tx.rows<{ id: string }>('select id from tenants order by id'));
      for (const { id: tenantId } of tenants) {
        for (const id of await actor.job(tenantId, 'exports').read(unfinishedExports)) begin(actor, tenantId, id);
      }
    });
  },
  async stopped(actor) {
    await browsers.get(actor)?.stop();
  },
});
