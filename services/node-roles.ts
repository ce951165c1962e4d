// Which actors a node hosts: one table. Embedded, one node hosts all of them.
import type { ActorSchema } from '../mixins/broker/actions.ts';
import audit from './audit/audit.service.ts';
import buddy from './buddy/buddy.service.ts';
import companies from './companies/companies.service.ts';
import demo from './demo/demo.service.ts';
import evidence from './evidence/evidence.service.ts';
import exports_ from './exports/exports.service.ts';
import gateway from './gateway/gateway.service.ts';
import identity from './identity/identity.service.ts';
import impact from './impact/impact.service.ts';
import imports from './imports/imports.service.ts';
import kintell from './kintell/kintell.service.ts';
import live from './live/live.service.ts';
import outbox from './outbox/outbox.service.ts';
import privacy from './privacy/privacy.service.ts';
import profiles from './profiles/profiles.service.ts';
import q2q from './q2q/q2q.service.ts';
import reports from './reports/reports.service.ts';
import reviews from './reviews/reviews.service.ts';
import safety from './safety/safety.service.ts';
import upskilling from './upskilling/upskilling.service.ts';
import webhooks from './webhooks/webhooks.service.ts';

/** In the order in which they are made; the door comes last, so that nothing is asked before it can be answered. */
export const allActors: readonly ActorSchema[] = [
  identity, companies, audit, profiles, kintell, buddy, upskilling, imports, webhooks, safety, q2q, evidence, reviews, privacy, impact, reports, exports_, live, outbox, gateway,
];

/** The sample world is only there where DEMO is on. */
export const demoActors: readonly ActorSchema[] = [demo];
