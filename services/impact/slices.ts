// How a statement over the ledger takes its sums group by group of people: at marks that are comments where it takes them over all. Pure.

export type CohortKind = 'start' | 'unit';
export const personColumn: Readonly<Record<CohortKind, string>> = { start: 'participant_id', unit: 'volunteer_id' };

/**
 * Turns the marks of a statement into what takes its sums by slice. People and slices are read from the setting `app.slices` of the
 * transaction. Marks: `slices` where a WITH begins, `,slice` and `slice` where it is selected or grouped by, `of` with the rows whose person it is.
 */
export function bySlice(kind: CohortKind, sql: string): string {
  return sql.replaceAll('/*slices*/', `slices as materialized (select key::uuid as who, value as slice from json_each_text(current_setting('app.slices')::json)),`)
    .replaceAll('/*,slice*/', ', slices.slice').replaceAll('/*slice*/', 'slice,')
    .replaceAll(/\/\*of (\w+)\*\//g, (_, rows: string) => `join slices on slices.who = ${rows === 'person' ? rows : `${rows}.${personColumn[kind]}`}`);
}
