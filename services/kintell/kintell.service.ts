// Kintell: mentorship and language sessions as files report them. Asked to read, load, undo and show; tells what happened to each session.
// The reference room: a thin actor, pure rules (session, session-files), and nothing of another room.
import { action, defineActor, type ActionMap } from '../../mixins/broker/actions.ts';
import { importing } from '../../mixins/importing/importing.mixin.ts';
import { fileKind } from '../../mixins/rows/file-kind.ts';
import { pagesOf, texts } from '../../mixins/rows/row-actions.ts';
import { revisionAt } from '../../mixins/rows/rows.store.ts';
import { hearing, toldTo } from '../../mixins/rows/webhook-kind.ts';
import { awaitedSessions, ratings, readRating } from './rating.ts';
import { readSessionBody, sessionFiles } from './session-files.ts';
import { sessions } from './session.ts';

const files = importing(sessionFiles.map((file) => fileKind(awaitedSessions, file)));
const webhooks = hearing('kintell', [{ kind: 'session', read: (reader) => toldTo(awaitedSessions, readSessionBody(reader)) }, { kind: 'rating', read: readRating }]);

const actions = {
  ...files.actions,
  ...webhooks.actions,

  texts,
  activity: pagesOf(sessions),
  ratingActivity: pagesOf(ratings),

  people: action({
    summary: 'The two people of one revision of a session',
    access: 'room',
    params: { key: { type: 'string' }, revision: { type: 'number', integer: true } },
    async handler(ctx): Promise<{ participantId: string; volunteerId: string } | null> {
      const found = await ctx.read((tx) => revisionAt(sessions, tx, ctx.params.key, ctx.params.revision));
      return found ? { participantId: found.values.participantId, volunteerId: found.values.volunteerId } : null;
    },
  }),
};

declare module '../../mixins/broker/actions.ts' {
  interface Actions extends ActionMap<'kintell', typeof actions> {}
}

export default defineActor({
  name: 'kintell',
  actions,
  channels: { 'webhooks.receipt.accepted': (items, consumer) => webhooks.hear(items, consumer) },
  started: (actor) => files.started(actor),
});
