// The one catalogue of errors: code, HTTP status, whether a repeat may help, and the words the world may read.
// What the log may say travels apart (`internal`) and never reaches an answer. It knows no transport.

const catalogue = {
  broken_json: [400, false, 'The body is not valid JSON.'],
  cross_site: [403, false, 'A write by cookie must come from the same site.'],
  unauthenticated: [401, false, 'Sign in, or send a valid token.'],
  wrong_credentials: [401, false, 'E-mail and password do not belong together.'],
  forbidden: [403, false, 'Your role may not do this.'],
  not_found: [404, false, 'There is nothing here, or it is not yours to see.'],
  method_not_allowed: [405, false, 'This address does not take that method.'],
  conflict: [409, false, 'The state of the thing does not allow this.'],
  idempotency_running: [409, true, 'The first request with this Idempotency-Key is still running.'],
  stale_version: [412, false, 'Somebody changed it since you read it.'],
  too_large: [413, false, 'The body is larger than this address takes.'],
  unsupported_media_type: [415, false, 'This address does not take that content type.'],
  invalid: [422, false, 'Some values cannot be used.'],
  idempotency_reused: [422, false, 'This Idempotency-Key was used with another body.'],
  not_a_csv: [422, false, 'The file cannot be read as CSV.'],
  gate_failed: [422, false, 'The text does not pass the citation gate.'],
  too_many_requests: [429, true, 'Too many requests. Wait, then try again.'],
  internal: [500, false, 'Something of ours failed. Quote the correlation id.'],
  unavailable: [503, true, 'This part is not available for the moment.'],
  no_browser: [503, true, 'PDF needs a Chromium. Install one, for example with: apt-get install chromium'],
  timed_out: [504, true, 'It took too long. The outcome is unknown; repeat it with the same Idempotency-Key.'],
} as const satisfies Record<string, readonly [number, boolean, string]>;

export type ErrorCode = keyof typeof catalogue;
export interface FieldProblem { field: string; problem: string; remedy: string }

export interface ProblemOptions {
  detail?: string;
  errors?: FieldProblem[];
  retryAfterSeconds?: number;
  /** For the log alone; may name what the world must not read. */
  internal?: string;
  cause?: unknown;
}

/** An error of the catalogue. `detail` is written for the reader of the answer and holds no personal data. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly type: ErrorCode;
  readonly code: number;
  readonly retryable: boolean;
  readonly data: { detail?: string; errors?: FieldProblem[]; retryAfterSeconds?: number };
  readonly internal: string | undefined;

  constructor(type: ErrorCode, options: ProblemOptions = {}) {
    const [status, retryable, title] = catalogue[type];
    super(title, options.cause === undefined ? undefined : { cause: options.cause });
    this.type = type;
    this.code = status;
    this.retryable = retryable;
    this.data = {
      ...(options.detail === undefined ? {} : { detail: options.detail }),
      ...(options.errors === undefined ? {} : { errors: options.errors }),
      ...(options.retryAfterSeconds === undefined ? {} : { retryAfterSeconds: options.retryAfterSeconds }),
    };
    this.internal = options.internal;
  }
}

export function isErrorCode(value: unknown): value is ErrorCode {
  return typeof value === 'string' && Object.hasOwn(catalogue, value);
}

export function describeError(code: ErrorCode): { status: number; retryable: boolean; title: string } {
  const [status, retryable, title] = catalogue[code];
  return { status, retryable, title };
}

export function errorCodes(): ErrorCode[] {
  return Object.keys(catalogue).filter(isErrorCode);
}

/** One wrong input field, as a 422. */
export function invalid(field: string, problem: string, remedy: string): Problem {
  return new Problem('invalid', { detail: `${field}: ${problem}`, errors: [{ field, problem, remedy }] });
}
