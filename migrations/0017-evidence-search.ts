// Looking through sealed sentences, and searching them: keyed hashes of the stems of their words, which no reader of the table can turn
// back into words. A snippet goes with the key of the person who spoke, which alone could open it, and its hashes go with the snippet.
import { tenantTable } from './tables.ts';

/** Snippets whose words are not hashed yet: new ones, and at first all. */
const marks = tenantTable({ name: 'evidence_marks', columns: 'snippet_id uuid not null', key: 'snippet_id', app: 'select, insert, update, delete', keeper: 'select' });

/** A snippet's stems at once: they find what to take out of the index, and cost one look-up of a foreign key instead of one a word. */
const words = tenantTable({
  name: 'evidence_words', key: 'snippet_id', app: 'select, insert, delete', columns: 'snippet_id uuid not null, terms bigint[] not null',
  after: 'alter table evidence_words add foreign key (tenant_id, snippet_id) references evidence_snippets (tenant_id, id) on delete cascade;',
});

/** Snippets by stem. Not an array under GIN: its operators are not leak-proof, so that no policy would let them use an index. */
const terms = tenantTable({ name: 'evidence_terms', key: 'term, snippet_id', app: 'select, insert, delete', columns: 'term bigint not null, snippet_id uuid not null' });

export default {
  up: `
    ${marks} ${words} ${terms}
    -- What a foreign key takes away it takes as the tables' owner, and the trigger after it runs as the same: it has no policy but this one.
    create policy forgotten on evidence_terms to current_user using (true);
    create function forget_terms() returns trigger language plpgsql as $$ begin
      delete from evidence_terms t using gone g where t.tenant_id = g.tenant_id and t.term = any(g.terms) and t.snippet_id = g.snippet_id;
      return null;
    end $$;
    create trigger terms_go_along after delete on evidence_words referencing old table as gone for each statement execute function forget_terms();
    create index evidence_shown on evidence_snippets (tenant_id, local_date, text_id, id) include (programme, dimension, language, score_micro) where not hidden and local_date is not null; -- the list in its order; facets are counted from it alone
    create index evidence_held on evidence_snippets (tenant_id, local_date) where hidden and local_date is not null; -- how many are held back
    create index evidence_by_person on evidence_snippets (tenant_id, person_id) where person_id is not null; -- what goes with a key
    -- The owner of the tables has no policy of its own: for these statements it needs none.
    alter table pii.keys no force row level security;
    alter table evidence_snippets no force row level security;
    alter table evidence_marks no force row level security;
    delete from evidence_snippets e where not exists (select from pii.keys k where k.tenant_id = e.tenant_id and k.person_id = e.person_id);
    alter table evidence_snippets add constraint evidence_snippets_of_person foreign key (tenant_id, person_id) references pii.keys (tenant_id, person_id) on delete cascade;
    insert into evidence_marks (tenant_id, snippet_id) select tenant_id, id from evidence_snippets;
    alter table pii.keys force row level security;
    alter table evidence_snippets force row level security;
    alter table evidence_marks force row level security;`,
  down: `
    alter table evidence_snippets drop constraint evidence_snippets_of_person;
    drop index evidence_by_person, evidence_held, evidence_shown;
    drop table evidence_terms, evidence_words, evidence_marks;
    drop function forget_terms();`,
};
