// What companies bring besides sessions: costs of programmes, the roster, employment, scores of questionnaires.
// Their values name nobody: people are ids, and what a person wrote or answered lies in `pii.texts` under that person's key.
import { sourceTable } from './tables.ts';

const sequences = ['companies_changes', 'profiles_changes', 'evidence_changes'];

const costs = sourceTable('programme_costs', 'cost_key', `programme text not null, period text not null, kind text not null, from_date date not null, to_date date not null,
  amount_minor bigint not null, currency text not null`);

const roster = sourceTable('roster_entries', 'employee_id', 'volunteer_id uuid not null, unit text, country text, from_date date, to_date date');

const employment = sourceTable('employment_outcomes', 'employment_key', `participant_id uuid not null, volunteer_id uuid, started_on date not null, employer_sector text,
  hours_per_week numeric, minutes_per_week int`);

const scores = sourceTable('instrument_scores', 'score_key', `participant_id uuid not null, instrument text not null, taken_on date not null, total int not null, score_micro int not null`);

export default {
  up: `
    ${sequences.map((name) => `create sequence ${name};`).join(' ')}
    grant usage, select on sequence ${sequences.join(', ')} to cockpit_app;
    ${costs} ${roster} ${employment} ${scores}`,
  down: `
    drop table instrument_scores, employment_outcomes, roster_entries, programme_costs;
    drop sequence ${sequences.join(', ')};`,
};
