// Any error as an answer: problem+json of the closed catalogue. What is not in the catalogue is `internal`, whatever it says; the log learns more, but no value.
import { describeError, isErrorCode, Problem, type ErrorCode, type FieldProblem } from '../kernel/errors.ts';

export interface ProblemBody { type: string; title: string; status: number; detail: string; correlationId: string; errors?: FieldProblem[] }
export interface ProblemAnswer { status: number; body: ProblemBody; retryAfterSeconds?: number; isOurs: boolean }

/** Names of framework errors that mean something to a caller. */
const known: Readonly<Record<string, ErrorCode>> = {
  RequestTimeoutError: 'timed_out', RequestRejectedError: 'unavailable', QueueIsFullError: 'unavailable', ServiceNotAvailableError: 'unavailable', ServiceNotFoundError: 'unavailable',
  BadRequestError: 'broken_json', NotFoundError: 'not_found',
};
const retryAfterSeconds = 2;

export function answerProblem(error: unknown, correlationId: string): ProblemAnswer {
  const found = error as { name?: string; type?: unknown; data?: Problem['data'] };
  const code: ErrorCode = error instanceof Problem || (found.name === 'Problem' && isErrorCode(found.type)) ? found.type as ErrorCode : known[found.name ?? ''] ?? 'internal';
  const { status, title, retryable } = describeError(code);
  const data = found.name === 'Problem' ? found.data ?? {} : {};
  const wait = data.retryAfterSeconds ?? (retryable && status === 503 ? retryAfterSeconds : undefined);
  return {
    status,
    body: { type: `urn:cockpit:error:${code}`, title, status, detail: data.detail ?? title, correlationId, ...(data.errors ? { errors: data.errors } : {}) },
    ...(wait === undefined ? {} : { retryAfterSeconds: wait }),
    isOurs: code === 'internal',
  };
}

/** What the log may hold: a database's message can repeat values, its code cannot. */
export function forTheLog(error: unknown): Record<string, unknown> {
  const { name, message, stack, code } = error as Error & { code?: unknown };
  const isDatabase = typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code);
  return isDatabase ? { name, code, at: stack?.split('\n').slice(1, 6).join(' ') } : { name, message, stack };
}
