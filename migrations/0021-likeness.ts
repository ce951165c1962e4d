// What a snippet is about, in few numbers that mean the same in each language: "more like this" compares them. They go with the snippet.
export default {
  up: 'alter table evidence_snippets add column likeness bytea;',
  down: 'alter table evidence_snippets drop column likeness;',
};
