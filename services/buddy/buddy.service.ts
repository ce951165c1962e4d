// Buddy programme: matches, and what each of them did, said and thought, as files and webhooks report it. Asked to read, load, undo and show;
// tells what happened to each row. Knows nothing of metrics and scores.
import type { EventItem, EventType } from '../../channels/contracts.ts';
import { action, defineActor, type ActionMap } from '../../mixins/broker/actions.ts';
import { importing } from '../../mixins/importing/importing.mixin.ts';
import { fileKind } from '../../mixins/rows/file-kind.ts';
import { openWords, pageRows } from '../../mixins/rows/rows.store.ts';
import { hearing, toldTo } from '../../mixins/rows/webhook-kind.ts';
import { checkinFile, feedbackFile, matchFile, meetingFile } from './buddy-files.ts';
import { checkins } from './checkin.ts';
import { feedback } from './feedback.ts';
import { matches } from './match.ts';
import { meetings } from './meeting.ts';

const files = importing([fileKind(matches, matchFile), fileKind(meetings, meetingFile), fileKind(checkins, checkinFile), fileKind(feedback, feedbackFile)]);

const webhooks = hearing('buddy', [
  { kind: 'match', read: (reader) => toldTo(matches, matchFile.check(reader)) },
  { kind: 'event', read: (reader) => toldTo(meetings, meetingFile.check(reader)) },
  { kind: 'checkin', read: (reader) => toldTo(checkins, checkinFile.check(reader)) },
  { kind: 'feedback', read: (reader) => toldTo(feedback, feedbackFile.check(reader)) },
]);

const page = { after: { type: 'number', integer: true }, limit: { type: 'number', integer: true, min: 1, max: 5000 } } as const;
interface Page<E extends EventType> { items: EventItem<E>[]; next: number | null }

const actions = {
  ...files.actions,
  ...webhooks.actions,

  texts: action({
    summary: 'Opens texts by id for the rooms that read what was said',
    access: 'room',
    params: { ids: { type: 'array', items: { type: 'uuid' }, max: 500 } },
    async handler(ctx): Promise<{ items: { id: string; personId: string; texts: Record<string, string> }[] }> {
      return { items: await ctx.read((tx) => openWords(ctx.house, tx, ctx.params.ids)) };
    },
  }),

  matchActivity: action({
    summary: 'Matches as they stand, page by page, for a rebuild',
    access: 'room',
    params: page,
    async handler(ctx): Promise<Page<'buddy.match.created'>> {
      return ctx.read((tx) => pageRows(matches, tx, ctx.params.after, ctx.params.limit));
    },
  }),

  eventActivity: action({
    summary: 'What pairs did together, as it stands, page by page, for a rebuild',
    access: 'room',
    params: page,
    async handler(ctx): Promise<Page<'buddy.event.logged'>> {
      return ctx.read((tx) => pageRows(meetings, tx, ctx.params.after, ctx.params.limit));
    },
  }),

  checkinActivity: action({
    summary: 'Check-ins as they stand, page by page, for a rebuild',
    access: 'room',
    params: page,
    async handler(ctx): Promise<Page<'buddy.checkin.completed'>> {
      return ctx.read((tx) => pageRows(checkins, tx, ctx.params.after, ctx.params.limit));
    },
  }),

  feedbackActivity: action({
    summary: 'Feedback as it stands, page by page, for a rebuild',
    access: 'room',
    params: page,
    async handler(ctx): Promise<Page<'buddy.feedback.submitted'>> {
      return ctx.read((tx) => pageRows(feedback, tx, ctx.params.after, ctx.params.limit));
    },
  }),
};

declare module '../../mixins/broker/actions.ts' {
  interface Actions extends ActionMap<'buddy', typeof actions> {}
}

export default defineActor({
  name: 'buddy',
  actions,
  channels: { 'webhooks.receipt.accepted': (items, consumer) => webhooks.hear(items, consumer) },
  started: (actor) => files.started(actor),
});
