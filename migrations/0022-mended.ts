// Which rows of which file were mended and came again in another: while that one stands, nobody need look at them.
export default {
  up: `
    alter table imports add column mends uuid, add column mends_lines int[],
      add foreign key (tenant_id, mends) references imports (tenant_id, id) on delete set null (mends);
    create index imports_mends on imports (tenant_id, mends) where mends is not null;
  `,
  down: `
    drop index imports_mends;
    alter table imports drop column mends, drop column mends_lines;
  `,
};
