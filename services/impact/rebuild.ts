// The ledger from scratch: every room's rows as they stand, page by page, entered as their events would have entered them.
// It knows which page tells which kind of row; the ledger's own rules do the rest.
import type { Ask } from '../../mixins/broker/actions.ts';
import type { EventItem, EventType } from '../../channels/contracts.ts';
import { entryKinds, type EntryKind } from './entries.ts';
import type { LedgerItem } from './ledger.store.ts';

const pageSize = 2_000;
type Pager = (after: number) => Promise<{ items: LedgerItem[]; next: number | null }>;
export interface RebuiltTable { table: string; page: Pager }

/** Every table that the ledger is made of, and how its rows are asked for. */
export function rebuiltTables(ask: Ask): RebuiltTable[] {
  const paged = <T extends EventType>({ table, entryOf }: EntryKind<T>, page: (after: number, limit: number) => Promise<{ items: EventItem<T>[]; next: number | null }>): RebuiltTable =>
    ({ table, page: async (after) => { const { items, next } = await page(after, pageSize); return { items: items.map(entryOf), next }; } });
  return [
    paged(entryKinds['kintell.session.completed'], (after, limit) => ask('kintell.activity', { after, limit })),
    paged(entryKinds['buddy.match.created'], (after, limit) => ask('buddy.matchActivity', { after, limit })),
    paged(entryKinds['buddy.event.logged'], (after, limit) => ask('buddy.eventActivity', { after, limit })),
    paged(entryKinds['buddy.checkin.completed'], (after, limit) => ask('buddy.checkinActivity', { after, limit })),
    paged(entryKinds['buddy.feedback.submitted'], (after, limit) => ask('buddy.feedbackActivity', { after, limit })),
    paged(entryKinds['upskilling.course.completed'], (after, limit) => ask('upskilling.courseActivity', { after, limit })),
    paged(entryKinds['upskilling.credential.issued'], (after, limit) => ask('upskilling.credentialActivity', { after, limit })),
    paged(entryKinds['upskilling.progress.updated'], (after, limit) => ask('upskilling.progressActivity', { after, limit })),
    paged(entryKinds['profiles.employment.reported'], (after, limit) => ask('profiles.activity', { after, limit })),
    paged(entryKinds['companies.roster.recorded'], (after, limit) => ask('companies.rosterActivity', { after, limit })),
    paged(entryKinds['companies.cost.recorded'], (after, limit) => ask('companies.costActivity', { after, limit })),
    scores(ask),
  ];
}

/** Scores are paged by their keys; the place is kept here, since one number cannot hold it. */
function scores(ask: Ask): RebuiltTable {
  const { table, entryOf } = entryKinds['impact.outcome.scored'];
  let place = '';
  return {
    table,
    page: async (after) => {
      const { items, next } = await ask('evidence.activity', { after: after === 0 ? '' : place, limit: pageSize });
      place = next ?? '';
      return { items: items.map(entryOf), next: next === null ? null : after + 1 };
    },
  };
}
