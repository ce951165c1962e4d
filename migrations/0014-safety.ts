// Safety: what was found in people's words, who decided what of it, and which snippets stay hidden. No table holds a word: places in a
// text, keyed hashes of what stood there, and a reviewer's note sealed under the key of the person whom it is about.
import { tenantTable } from './tables.ts';

const all = 'select, insert, update, delete';

/** The newest state of a row that was flagged, or that changed before it was heard of. */
const rows = tenantTable({
  name: 'safety_rows', key: 'source, source_key', app: all, columns: 'source text not null, source_key text not null, change bigint not null, text_id uuid',
});
const flags = tenantTable({
  name: 'safety_flags', key: 'id', app: all,
  columns: `id uuid not null, source text not null, source_key text not null, text_id uuid not null, change bigint not null, programme text not null, participant_id uuid not null, volunteer_id uuid not null,
    local_date date not null, rule text not null, category text not null, severity text not null, hits jsonb not null, policy text not null, raised_at timestamptz not null, due_at timestamptz not null, present boolean not null`,
  after: 'create index safety_flags_by_source on safety_flags (tenant_id, source, source_key); -- a corrected text withdraws its flag',
});
const reviews = tenantTable({
  name: 'reviews', key: 'id', app: all,
  columns: `id uuid not null, kind text not null, source text not null, source_key text not null, text_id uuid not null, change bigint not null, programme text not null, participant_id uuid not null,
    volunteer_id uuid not null, local_date date not null, rule text not null, category text not null, severity text not null, raised_at timestamptz not null, due_at timestamptz not null, present boolean not null,
    decision text, note bytea, decided_by uuid, decided_at timestamptz`,
  after: `create index reviews_by_due_time on reviews (tenant_id, due_at, id); -- the whole list in its order
    create index reviews_open on reviews (tenant_id, due_at, id) where decision is null and present; -- the queue, which stays short while the list grows`,
});
/** Texts that were flagged, whatever else is known of them yet: a snippet of one is hidden until it is lifted. */
const verdicts = tenantTable({
  name: 'evidence_verdicts', key: 'text_id', app: all, columns: 'text_id uuid not null, lifted boolean not null default false, scores jsonb',
});

export default {
  up: `${rows} ${flags} ${reviews} ${verdicts}`,
  down: 'drop table evidence_verdicts, reviews, safety_flags, safety_rows;',
};
