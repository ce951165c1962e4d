// OpenAPI 3.1 out of the route table and the actions' own schemas: nothing is described twice.
import { ruleToJsonSchema, toJsonSchema, type Schema } from '../../channels/schema.ts';
import { errorCodes, describeError } from '../kernel/errors.ts';
import { rights, scopesWith, type Access, type Right } from '../../mixins/broker/rights.ts';
import type { Route } from './routes.ts';

export interface DescribedAction { params: Schema; returns?: Schema; summary?: string; access: Access }

export function describeInterface(routes: readonly Route[], actionOf: (name: string) => DescribedAction | undefined): Record<string, unknown> {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const route of routes) {
    const described = actionOf(route.action);
    if (!described) continue;
    const path = route.path.replace(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operation(route, described) };
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Corporate Cockpit', version: '1', description: 'Proves what employees’ volunteering achieved; every number can be walked back to the row it came from.' },
    servers: [{ url: '/' }],
    security: [{ bearer: [] }, { session: [] }],
    paths,
    components: {
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer', description: 'An access token of a person, or an API key (`ck_…`) of the company in the path; x-scopes names the scopes that open a call.' }, session: { type: 'apiKey', in: 'cookie', name: 'cockpit_session' } },
      schemas: { Problem: problemSchema() },
      responses: { Problem: { description: 'What went wrong, from a closed catalogue', content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } } } },
    },
  };
}

function operation(route: Route, { params, returns, summary, access }: DescribedAction): Record<string, unknown> {
  const inPath = [...route.path.matchAll(/:(\w+)/g)].map((match) => match[1] ?? '');
  const others = Object.fromEntries(Object.entries(params).filter(([name]) => !inPath.includes(name) && name !== 'ifMatch'));
  const takesBody = route.method !== 'GET' && route.method !== 'DELETE' && !route.door;
  const parameter = (name: string, where: 'path' | 'query'): Record<string, unknown> => {
    const rule = params[name];
    return { name, in: where, required: where === 'path' || rule?.optional !== true, schema: rule ? ruleToJsonSchema(rule) : { type: 'string', ...(name === 'companyId' ? { format: 'uuid' } : {}) } };
  };
  const queryNames = route.door === 'upload' ? ['kind', 'mode', 'fileName', 'mapping', 'mends'] : route.method === 'GET' && route.door !== 'live' ? Object.keys(others).filter((name) => route.door !== 'text' || name !== 'after') : [];
  const success = String(route.status ?? 200);
  return {
    operationId: `${route.method.toLowerCase()} ${route.path}`.replace(/[^a-z0-9]+/gi, '_'),
    ...(summary ? { summary } : {}),
    tags: [route.action.split('.')[0]],
    'x-access': access,
    ...(access.includes(':') ? { 'x-roles': rolesOf(access), 'x-scopes': scopesWith(access as Right) } : {}),
    ...(access === 'anyone' ? { security: [] } : {}),
    parameters: [...inPath.map((name) => parameter(name, 'path')), ...queryNames.map((name) => parameter(name, 'query')),
      ...(params['ifMatch'] ? [{ name: 'If-Match', in: 'header', required: true, schema: { type: 'string' }, description: 'The ETag of the version that is changed' }] : []),
      ...(route.creates ? [{ name: 'Idempotency-Key', in: 'header', required: false, schema: { type: 'string' } }] : [])],
    ...(takesBody && Object.keys(others).length > 0 ? { requestBody: { required: true, content: { 'application/json': { schema: toJsonSchema(others) } } } } : {}),
    ...(route.media?.request ? { requestBody: { required: true, content: { [route.media.request]: { schema: { type: 'string' } } } } } : {}),
    ...(route.door === 'sign-in' ? { requestBody: { required: true, content: { 'application/json': { schema: toJsonSchema(Object.fromEntries(Object.entries(others).filter(([name]) => name !== 'address'))) } } } } : {}),
    responses: {
      [success]: {
        description: 'Done',
        ...(success === '204' ? {} : { content: { [route.media?.response ?? 'application/json']: { schema: returns ? toJsonSchema(returns) : route.media?.response ? { type: 'string' } : { type: 'object' } } } }),
      },
      ...(route.door === 'upload' ? { 202: { description: 'Taken; it is being loaded', content: { 'application/json': { schema: returns ? toJsonSchema(returns) : { type: 'object' } } } } } : {}),
      default: { $ref: '#/components/responses/Problem' },
    },
  };
}

function rolesOf(access: string): readonly string[] {
  const [subject, verb] = access.split(':') as [keyof typeof rights, 'read' | 'write'];
  return rights[subject][verb];
}

function problemSchema(): Record<string, unknown> {
  return {
    type: 'object', required: ['type', 'title', 'status', 'detail', 'correlationId'],
    properties: {
      type: { type: 'string', enum: errorCodes().map((code) => `urn:cockpit:error:${code}`), description: errorCodes().map((code) => `${code}: ${describeError(code).title}`).join('\n') },
      title: { type: 'string' }, status: { type: 'integer' }, detail: { type: 'string' }, correlationId: { type: 'string' },
      errors: { type: 'array', items: { type: 'object', properties: { field: { type: 'string' }, problem: { type: 'string' }, remedy: { type: 'string' } } } },
    },
  };
}
