// Sessions and ratings as Kintell tells them by webhook, and the signature that goes with each. Pure.
import { createHmac } from 'node:crypto';
import { writeMoment, type Moment } from './calendar.ts';
import type { SampleCompany } from './company.ts';
import type { SessionFact } from './facts.ts';
import { whole, type Random } from './random.ts';
import { endOf } from './session-lines.ts';

/** `isUsable`: whether it tells anything, or must be turned away. */
export interface Hook { sessionId: string; kind: 'session' | 'rating'; id: string; body: string; isUsable: boolean }

/** Each session, planned first and then as it went, with its rating apart; some messages are sent twice, a few are of no use. */
export function hooksOf(random: Random, { timeZone }: SampleCompany, sessions: readonly SessionFact[]): Hook[] {
  const at = (moment: Moment): string => writeMoment(moment, 'offset', timeZone);
  return sessions.flatMap((session) => {
    const { id, programme, participant, volunteer, minutes, rating, text, level, topic, status, isPaid } = session;
    const base = { sessionId: id, sessionType: programme, participantEmail: participant, volunteerEmail: volunteer, scheduledAt: at(session) };
    const hook = (kind: Hook['kind'], name: string, body: object, isUsable = true): Hook => ({ sessionId: id, kind, id: `${id}-${name}`, body: JSON.stringify(body), isUsable });
    const isHeld = status === 'completed';
    const told = hook('session', 'told', {
      ...base, ...status === 'unreported' ? {} : { status }, ...isHeld ? { completedAt: at(endOf(session)), durationMinutes: minutes, languageLevel: level === '' ? null : level, focusArea: topic, paidTime: isPaid } : {},
      ...isHeld && rating === null && text !== '' ? { feedbackText: text } : {},
    });
    const hooks = random() < 0.1 ? [hook('session', 'planned', { ...base, status: 'scheduled' }), told] : [told];
    if (random() < 0.04) hooks.push(told);
    if (isHeld && rating !== null) {
      const rated = { sessionId: id, ratedAt: at({ ...endOf(session), minute: endOf(session).minute + whole(random, 2, 50) }) };
      hooks.push(hook('rating', 'rated', { ...rated, rating, ratedBy: 'participant', ...text === '' ? {} : { feedbackText: text } }));
      if (random() < 0.25) hooks.push(hook('rating', 'mentor', { ...rated, rating: whole(random, 3, 5), ratedBy: 'volunteer' }));
      if (random() < 0.01) hooks.push(hook('rating', 'beyond', { ...rated, rating: 9 }, false));
    }
    return hooks;
  });
}

/** As Standard Webhooks has it, with the secret as it was shown to the sender. */
export function signHook({ id, body }: Hook, secret: string, timestamp: string): string {
  return `v1,${createHmac('sha256', Buffer.from(secret.replace(/^whsec_/, ''), 'base64')).update(`${id}.${timestamp}.${body}`).digest('base64')}`;
}
