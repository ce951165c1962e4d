// One definition, three uses: a schema is its TypeScript type, its validation (fastest-validator) and its JSON Schema.
// Only this subset is allowed; unknown keys are refused at every depth, and nothing is ever converted.
import { createRequire } from 'node:module';

export type Rule =
  | { type: 'string'; min?: number; max?: number; pattern?: RegExp; optional?: true; nullable?: true }
  | { type: 'uuid'; optional?: true; nullable?: true }
  | { type: 'email'; optional?: true; nullable?: true }
  | { type: 'number'; integer?: boolean; min?: number; max?: number; optional?: true; nullable?: true }
  | { type: 'boolean'; optional?: true; nullable?: true }
  | { type: 'any'; optional?: true; nullable?: true }
  | { type: 'enum'; values: readonly string[]; optional?: true; nullable?: true }
  | { type: 'array'; items: Rule; min?: number; max?: number; optional?: true; nullable?: true }
  | { type: 'object'; props: Schema; optional?: true; nullable?: true }
  | { type: 'record'; key: { type: 'string' }; value: Rule; optional?: true; nullable?: true };
export interface Schema { readonly [key: string]: Rule }

type Value<R> =
  R extends { type: 'string' | 'uuid' | 'email' } ? string
  : R extends { type: 'number' } ? number
  : R extends { type: 'boolean' } ? boolean
  : R extends { type: 'enum'; values: readonly (infer V)[] } ? V
  : R extends { type: 'array'; items: infer I } ? InferRule<I>[]
  : R extends { type: 'object'; props: infer P } ? Infer<P>
  : R extends { type: 'record'; value: infer V } ? Record<string, InferRule<V>>
  : unknown;
type InferRule<R> = R extends { nullable: true } ? Value<R> | null : Value<R>;
type OptionalKeys<S> = { [K in keyof S]: S[K] extends { optional: true } ? K : never }[keyof S];

/** The TypeScript type of what a schema accepts. */
export type Infer<S> =
  { -readonly [K in Exclude<keyof S, OptionalKeys<S>>]: InferRule<S[K]> }
  & { -readonly [K in OptionalKeys<S>]?: InferRule<S[K]> };

export interface SchemaProblem { field: string; problem: string; remedy: string }

type Check = (value: unknown) => true | { field?: string; type: string; expected?: unknown }[];
// Its types describe an ES module while the file is CommonJS: required, and typed here by what we use.
const FastestValidator = createRequire(import.meta.url)('fastest-validator') as {
  new (options: object): { compile(schema: object): Check };
};
const validator = new FastestValidator({ useNewCustomCheckerFunction: true, defaults: { object: { strict: true } } });

/** Compiles a schema into a check; the answer lists what is wrong, without repeating the value. */
export function compileCheck(schema: Schema): (value: unknown) => SchemaProblem[] {
  const check = validator.compile({ $$strict: true, ...schema });
  return (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      return [{ field: 'body', problem: 'is not an object', remedy: 'send one JSON object' }];
    }
    const answer = check(value);
    return answer === true ? [] : answer.map((found) => ({ field: found.field ?? 'body', ...sayWhatIsWrong(found.type, found.expected) }));
  };
}

/** Leaves out what is null where it may be left out but not be null: many callers write null for nothing, and the check lets it pass. */
export function withoutNulls(schema: Schema, value: Record<string, unknown>): Record<string, unknown> {
  let result = value;
  for (const [key, rule] of Object.entries(schema)) {
    const found = value[key];
    if (found === null && rule.optional && !rule.nullable) {
      result = { ...result };
      delete result[key];
    } else if (rule.type === 'object' && typeof found === 'object' && found !== null) {
      const inner = withoutNulls(rule.props, found as Record<string, unknown>);
      if (inner !== found) result = { ...result, [key]: inner };
    }
  }
  return result;
}

export function toJsonSchema(schema: Schema): Record<string, unknown> {
  const required = Object.entries(schema).filter(([, rule]) => rule.optional !== true).map(([key]) => key);
  return {
    type: 'object',
    additionalProperties: false,
    properties: Object.fromEntries(Object.entries(schema).map(([key, rule]) => [key, ruleToJsonSchema(rule)])),
    ...(required.length > 0 ? { required } : {}),
  };
}

export function ruleToJsonSchema(rule: Rule): Record<string, unknown> {
  const bare = bareJsonSchema(rule);
  if (rule.nullable !== true) return bare;
  return typeof bare['type'] === 'string' ? { ...bare, type: [bare['type'], 'null'] } : { anyOf: [bare, { type: 'null' }] };
}

function bareJsonSchema(rule: Rule): Record<string, unknown> {
  switch (rule.type) {
    case 'string': return {
      type: 'string', ...(rule.min === undefined ? {} : { minLength: rule.min }), ...(rule.max === undefined ? {} : { maxLength: rule.max }),
      ...(rule.pattern === undefined ? {} : { pattern: rule.pattern.source }),
    };
    case 'uuid': return { type: 'string', format: 'uuid' };
    case 'email': return { type: 'string', format: 'email' };
    case 'number': return {
      type: rule.integer ? 'integer' : 'number',
      ...(rule.min === undefined ? {} : { minimum: rule.min }), ...(rule.max === undefined ? {} : { maximum: rule.max }),
    };
    case 'boolean': return { type: 'boolean' };
    case 'enum': return { type: 'string', enum: rule.values };
    case 'array': return { type: 'array', items: ruleToJsonSchema(rule.items), ...(rule.max === undefined ? {} : { maxItems: rule.max }) };
    case 'object': return toJsonSchema(rule.props);
    case 'record': return { type: 'object', additionalProperties: ruleToJsonSchema(rule.value) };
    case 'any': return {};
    default: return rule satisfies never;
  }
}

function sayWhatIsWrong(kind: string, expected: unknown): { problem: string; remedy: string } {
  const wanted = Array.isArray(expected) ? expected.join(', ') : typeof expected === 'string' || typeof expected === 'number' ? `${expected}` : '';
  switch (kind) {
    case 'required': return { problem: 'is missing', remedy: 'add it' };
    case 'objectStrict': return { problem: 'has a field that is not known', remedy: `use only: ${wanted}` };
    case 'enumValue': return { problem: 'is not one of the known values', remedy: `use one of: ${wanted}` };
    case 'stringMin': case 'stringEmpty': return { problem: 'is too short', remedy: `use at least ${wanted || '1'} characters` };
    case 'stringMax': return { problem: 'is too long', remedy: `use at most ${wanted} characters` };
    case 'stringPattern': return { problem: 'does not have the right form', remedy: 'see the documentation of this field' };
    case 'numberMin': return { problem: 'is too small', remedy: `use at least ${wanted}` };
    case 'numberMax': return { problem: 'is too large', remedy: `use at most ${wanted}` };
    case 'numberInteger': return { problem: 'is not a whole number', remedy: 'leave out the decimals' };
    case 'uuid': case 'uuidVersion': return { problem: 'is not an id', remedy: 'use the id as it was given' };
    case 'email': return { problem: 'is not an e-mail address', remedy: 'write it as name@example.org' };
    default: return { problem: `is not a valid ${kind.replace(/Min$|Max$/, '')}`, remedy: 'see the documentation of this field' };
  }
}
