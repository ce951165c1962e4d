// People of a tenant: found or made by address, and the words that would name them in a text; the journeys that rows make, with flags
// and funnel; and the jobs that files tell of. Loading its own files it asks itself for people, as any other room does.
import type { EventType } from '../../channels/contracts.ts';
import { identitySystems, journeyFlags, journeyStages, type JourneyFlag } from '../../channels/vocabulary.ts';
import { action, defineActor, type ActionMap, type Actor, type ActorContext, type ConsumerHandler } from '../../mixins/broker/actions.ts';
import { platformTenant } from '../../mixins/broker/house.ts';
import { mayDo } from '../../mixins/broker/rights.ts';
import { importing } from '../../mixins/importing/importing.mixin.ts';
import { restAfter } from '../../mixins/importing/pressure.ts';
import { fileKind } from '../../mixins/rows/file-kind.ts';
import { pagesOf } from '../../mixins/rows/row-actions.ts';
import { invalid, Problem } from '../kernel/errors.ts';
import { listOf, listParams, type List } from '../kernel/paging.ts';
import { parsePeriod } from '../kernel/period.ts';
import { employmentFile } from './employment-file.ts';
import { employments } from './employment.ts';
import { funnelOf, type FunnelStage } from './funnel.ts';
import { linkIdentity } from './identity.store.ts';
import { journeyKinds, type JourneyKind } from './journey-row.ts';
import { deriveJourneys, deriveMarked, holdJourneys, keepRows, markPeople, tellUpdated } from './journey.store.ts';
import { addMerge, removeMerge } from './merge.store.ts';
import { countStages } from './milestone.store.ts';
import { peopleActions } from './people.actions.ts';
import type { Profile, ProfileSummary } from './profile.ts';
import { firstWithJourney, profileOf, setFlags, survivorOf } from './profile.store.ts';
import { candidatesActions } from './candidates.actions.ts';
import { rowsActions } from './rows.actions.ts';
import { todayOf } from './today.ts';
import { seekPeople } from './seek.store.ts';

const files = importing([fileKind(employments, employmentFile)]);
const deriveEveryMs = 1_000;
/** People derived in one transaction. */
const atOnce = 1_000;
const gatherMs = 100; // events of one file come close together: wait for a few
const wakes = new WeakMap<Actor, () => void>();
const restUntil = new WeakMap<Actor, number>();

const flagRule = { type: 'boolean', optional: true, nullable: true } as const;
const flagRules = Object.fromEntries(journeyFlags.map((flag) => [flag, flagRule])) as { [F in JourneyFlag]: typeof flagRule };

const actions = {
  ...files.actions,
  ...peopleActions,
  ...rowsActions,
  ...candidatesActions,
  activity: pagesOf(employments),

  list: action({
    summary: 'Participants without their names: programmes, stage, flags; sought by flag, by the furthest stage, by the stage entered in a period, and by a part of the id',
    access: 'profiles:read',
    params: {
      ...listParams, flag: { type: 'enum', values: journeyFlags, optional: true }, stage: { type: 'enum', values: journeyStages, optional: true }, entered: { type: 'enum', values: journeyStages, optional: true },
      period: { type: 'string', optional: true }, wentOn: { type: 'boolean', optional: true }, called: { type: 'string', min: 1, max: 36, optional: true },
    },
    async handler(ctx): Promise<List<ProfileSummary>> {
      const { flag, stage, entered, period, wentOn, called } = ctx.params;
      if (entered === undefined && (period !== undefined || wentOn !== undefined)) throw invalid('entered', 'is missing', 'name the stage that people entered, or leave out period and wentOn');
      const sought = {
        ...(flag === undefined ? {} : { flag }), ...(stage === undefined ? {} : { stage }), ...(called === undefined ? {} : { called: called.toLowerCase() }),
        ...(entered === undefined ? {} : { entered: { stage: entered, ...spanOf(period ?? ''), ...(wentOn === undefined ? {} : { wentOn }) } }),
      };
      const today = await todayOf(ctx);
      return ctx.read((tx) => listOf(ctx.params, (after, limit) => seekPeople(tx, sought, today, after, limit), ({ id }) => id));
    },
  }),

  get: action({
    summary: 'One participant: identities, enrolments, milestones, flags and where they come from, latest scores; names for whoever may read them',
    access: 'profiles:read',
    params: { id: { type: 'uuid' } },
    async handler(ctx): Promise<Profile> {
      return readProfile(ctx, ctx.params.id);
    },
  }),

  change: action({
    summary: 'Sets flags by hand; null gives a flag back to its rule',
    access: 'profiles:write',
    changes: 'profile',
    params: { id: { type: 'uuid' }, flags: { type: 'object', props: flagRules } },
    async handler(ctx): Promise<Profile> {
      const { flags } = ctx.params;
      if (Object.keys(flags).length === 0) throw invalid('flags', 'names no flag', `use: ${journeyFlags.join(', ')}`);
      const { id } = await ctx.change(async (tx) => {
        const found = await survivorOf(tx, ctx.params.id);
        await setFlags(tx, found.id, flags, ctx.identity.actor, nowIso(ctx));
        await tellUpdated(tx, [found.id]);
        tx.note(found.id, flags);
        return found;
      });
      return readProfile(ctx, id);
    },
  }),

  link: action({
    summary: 'Links the id that another system has of a participant',
    access: 'profiles:write',
    changes: 'profile',
    params: { id: { type: 'uuid' }, system: { type: 'enum', values: identitySystems }, externalId: { type: 'string', min: 1, max: 200 } },
    async handler(ctx): Promise<Profile> {
      const { system } = ctx.params;
      const externalId = ctx.params.externalId.normalize('NFC').trim();
      if (externalId === '') throw invalid('externalId', 'is empty', 'write the id as the system shows it');
      const { id } = await ctx.change(async (tx) => {
        const found = await survivorOf(tx, ctx.params.id);
        const linked = await linkIdentity(ctx.house, tx, found.id, found.members, system, externalId);
        if (linked === undefined) throw new Problem('not_found');
        if (!linked) throw new Problem('conflict', { detail: 'This id is linked to another profile.' });
        await tellUpdated(tx, [found.id]);
        tx.note(found.id, { system });
        return found;
      });
      return readProfile(ctx, id);
    },
  }),

  merge: action({
    summary: 'Makes two participants who are one person one profile: this one stays, and the other leads to it',
    access: 'profiles:write',
    changes: 'profile',
    params: { id: { type: 'uuid' }, other: { type: 'uuid' } },
    async handler(ctx): Promise<Profile> {
      const { id, other } = ctx.params;
      await ctx.change(async (tx) => {
        await holdJourneys(tx);
        for (const one of [id, other]) await survivorOf(tx, one);
        await markPeople(tx, [id, other]);
        await addMerge(tx, id, other, ctx.identity.actor, nowIso(ctx));
        await deriveJourneys(tx, [id]);
        tx.note(id, { other });
      });
      return readProfile(ctx, id);
    },
  }),

  unmerge: action({
    summary: 'Takes the last merge of this profile back, within 30 days',
    access: 'profiles:write',
    changes: 'profile',
    params: { id: { type: 'uuid' } },
    async handler(ctx): Promise<Profile> {
      const { id } = ctx.params;
      const shown = await ctx.change(async (tx) => {
        await holdJourneys(tx);
        await markPeople(tx, (await survivorOf(tx, id)).members);
        const { intoId, otherId } = await removeMerge(tx, id, ctx.house.clock.nowMs());
        await deriveJourneys(tx, [intoId, otherId]);
        tx.note(intoId, { other: otherId });
        return firstWithJourney(tx, [id, intoId, otherId]);
      });
      return readProfile(ctx, shown);
    },
  }),

  funnel: action({
    summary: 'Who entered each stage of the journey in a period, how many of them reached the next, and the median days between',
    access: 'metrics:read',
    params: { period: { type: 'string' } },
    async handler(ctx): Promise<{ stages: FunnelStage[] }> {
      const { from, to } = spanOf(ctx.params.period);
      return { stages: funnelOf(await ctx.read((tx) => countStages(tx, from, to))) };
    },
  }),
};

type Asker = Pick<ActorContext, 'ask' | 'read' | 'house' | 'identity'>;

function spanOf(id: string): { from: string; to: string } {
  const period = parsePeriod(id);
  if (!period) throw invalid('period', 'is not a period', 'write it as 2026, 2026-Q3 or 2026-09');
  return { from: period.from, to: period.to };
}

function nowIso({ house }: Asker): string {
  return new Date(house.clock.nowMs()).toISOString();
}

async function readProfile(ctx: Asker, id: string): Promise<Profile> {
  const { role } = ctx.identity;
  const today = await todayOf(ctx);
  return ctx.read((tx) => profileOf(ctx.house, tx, id, today, role !== undefined && mayDo(role, 'names:read')));
}

/** Keeps what an event tells, and has the journeys follow. */
function hear<T extends EventType>({ table, measure, rowOf }: JourneyKind<T>): ConsumerHandler<T> {
  return async (items, consumer) => {
    await consumer.once((tx) => keepRows(tx, table, measure, items.map(rowOf)));
    await consumer.tell('profiles.marked', {});
  };
}

async function deriveAll(actor: Actor): Promise<void> {
  const begun = performance.now();
  if (begun < (restUntil.get(actor) ?? 0) && (await actor.job(platformTenant, 'journeys').ask('outbox.waiting', {})).count > 0) return;
  for (const { tenant_id: tenantId } of await actor.asKeeper(undefined, (tx) => tx.rows<{ tenant_id: string }>('select distinct tenant_id from journey_marks'))) {
    for (let derived = atOnce; derived === atOnce && !actor.stopping.aborted;) {
      derived = await actor.job(tenantId, 'journeys').redoable((tx) => deriveMarked(tx, atOnce));
    }
  }
  // Rows of a file come for a while, and each touches people who will be touched again.
  restUntil.set(actor, performance.now() + restAfter(performance.now() - begun));
}

declare module '../../mixins/broker/actions.ts' {
  interface Actions extends ActionMap<'profiles', typeof actions> {}
}

export default defineActor({
  name: 'profiles',
  actions,
  channels: Object.fromEntries(Object.entries(journeyKinds).map(([type, kind]) => [type, hear(kind as JourneyKind)])),
  hears: { 'profiles.marked': (_payload, actor) => { setTimeout(() => wakes.get(actor)?.(), gatherMs); }, 'outbox.emptied': (_payload, actor) => wakes.get(actor)?.() },
  async started(actor) {
    await files.started(actor);
    wakes.set(actor, actor.repeat('deriving journeys', deriveEveryMs, () => deriveAll(actor)).wake);
  },
});
