// What the overview asks for at once: hours that nobody has confirmed are few among all rows, and are asked for by day.
export default {
  up: `create index activity_ledger_unconfirmed on activity_ledger (tenant_id, local_date) include (minutes, programme) where hours_state = 'reported' and present and until_rev = 9223372036854775807 and local_date is not null;`,
  down: 'drop index activity_ledger_unconfirmed;',
};
