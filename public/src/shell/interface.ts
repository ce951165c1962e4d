// The shapes of the HTTP interface that the cockpit reads, and the one client that knows its addresses.
// It keeps no token: the session is an HttpOnly cookie that no script can see.
import type {
  ConsentPurpose, CostKind, DateOrder, Dimension, Encoding, FlaggedSource, ImportFilter, ImportKind, ImportState, JourneyFlag, JourneyStage, KeyScope, Language, Metric, MetricState, Programme, ReviewKind, ReviewState, Role, SafetyCategory, Severity, WebhookProvider,
} from '../../../channels/vocabulary.ts';

export interface Person { id: string; email: string; name: string }
export interface Me { user: Person; memberships: { companyId: string; companyName: string; role: Role }[] }
export interface CompanyRow { id: string; name: string; country: string; currency: string; timeZone: string; role: Role }
export const outcomes = ['integration', 'language', 'job_readiness', 'confidence'] as const;
export type Outcome = (typeof outcomes)[number];
export type Basis = 'company' | 'society';
export const grades = ['red', 'amber', 'green'] as const;
export type Grade = (typeof grades)[number];
/** What composites are made of: figures with a walk, and no place of their own on a page. */
export type FigurePart = 'paid_hours' | `costs_${CostKind}` | `${'improved' | 'declined' | 'certainty'}_${Outcome}` | 'lift' | 'placement_share';
export interface MetricView<M extends Metric | FigurePart = Metric> {
  id: string; metric: M; programme: string; period: string; value: number | null; unit: string; n: number | null; low: number | null; high: number | null; previous: number | null;
  state: MetricState; reason: string | null; revision: number; computedAt: string | null; grade?: Grade | null; leads?: boolean; band?: string | null;
}
export interface SeriesPoint { period: string; value: number | null; low: number | null; high: number | null; n: number | null; state: MetricState }
export interface Restated { id: string; metric: Metric; programme: Programme | 'all'; period: string; from: number; to: number; at: string }
/** All of the overview: figures of a period beside another's, each programme's, and the months behind them. */
export interface OverviewAnswer {
  period: string; against: string; cohort: string | null; programme: Programme | 'all'; months: string[]; figures: MetricView[]; programmes: { programme: Programme; figures: MetricView[] }[];
  series: { metric: Metric; programme: Programme | 'all'; points: SeriesPoint[] }[]; paidHours: MetricView<FigurePart>; yearBefore: { period: string; hours: number | null }; unconfirmedHours: number; restated: Restated[];
}
export interface Freshness { files: { kind: ImportKind; at: string }[]; webhooks: { provider: WebhookProvider; at: string | null }[]; rejected: number; waiting: number }
export interface SourceRow { table: string; id: string | null; key: string | null; date: string | null; importId: string | null; file: string | null; line: number | null; webhookId: string | null; contribution: number; weight: number }
export interface Recompute { op: 'sum' | 'distinct' | 'ratio' | 'composite'; divisor: number }
export interface Lineage {
  metric: MetricView<Metric | FigurePart>; revision: number; formula: { id: string; version: number; text: string; recompute: Recompute };
  inputs: Input[]; composite: SroiWalk | VisWalk | null; evidence: { id: string; text: string | null }[];
  sources: { count: number; items: SourceRow[]; next: string | null } | null;
}
export interface Input { name: string; value: number; unit: string; metricId?: string; revision?: number; grade?: Grade; source?: string }
export const assumptionNames = ['deadweight', 'attributionToOthers', 'displacement', 'dropOff', 'durationYears', 'discountRate'] as const;
export type Assumption = (typeof assumptionNames)[number];
export interface Swing { assumption: Assumption | 'hourValue' | 'proxies'; ends: [number, number]; low: number | null; high: number | null }
export interface BreakEven { deadweight: number | null; proxies: number | null; people: number | null }
export interface SroiWalk {
  kind: 'sroi'; basis: Basis; leading: Basis; currency: string; day: string; valueMap: number; worstGrade: Grade; presentValue: number; investment: Record<Basis, number>; ratio: Record<Basis, number | null>; npv: Record<Basis, number>;
  confidence: { mean: number | null; factor: number; flagged: boolean; below: number }; outcomes: { outcome: Outcome; improved: number; declined: number; proxy: number; grade: Grade; lapsed: boolean; value: number; given: Pick<Price, 'amountMinor' | 'currency'> }[];
  leftOut: { outcome: Outcome; reason: 'too_few' | 'not_valued' | 'no_two_texts' }[];
  costs: { name: 'paid_hours' | 'own_hours' | `costs_${CostKind}`; count: number | null; rate: number | null; company: number; society: number; grade: Grade | null; source: string | null }[];
  assumptions: { name: Assumption; value: number; grade: Grade; source: string }[]; keptShare: number; yearsFactor: number; sets: Record<'low' | 'base' | 'high', { ratio: Record<Basis, number | null> }>;
  tornado: Record<Basis, Swing[]>; breakEven: Record<Basis, BreakEven>; rates: { from: string; to: string; rate: number; date: string; source: string; isOwn: boolean }[];
}
export const components = ['hours', 'quality', 'lift', 'placement'] as const;
export type Component = (typeof components)[number];
export interface VisWalk {
  kind: 'vis'; valueMap: number; band: string | null; components: { component: Component; value: number | null; weight: number; given: number; adds: number }[]; hours: { hours: number; reference: number; eligible: number };
  means: { metric: Metric; n: number; value: number }[]; lift: { some: number; all: number } | null; placement: { some: number; all: number } | null; gates: { gate: string; needs: number; has: number }[];
}
export interface MetricCard {
  metric: Metric; definition: string; method: string; assumptions: string; limits: string; owner: Role; isVerified: boolean; disclosures: { framework: string; code: string }[];
  modelError: { version: string; language: Language; macroF1: number; calibrationError: number; reliableChange: number }[];
}
export interface Price { amountMinor: number; currency: string; priceYear: number; source: string; licence: string; validFrom: string | null; validTo: string | null; grade: Grade }
export interface Proxy extends Price { outcome: Outcome; group: 'participants' }
export interface OwnRate { date: string; from: string; to: string; rate: number; source: string }
/** What is changed as a whole. */
export interface ValueMapBody {
  leadingBasis: Basis; proxies: Proxy[]; hours: Record<'paid' | 'own', Price>; assumptions: Record<Assumption, { value: number; grade: Grade; source: string }>; visWeights: Record<Component, number>; fxRates: OwnRate[];
}
export interface ValueMap extends ValueMapBody { version: number; changedAt: string | null; reason: string | null; versions: { version: number; changedAt: string | null; reason: string | null }[] }
/** What the product's own formula makes of numbers that are tried. */
export interface Tried { presentValue: number; ratio: Record<Basis, number | null>; npv: Record<Basis, number | null>; breakEven: BreakEven; tornado: Swing[] }
export interface FileLine { fileName: string; sha256: string; importedAt: string | null; headers: string[]; line: number; cells: (string | null)[] | null; rowKey: string | null; revision: number | null }
export interface Counts { total: number; created: number; updated: number; unchanged: number; rejected: number; waiting: number }
export interface KindCard { kind: ImportKind; columns: { name: string; synonyms: string[]; required: boolean; rule: string; example: string; personal: boolean; intimate: boolean }[] }
export interface RowProblem { problem: string; column: string; count: number; firstLine: number; value: string | null }
export interface RejectedRow { line: number; cells: (string | null)[]; problems: { column: string; problem: string; value: string }[] }
export interface RejectedPage { headers: string[]; items: RejectedRow[]; next: number | null }
export interface Scale { low: number; high: number }
/** How a file is told to be read; what is missing is found in it. */
export interface MappingLists {
  columns: { header: string; column: string | null }[]; constants?: { column: string; value: string }[]; spellings?: { column: string; cell: string; value: string }[];
  scale?: Scale; dateOrder?: DateOrder; encoding?: Encoding;
}
/** Of all imports, whatever the list is narrowed to. */
export interface ImportTotals { all: number; byFilter: Record<ImportFilter, number>; kinds: ImportKind[]; rejectedRows: number; waitingRows: number }
export interface ImportList extends List<ImportView> { totals: ImportTotals }

export interface ImportView {
  id: string; kind: ImportKind; state: ImportState; fileName: string; bytes: number; sha256: string; createdAt: string; finishedAt: string | null; undoUntil: string | null; counts: Counts;
  columns: { header: string; column: string | null }[]; sample: Record<string, string | number | null>[]; problems: RowProblem[]; encoding: string | null; delimiter: string | null;
  linesDone: number; reason: { line: number; problem: string; remedy: string } | null; mapping: MappingLists | null; scale: Scale | null; mended: number;
}
export interface MappingView extends MappingLists { id: string; name: string; kind: ImportKind; builtIn: boolean; createdAt: string | null }
export interface List<T> { items: T[]; next: string | null }
export interface Fact {
  id: string; metric: string; /** In the report's language. */ name: string; metricId: string; revision: number; programme: string; period: string; unit: string; value: number | null; n: number | null; state: MetricState;
  formatted: string | null; formattedLow: string | null; formattedHigh: string | null; formattedN: string | null;
}
export interface Citation { id: string; kind: 'fact' | 'evidence' }
export interface Part { kind: 'text' | 'fact' | 'quote'; text: string | null; id?: string }
export interface Paragraph { id: string; kind: 'prose' | 'quote' | 'note'; text: string; parts: Part[]; citations: Citation[] }
export interface ReportSection { key: string; title: string; density: number | null; paragraphs: Paragraph[] }
export interface ReportEvidence { ref: string; id: string; language: Language; localDate: string; dimension: string; scoreMicro: number }
export interface ReportRow { id: string; template: string; period: string; language: Language; state: 'running' | 'ready' | 'failed' | 'cancelled'; stage: string; decision: string; reason: string | null; createdAt: string; programmes: Programme[] }
export interface ListedReport extends ReportRow { facts: number; texts: number }
export interface ChartRow { key: string; label: string; value: number; low: number | null; high: number | null; n: number | null; state: MetricState }
export interface ReportChart { section: string; kind: 'trend' | 'programmes' | 'changes' | 'funnel'; /** In the report's language, like the reason and the rows. */ title: string; reason: string; metric: string; unit: string; programme: string; points: SeriesPoint[]; rows: ChartRow[] }
export interface Report extends ReportRow {
  title: string; notice: string | null; sections: ReportSection[]; facts: Fact[]; evidence: ReportEvidence[]; evidenceHash: string | null;
  charts: ReportChart[]; dropped: number; seed: number; programme: string;
}
export interface ExportView { id?: string; state: 'queued' | 'running' | 'ready' | 'failed'; downloadUrl: string | null; sha256: string | null; bytes: number | null; reason?: string | null }

export interface Member { userId: string; email: string; name: string; role: Role; lastUsedAt: string | null }
export interface ApiKey { id: string; name: string; prefix: string; scopes: KeyScope[]; createdAt: string; lastUsedAt: string | null }
export interface CompanySettings { version: number; name: string; currency: string; timeZone: string; country: string }
export interface WebhookSource { id: string; provider: WebhookProvider; url: string; createdAt: string; rotatedAt: string | null; lastReceiptAt: string | null; receipts: number; refused: number; waiting: number }
export interface Receipt { id: string; kind: string; webhookId: string; receivedAt: string; status: number; errors: { field: string; problem: string; remedy: string }[] | null; waiting: boolean }

export interface Cohort { cohort: string; kind: 'start' | 'unit'; name: string; people: number }
export interface FunnelStage { stage: JourneyStage; entered: number; converted: number | null; medianDays: number | null }
export interface ProfileSummary { id: string; programmes: Programme[]; stage: JourneyStage | null; lastActivity: string | null; flags: Record<JourneyFlag, boolean>; enteredOn?: string; wentOn?: string | null }
export interface FlagSource { from: 'rule' | 'hand'; rule: string; byRule: boolean; setBy: string | null; setAt: string | null }
export interface Enrolment { programme: Programme; firstActivity: string | null; lastActivity: string | null; counts: Record<string, number> }
/** `name`, `email` and external ids are null for whoever may not read them. */
export interface Profile extends ProfileSummary {
  name: string | null; email: string | null; identities: { system: string; externalId: string | null }[]; enrolments: Enrolment[]; milestones: { stage: JourneyStage; date: string }[];
  flagSources: Record<JourneyFlag, FlagSource>; scores: { dimension: Dimension; score: number; date: string }[];
}

/** What a person said of a purpose: what holds, and every saying, the newest first. */
export interface Consent { purpose: ConsentPurpose; state: 'unrecorded' | 'given' | 'withdrawn'; sayings: { id: string; given: boolean; textVersion: string | null; saidOn: string; recordedAt: string; recordedBy: string | null }[] }
/** Somebody of whom some of the same rows were told at another time. */
export interface Candidate extends ProfileSummary { rows: number }

/** What happened to a participant. `dimension` and `value` are of scores; `with` is the volunteer. */
export interface PersonRow {
  table: string; id: string; measure: string; dimension: Dimension | null; programme: Programme | null; date: string; toDate: string | null; status: string | null; minutes: number | null; value: number | null;
  with: string | null; importId: string | null; file: string | null; line: number | null; webhookId: string | null;
}

export interface EvidenceItem {
  id: string; text: string; language: Language; dimension: Dimension; score: number; confidence: number; model: string; programme: Programme; occurredAt: string; textId: string;
  citation: { kind: 'evidence'; id: string; sha256: string }; highlights: { start: number; end: number }[]; redacted: { kind: string; start: number; end: number }[];
}
export interface EvidencePage extends List<EvidenceItem> {
  total: number; withheld: { hidden: number; withdrawn: number };
  facets: {
    period: { value: string; count: number }[]; programme: { value: Programme; count: number }[]; dimension: { value: Dimension; count: number }[]; language: { value: Language; count: number }[];
    score: { from: number; to: number; count: number }[];
  };
}
export interface RestingFigure { metric: Dimension; period: string; programme: string; metricId: string; value: number | null; n: number | null; state: MetricState }
export interface EvidenceView extends EvidenceItem {
  redactions: Record<string, number>; figures: RestingFigure[];
  /** What each word added, in log-odds; null where the score is not the model’s of today. */
  why: { words: { token: string; weight: number; places: { start: number; end: number }[] }[]; rest: number } | null;
  source: { table: string; key: string; importId: string | null; file: string | null; line: number | null; webhookId: string | null };
}
export interface EvidencePreview { count: number; withheld: { hidden: number; withdrawn: number }; redactions: Record<string, number>; columns: string[]; sample: string[][] }

/** `text` is null for whoever may not read it; `found` says where in it. */
export interface Review {
  id: string; kind: ReviewKind; rule: string; category: SafetyCategory; severity: Severity; text: string | null; found: { rule: string; severity: Severity; start: number; end: number }[];
  scores: { dimension: Dimension; score: number; confidence: number; model: string }[]; source: FlaggedSource; programme: Programme; localDate: string; raisedAt: string; dueAt: string;
  state: ReviewState; note: string | null; decidedBy: string | null; decidedAt: string | null;
}

/** An answer that is a problem: what the server says of it, in the words it uses for the world. */
export class Refusal extends Error {
  readonly status: number;
  readonly type: string;
  readonly detail: string;
  readonly remedy: string | undefined;
  readonly correlationId: string | undefined;
  readonly errors: readonly { problem: string; remedy: string }[];

  constructor(status: number, body: { type?: string; title?: string; detail?: string; correlationId?: string; errors?: { problem: string; remedy: string }[] }) {
    super(body.title ?? String(status));
    this.status = status;
    this.type = (body.type ?? '').split(/[/:]/).at(-1) ?? '';
    this.detail = body.detail ?? body.title ?? '';
    this.remedy = body.errors?.[0]?.remedy;
    this.correlationId = body.correlationId;
    this.errors = body.errors ?? [];
  }
}

const root = '/api/v1';
export const ofCompany = (companyId: string, rest: string): string => `/companies/${encodeURIComponent(companyId)}/${rest}`;
export const address = (path: string): string => `${root}${path}`;

export async function read<T>(path: string, signal?: AbortSignal): Promise<T> {
  return answerOf<T>(await fetch(address(path), { headers: { accept: 'application/json' }, ...(signal ? { signal } : {}) }));
}

export interface Tagged<T> { body: T; tag: string }

/** An answer with the tag of its version, which a change of it names. */
export async function readTagged<T>(path: string, signal?: AbortSignal): Promise<Tagged<T>> {
  const response = await fetch(address(path), { headers: { accept: 'application/json' }, ...(signal ? { signal } : {}) });
  return { body: await answerOf<T>(response), tag: response.headers.get('etag') ?? '' };
}

/** A write that takes effect once, however often the network repeats it. */
export async function write<T>(method: 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, body?: unknown, headers: Record<string, string> = {}): Promise<T> {
  return answerOf<T>(await fetch(address(path), {
    method,
    headers: { accept: 'application/json', 'idempotency-key': crypto.randomUUID(), ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  }));
}

/** Sends a file and tells how much of it has gone: fetch cannot. */
export function sendFile<T>(path: string, file: File, onProgress: (share: number) => void): { done: Promise<T>; stop: () => void } {
  const request = new XMLHttpRequest();
  const done = new Promise<T>((resolve, reject) => {
    request.open('POST', address(path));
    request.setRequestHeader('content-type', 'text/csv');
    request.setRequestHeader('accept', 'application/json');
    request.setRequestHeader('idempotency-key', crypto.randomUUID());
    request.upload.addEventListener('progress', (event) => { if (event.lengthComputable) onProgress(event.loaded / event.total); });
    request.addEventListener('load', () => {
      const body = parsed(request.responseText);
      if (request.status < 300) resolve(body as T);
      else reject(new Refusal(request.status, body as object));
    });
    request.addEventListener('error', () => reject(new Refusal(0, {})));
    request.addEventListener('abort', () => reject(new Refusal(-1, {})));
    request.send(file);
  });
  return { done, stop: () => request.abort() };
}

async function answerOf<T>(response: Response): Promise<T> {
  const text = await response.text();
  const body = parsed(text);
  if (!response.ok) throw new Refusal(response.status, body as object);
  return body as T;
}

function parsed(text: string): unknown {
  try {
    return text === '' ? {} : JSON.parse(text);
  } catch {
    return {};
  }
}
