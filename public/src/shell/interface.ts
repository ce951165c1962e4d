// The shapes of the HTTP interface that the cockpit reads, and the one client that knows its addresses.
// It keeps no token: the session is an HttpOnly cookie that no script can see.
import type {
  DateOrder, Dimension, Encoding, FlaggedSource, ImportKind, ImportState, JourneyFlag, JourneyStage, KeyScope, Language, Metric, MetricState, Programme, ReviewKind, ReviewState, Role, SafetyCategory, Severity, WebhookProvider,
} from '../../../channels/vocabulary.ts';

export interface Person { id: string; email: string; name: string }
export interface Me { user: Person; memberships: { companyId: string; companyName: string; role: Role }[] }
export interface CompanyRow { id: string; name: string; country: string; currency: string; timeZone: string; role: Role }
export interface MetricView {
  id: string; metric: Metric; programme: string; period: string; value: number | null; unit: string; n: number | null; low: number | null; high: number | null; previous: number | null;
  state: MetricState; reason: string | null; revision: number; computedAt: string | null;
}
export interface SeriesPoint { period: string; value: number | null; low: number | null; high: number | null; n: number | null; state: MetricState }
export interface SourceRow { table: string; id: string; key: string; date: string | null; importId: string | null; file: string | null; line: number | null; webhookId: string | null; contribution: number; weight: number }
export interface Recompute { op: 'sum' | 'distinct' | 'ratio' | 'composite'; divisor: number }
export interface Lineage {
  metric: MetricView; revision: number; formula: { id: string; version: number; text: string; recompute: Recompute };
  inputs: { name: string; value: number; unit: string; metricId?: string }[]; evidence: { id: string; text: string | null }[];
  sources: { count: number; items: SourceRow[]; next: string | null } | null;
}
export interface FileLine { fileName: string; sha256: string; importedAt: string | null; headers: string[]; line: number; cells: (string | null)[] | null; rowKey: string | null; revision: number | null }
export interface Counts { total: number; created: number; updated: number; unchanged: number; rejected: number; waiting: number }
export interface KindCard { kind: ImportKind; columns: { name: string; synonyms: string[]; required: boolean; rule: string; example: string; personal: boolean }[] }
export interface RowProblem { problem: string; column: string; count: number; firstLine: number; value: string | null }
export interface RejectedRow { line: number; cells: (string | null)[]; problems: { column: string; problem: string; value: string }[] }
export interface RejectedPage { headers: string[]; items: RejectedRow[]; next: number | null }
export interface Scale { low: number; high: number }
/** How a file is told to be read; what is missing is found in it. */
export interface MappingLists {
  columns: { header: string; column: string | null }[]; constants?: { column: string; value: string }[]; spellings?: { column: string; cell: string; value: string }[];
  scale?: Scale; dateOrder?: DateOrder; encoding?: Encoding;
}
export interface ImportView {
  id: string; kind: ImportKind; state: ImportState; fileName: string; bytes: number; sha256: string; createdAt: string; finishedAt: string | null; undoUntil: string | null; counts: Counts;
  columns: { header: string; column: string | null }[]; sample: Record<string, string | number | null>[]; problems: RowProblem[]; encoding: string | null; delimiter: string | null;
  linesDone: number; reason: { line: number; problem: string; remedy: string } | null; mapping: MappingLists | null; scale: Scale | null;
}
export interface MappingView extends MappingLists { id: string; name: string; kind: ImportKind; builtIn: boolean; createdAt: string | null }
export interface List<T> { items: T[]; next: string | null }
export interface Fact {
  id: string; metric: Metric; metricId: string; revision: number; programme: string; period: string; unit: string; value: number | null; n: number | null; state: MetricState;
  formatted: string | null; formattedLow: string | null; formattedHigh: string | null; formattedN: string | null;
}
export interface Citation { id: string; kind: 'fact' | 'evidence' }
export interface Part { kind: 'text' | 'fact' | 'quote'; text: string | null; id?: string }
export interface Paragraph { id: string; kind: 'prose' | 'quote' | 'note'; text: string; parts: Part[]; citations: Citation[] }
export interface ReportSection { key: string; title: string; paragraphs: Paragraph[] }
export interface ReportEvidence { ref: string; id: string; localDate: string; dimension: string; scoreMicro: number }
export interface ReportRow { id: string; template: string; period: string; language: Language; state: 'running' | 'ready' | 'failed' | 'cancelled'; stage: string; decision: string; reason: string | null; createdAt: string }
export interface Report extends ReportRow {
  title: string; notice: string | null; sections: ReportSection[]; facts: Fact[]; evidence: ReportEvidence[]; evidenceHash: string | null;
  charts: { section: string; metric: Metric; unit: string; programme: string; points: SeriesPoint[] }[];
}
export interface ExportView { id?: string; state: 'queued' | 'running' | 'ready' | 'failed'; downloadUrl: string | null; sha256: string | null; bytes: number | null; reason?: string | null }

export interface Member { userId: string; email: string; name: string; role: Role; lastUsedAt: string | null }
export interface ApiKey { id: string; name: string; prefix: string; scopes: KeyScope[]; createdAt: string; lastUsedAt: string | null }
export interface CompanySettings { version: number; name: string; currency: string; timeZone: string; country: string }
export interface WebhookSource { id: string; provider: WebhookProvider; url: string; createdAt: string; rotatedAt: string | null; lastReceiptAt: string | null; receipts: number; refused: number; waiting: number }
export interface Receipt { id: string; kind: string; webhookId: string; receivedAt: string; status: number; errors: { field: string; problem: string; remedy: string }[] | null; waiting: boolean }

export interface FunnelStage { stage: JourneyStage; entered: number; converted: number | null; medianDays: number | null }
export interface ProfileSummary { id: string; programmes: Programme[]; stage: JourneyStage | null; lastActivity: string | null; flags: Record<JourneyFlag, boolean>; enteredOn?: string; wentOn?: string | null }
export interface FlagSource { from: 'rule' | 'hand'; rule: string; byRule: boolean; setBy: string | null; setAt: string | null }
export interface Enrolment { programme: Programme; firstActivity: string | null; lastActivity: string | null; counts: Record<string, number> }
/** `name`, `email` and external ids are null for whoever may not read them. */
export interface Profile extends ProfileSummary {
  name: string | null; email: string | null; identities: { system: string; externalId: string | null }[]; enrolments: Enrolment[]; milestones: { stage: JourneyStage; date: string }[];
  flagSources: Record<JourneyFlag, FlagSource>; scores: { dimension: Dimension; score: number; date: string }[];
}

export interface EvidenceItem {
  id: string; text: string; language: Language; dimension: Dimension; score: number; confidence: number; model: string; programme: Programme; occurredAt: string; textId: string;
  citation: { kind: 'evidence'; id: string; sha256: string }; highlights: { start: number; end: number }[]; redacted: { kind: string; start: number; end: number }[];
}
export interface EvidencePage extends List<EvidenceItem> {
  total: number; withheld: { hidden: number };
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
export interface EvidencePreview { count: number; withheld: { hidden: number }; redactions: Record<string, number>; columns: string[]; sample: string[][] }

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

  constructor(status: number, body: { type?: string; title?: string; detail?: string; correlationId?: string; errors?: { remedy: string }[] }) {
    super(body.title ?? String(status));
    this.status = status;
    this.type = (body.type ?? '').split(/[/:]/).at(-1) ?? '';
    this.detail = body.detail ?? body.title ?? '';
    this.remedy = body.errors?.[0]?.remedy;
    this.correlationId = body.correlationId;
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
