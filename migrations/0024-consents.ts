// What people said of how their words may be used: every saying is kept with the version of the text that was agreed to. A sentence is
// hidden because a flag stands on its text, because its author withdrew, or both: hidden is the sum, so that no reader can miss a reason.
import { tenantTable } from './tables.ts';

const consents = tenantTable({
  name: 'consents', key: 'id', app: 'select, insert',
  columns: 'id uuid not null, change bigint not null, person_id uuid not null, purpose text not null, given boolean not null, text_version text, said_on date not null, recorded_at timestamptz not null, recorded_by uuid',
  after: 'create index consents_by_person on consents (tenant_id, person_id, purpose, change); -- what a person said last',
});
/** Whose words may not be quoted, as last heard. */
const withdrawals = tenantTable({ name: 'evidence_withdrawals', key: 'person_id', app: 'select, insert, update', columns: 'person_id uuid not null, change bigint not null, withdrawn boolean not null' });

const shown = 'create index evidence_shown on evidence_snippets (tenant_id, local_date, text_id, id) include (programme, dimension, language, score_micro) where not hidden and local_date is not null; -- the list in its order; facets are counted from it alone';
const held = 'create index evidence_held on evidence_snippets (tenant_id, local_date) where hidden and local_date is not null; -- how many are held back';

export default {
  up: `
    ${consents} ${withdrawals}
    create sequence consent_changes;
    grant usage, select on sequence consent_changes to cockpit_app;
    drop index evidence_held, evidence_shown;
    alter table evidence_snippets rename column hidden to flagged;
    alter table evidence_snippets add column withdrawn boolean not null default false;
    alter table evidence_snippets add column hidden boolean not null generated always as (flagged or withdrawn) stored;
    alter table exports add column quotes uuid[]; -- the sentences that a file quotes; of older files it is read from their reports
    ${shown}
    ${held}`,
  down: `
    alter table exports drop column quotes;
    drop index evidence_held, evidence_shown;
    alter table evidence_snippets drop column hidden;
    alter table evidence_snippets drop column withdrawn;
    alter table evidence_snippets rename column flagged to hidden;
    ${shown}
    ${held}
    drop sequence consent_changes;
    drop table evidence_withdrawals, consents;`,
};
