// The tables as a diagram, read from a database that the migrations made: columns, keys, and what a column of a known name points to.
// Rows refer to each other by ids that rooms told each other, seldom by foreign keys: a room's tables know no other room's.
import type pg from 'pg';

interface Column { schema: string; table: string; column: string; type: string; isKey: boolean }
const shortTypes: Readonly<Record<string, string>> = { 'timestamp with time zone': 'timestamptz', integer: 'int', 'double precision': 'float8', 'character varying': 'text', ARRAY: 'array', smallint: 'int2' };

/** What a column of this name holds the id of, wherever it stands. */
const pointsTo: Readonly<Record<string, string>> = {
  tenant_id: 'tenants', user_id: 'users', person_id: 'people', participant_id: 'people', volunteer_id: 'people', import_id: 'imports', receipt_id: 'webhook_receipts', source_id: 'webhook_sources', text_id: 'pii.texts',
  report_id: 'reports', snippet_id: 'evidence_snippets', match_id: 'buddy_matches', session_id: 'kintell_sessions', canonical_id: 'people',
};
/** Where a name means something else. */
const otherwise: readonly string[] = ['activity_ledger.source_id', 'metric_marks.source_id'];

/** One diagram each: the first that fits has the table. */
const wings: readonly (readonly [title: string, tables: RegExp])[] = [
  ['What happened', /^(imports?|import_.*|kintell_.*|buddy_.*|course_completions|credentials|learning_progress|webhook_.*|pii\.(receipt_keys|rejected_.*|waiting_rows)|programme_costs|roster_entries|employment_outcomes|instrument_scores)$/],
  ['People', /^(people|person_(?!aliases).*|journey.*|programme_enrollments|profile_flags|pii\..*)$/],
  ['What it meant', /^(evidence_.*|outcome_scores|safety_.*|reviews|model_versions|activity_ledger|metric.*|ledger_counters|person_aliases|value_maps)$/],
  ['What we say', /^(report.*|exports)$/],
  ['Companies and rights', /^(tenants|users|sessions|company_.*|sign.*|setup_.*|idempotency_keys|audit_.*)$/],
  ['Keeping house', /^/],
];

/** A Markdown page with a diagram for each wing: a table a box, a line for each that points to another. */
export async function describeTables(client: Pick<pg.Client, 'query'>): Promise<string> {
  const { rows } = await client.query<Column>(`
    select c.table_schema as schema, c.table_name as table, c.column_name as column, c.data_type as type, k.column_name is not null as "isKey"
    from information_schema.columns c left join (
      select u.table_schema, u.table_name, u.column_name from information_schema.table_constraints t join information_schema.key_column_usage u using (constraint_schema, constraint_name) where t.constraint_type = 'PRIMARY KEY') k
      on k.table_schema = c.table_schema and k.table_name = c.table_name and k.column_name = c.column_name
    where c.table_schema in ('public', 'pii') and c.table_name <> 'schema_migrations' order by c.table_schema desc, c.table_name, c.ordinal_position`);
  const tables = Map.groupBy(rows, ({ schema, table }) => (schema === 'pii' ? `pii.${table}` : table));
  const wingOf = (name: string): string | undefined => wings.find(([, fits]) => fits.test(name))?.[0];
  const scoped = [...tables.values()].filter((columns) => columns.some(({ column }) => column === 'tenant_id')).length;
  const diagrams = wings.map(([title]) => {
    const own = [...tables].filter(([name]) => wingOf(name) === title);
    return `## ${title}\n\n\`\`\`mermaid\nerDiagram\n${[...own.map(([name, columns]) => describeBox(name, columns)), ...own.flatMap(([name, columns]) => describeLines(name, columns, tables))].join('\n')}\n\`\`\`\n`;
  });
  return `# The tables

Made from the migrations by \`npm run docs:tables\`; a test fails when this page is behind them. ${tables.size} tables, of which ${scoped} carry \`tenant_id\` under a forced row policy. Tables of the schema \`pii\` hold what names or quotes a person, sealed. A line says which table a column's ids are of; lines to \`tenants\` are left out.

${diagrams.join('\n')}`;
}

function describeBox(name: string, columns: readonly Column[]): string {
  return `  ${boxOf(name)} {\n${columns.map(({ column, type, isKey }) => `    ${(shortTypes[type] ?? type).replaceAll(' ', '_')} ${column}${isKey ? ' PK' : ''}`).join('\n')}\n  }`;
}

function describeLines(name: string, columns: readonly Column[], tables: ReadonlyMap<string, unknown>): string[] {
  return columns.flatMap(({ column }) => {
    const target = pointsTo[column];
    return target === undefined || target === name || target === 'tenants' || otherwise.includes(`${name}.${column}`) || !tables.has(target) ? [] : [`  ${boxOf(target)} ||--o{ ${boxOf(name)} : ${column}`];
  });
}

function boxOf(name: string): string {
  return name.replace('.', '_');
}
