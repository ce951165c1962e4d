// Kintell: mentorship sessions as files report them. Asked to read, load, undo and show; tells what happened to each session.
// The reference room: a thin actor, pure rules (session, revision), one store, and nothing of another room.
import { importing } from '../../mixins/importing/importing.mixin.ts';
import type { KindDefinition } from '../../mixins/importing/engine.ts';
import { action, defineActor, type ActionMap } from '../../mixins/broker/actions.ts';
import { checkMentorshipRow, mentorshipColumns, sampleOf, type SessionRow } from './session.ts';
import { compareSessions, isWhole, mergeSessions, pageSessions, peopleOfRevision, restoreSessions, sessionTexts, withdrawSessions } from './session.store.ts';
import type { SessionTexts } from './revision.ts';
import type { EventItem } from '../../channels/contracts.ts';

const mentorship: KindDefinition<SessionRow> = {
  kind: 'kintell-mentorship',
  columns: mentorshipColumns,
  check: checkMentorshipRow,
  keyOf: (row) => row.sessionId,
  people: (row) => [row.participantEmail, row.volunteerEmail],
  setPeople(row, [participantId, volunteerId]) {
    row.participantId = participantId ?? null;
    row.volunteerId = volunteerId ?? null;
  },
  sample: sampleOf,
  compare: compareSessions,
  merge: mergeSessions,
  stillWhole: isWhole,
  withdraw: withdrawSessions,
  restore: restoreSessions,
};

const files = importing([mentorship]);

const actions = {
  ...files.actions,

  texts: action({
    summary: 'Opens texts by id for the rooms that read what was said',
    access: 'room',
    params: { ids: { type: 'array', items: { type: 'uuid' }, max: 500 } },
    async handler(ctx): Promise<{ items: { id: string; personId: string; texts: SessionTexts }[] }> {
      return { items: await ctx.read((tx) => sessionTexts(ctx.house, tx, ctx.params.ids)) };
    },
  }),

  activity: action({
    summary: 'Sessions as they stand, page by page, for a rebuild',
    access: 'room',
    params: { after: { type: 'number', integer: true }, limit: { type: 'number', integer: true, min: 1, max: 5000 } },
    async handler(ctx): Promise<{ items: EventItem<'kintell.session.completed'>[]; next: number | null }> {
      return ctx.read((tx) => pageSessions(tx, ctx.params.after, ctx.params.limit));
    },
  }),

  people: action({
    summary: 'The two people of one revision of a session',
    access: 'room',
    params: { key: { type: 'string' }, revision: { type: 'number', integer: true } },
    async handler(ctx): Promise<{ participantId: string; volunteerId: string } | null> {
      return await ctx.read((tx) => peopleOfRevision(tx, ctx.params.key, ctx.params.revision)) ?? null;
    },
  }),
};

declare module '../../mixins/broker/actions.ts' {
  interface Actions extends ActionMap<'kintell', typeof actions> {}
}

export default defineActor({ name: 'kintell', actions, started: (actor) => files.started(actor) });
