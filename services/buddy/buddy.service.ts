// Buddy programme: matches, and what each of them did, said and thought, as files and webhooks report it. Asked to read, load, undo and show;
// tells what happened to each row. Knows nothing of metrics and scores.
import { defineActor, type ActionMap } from '../../mixins/broker/actions.ts';
import { importing } from '../../mixins/importing/importing.mixin.ts';
import { fileKind } from '../../mixins/rows/file-kind.ts';
import { pagesOf, texts } from '../../mixins/rows/row-actions.ts';
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

const actions = {
  ...files.actions,
  ...webhooks.actions,

  texts,
  matchActivity: pagesOf(matches),
  eventActivity: pagesOf(meetings),
  checkinActivity: pagesOf(checkins),
  feedbackActivity: pagesOf(feedback),
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
