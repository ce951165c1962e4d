// Buddy programme: matches, and the events, check-ins and feedback of each.
import { sourceTable } from './tables.ts';

const people = 'participant_id uuid not null, volunteer_id uuid not null, local_date date not null';
const ofMatch = `match_key text not null, ${people}`;

export default {
  up: `
    create sequence buddy_changes;
    grant usage, select on sequence buddy_changes to cockpit_app;
    ${sourceTable('buddy_matches', 'match_key', `${people}, matched_at timestamptz not null, ended_at timestamptz, ended_date date, status text not null, language text`)}
    create index buddy_matches_by_pair on buddy_matches (tenant_id, participant_id, volunteer_id, local_date) where is_current; -- rows that name a pair find its match
    ${sourceTable('buddy_events', 'event_key', `${ofMatch}, event_type text not null, minutes int, paid_minutes int not null, hours_state text not null, attendees int`)}
    ${sourceTable('buddy_checkins', 'checkin_key', `${ofMatch}, mood text`)}
    ${sourceTable('buddy_feedback', 'feedback_key', `${ofMatch}, submitted_at timestamptz not null, from_role text not null, rating_raw numeric, rating_low numeric, rating_high numeric, rating_micro int`)}
  `,
  down: `
    drop table buddy_feedback, buddy_checkins, buddy_events, buddy_matches;
    drop sequence buddy_changes;`,
};
