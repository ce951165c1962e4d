// Which cells each revision told, so that a row's value can be folded anew when some of its tellings are withdrawn.
// What was told before this step counts as told whole. Rows that refer to another are found by it, to follow when it is corrected.
const keys = {
  kintell_sessions: 'session_id', kintell_ratings: 'rating_key', buddy_matches: 'match_key', buddy_events: 'event_key', buddy_checkins: 'checkin_key', buddy_feedback: 'feedback_key',
  course_completions: 'completion_key', credentials: 'credential_id', learning_progress: 'progress_key', programme_costs: 'cost_key', roster_entries: 'employee_id',
  employment_outcomes: 'employment_key', instrument_scores: 'score_key',
};

const referring = { buddy_events: 'match_key', buddy_checkins: 'match_key', buddy_feedback: 'match_key', kintell_ratings: 'session_key' };

export default {
  up: [...Object.keys(keys).map((table) => `alter table ${table} add column given int not null default -1, add column emptied int not null default 0;`),
    ...Object.entries(referring).map(([table, column]) => `create index ${table}_by_other on ${table} (tenant_id, ${column}); -- a corrected match finds its rows without reading all of them`)].join('\n'),
  // The owner, who runs this, is held by the tables' policies as well, and sees no row of any company while they are forced.
  // A revision that nobody told would be taken for a telling of all its cells: its row falls back to the last one that was told.
  down: [...Object.keys(referring).map((table) => `drop index ${table}_by_other;`), ...Object.entries(keys).map(([table, key]) => `
    alter table ${table} no force row level security;
    delete from ${table} where given = 0 and emptied = 0;
    update ${table} s set is_current = true where withdrawn_by is null and not exists (
      select 1 from ${table} o where o.tenant_id = s.tenant_id and o.${key} = s.${key} and (o.is_current or (o.withdrawn_by is null and o.revision > s.revision)));
    alter table ${table} force row level security;
    alter table ${table} drop column given, drop column emptied;`)].join('\n'),
};
