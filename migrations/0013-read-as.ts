// An import remembers on which scale its ratings were read, so that rows mended later are read the same; and a saved mapping can be removed.
export default {
  up: `
    alter table imports add column scale jsonb;
    grant delete on import_mappings to cockpit_app;`,
  down: `
    revoke delete on import_mappings from cockpit_app;
    alter table imports drop column scale;`,
};
