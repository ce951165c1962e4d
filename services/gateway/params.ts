// Parameters of an action out of a request: body, then query, then path, the path winning. Query text becomes numbers and booleans
// strictly, by the action's own schema; nothing else is ever converted.
import type { Rule, Schema } from '../../channels/schema.ts';
import { invalid } from '../kernel/errors.ts';

export function buildParams(schema: Schema, parts: { path: Record<string, string>; query: URLSearchParams; body: unknown }): Record<string, unknown> {
  const { path, query, body } = parts;
  const params: Record<string, unknown> = typeof body === 'object' && body !== null && !Array.isArray(body) ? { ...body } : {};
  if (body !== undefined && (typeof body !== 'object' || body === null || Array.isArray(body))) throw invalid('body', 'is not a JSON object', 'send one JSON object');
  for (const name of new Set(query.keys())) {
    const values = query.getAll(name);
    if (values.length > 1) throw invalid(name, 'is given more than once', 'give it once');
    params[name] = convert(schema[name], name, values[0] ?? '');
  }
  for (const [name, value] of Object.entries(params)) assertStorable(name, value);
  for (const [name, value] of Object.entries(path)) if (name !== 'companyId') params[name] = convert(schema[name], name, value);
  return params;
}

/** NUL and half characters cannot be stored: refused here, wherever they stand. */
function assertStorable(name: string, value: unknown, depth = 0): void {
  if (typeof value === 'string' && (value.includes('\0') || !value.isWellFormed())) throw invalid(name, 'holds characters that cannot be stored', 'leave out NUL and half characters');
  if (typeof value === 'object' && value !== null && depth < 8) for (const part of Object.values(value)) assertStorable(name, part, depth + 1);
}

function convert(rule: Rule | undefined, name: string, text: string): unknown {
  if (rule?.type === 'number') {
    if (!/^-?\d{1,15}(\.\d{1,9})?$/.test(text)) throw invalid(name, 'is not a number', 'write it in digits');
    return Number(text);
  }
  if (rule?.type === 'boolean') {
    if (text !== 'true' && text !== 'false') throw invalid(name, 'is not true or false', 'write true or false');
    return text === 'true';
  }
  return text;
}
