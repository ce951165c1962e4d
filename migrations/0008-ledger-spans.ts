// The ledger holds more than sessions: rows that last (matches, eligibility), rows of one person or none, rows told by webhook.
export default {
  up: `
    alter table activity_ledger add column to_date date, add column receipt_id uuid, alter column participant_id drop not null, alter column programme drop not null;
    alter table outcome_scores add column receipt_id uuid;
    create index activity_ledger_by_span on activity_ledger (tenant_id, measure, to_date) where measure in ('match', 'roster'); -- what lasts is few, and is asked for by both ends`,
  down: `
    drop index activity_ledger_by_span;
    delete from activity_ledger where participant_id is null or programme is null;
    alter table outcome_scores drop column receipt_id;
    alter table activity_ledger drop column receipt_id, drop column to_date, alter column participant_id set not null, alter column programme set not null;`,
};
