// Beside the value map: what the return becomes, when it just comes back, which prices lapse soon, and the versions before.
import type { ReactNode } from 'react';
import type { Tried, ValueMap, ValueMapBody } from '../../shell/interface.ts';
import { useVoice } from '../../shell/words.tsx';
import type { Ground } from './value-map.queries.ts';

const dayMs = 86_400_000;
const soonDays = 120;

export function MapNotes({ body, typed, ground, trial, today, worst }: { body: ValueMap; typed: ValueMapBody; ground: Ground | undefined; trial: Tried | null; today: string; worst: ReactNode }): ReactNode {
  const voice = useVoice();
  const { say, money, share, count, date } = voice;
  const walk = ground?.walk;
  const at = (value: number | null | undefined): string => (value == null ? '–' : voice.figure(value, 'ratio'));
  const [leads, other] = typed.leadingBasis === 'company' ? ['company', 'society'] as const : ['society', 'company'] as const;
  const isKnown = (walk?.ratio[leads] ?? trial?.ratio[leads]) != null;
  const lapsing = [...typed.proxies.map((proxy) => ({ name: say(`outcome.${proxy.outcome}`), to: proxy.validTo })), { name: say('walk.hourPaid'), to: typed.hours.paid.validTo }, { name: say('walk.hourOwn'), to: typed.hours.own.validTo }]
    .flatMap(({ name, to }) => { const days = to === null ? Infinity : Math.round((Date.parse(to) - Date.parse(today)) / dayMs); return days <= soonDays ? [{ name, days }] : []; });
  return (
    <aside className="notes" aria-label={say('notes.name')}>
      <div className="note">
        <h3>{say('map.if')}</h3>
        {walk && trial ? <>
          {isKnown ? <p className="before" role="status"><b>{at(walk.ratio[leads])}</b><span>{say('map.becomes')}</span><b>{at(trial.ratio[leads])}</b></p> : null}
          <dl className="pairs">
            <dt>{say(`walk.${leads}Basis`)}</dt><dd>{isKnown ? say('map.each', { currency: walk.currency }) : say('state.not_measurable')}</dd>
            <dt>{say(`walk.${other}Basis`)}</dt><dd>{say('map.arrow', { before: at(walk.ratio[other]), after: at(trial.ratio[other]) })}</dd>
            <dt>{say('map.npv')}</dt><dd>{trial.npv[leads] === null ? '–' : money(trial.npv[leads], walk.currency)}</dd><dt>{say('map.worst')}</dt><dd>{worst}</dd>
          </dl>
          <p>{say('map.onFigures', { period: voice.period(ground.period) })}</p>
        </> : <p>{ground ? say('map.noPreview', { period: voice.period(ground.period) }) : ''}</p>}
      </div>
      {trial?.breakEven.proxies == null ? null : <div className="note"><h3>{say('map.breakEven')}</h3><p>{say('map.breakEvenAt', { share: share(trial.breakEven.proxies) })}</p></div>}
      {lapsing.length === 0 ? null : (
        <div className="note"><h3>{say('map.lapses')}</h3><dl className="pairs">{lapsing.map(({ name, days }) => <div className="contents" key={name}><dt>{name}</dt><dd><span className="st care">{days < 0 ? say('map.lapsedAlready') : say('map.days', { count: days, shown: count(days) })}</span></dd></div>)}</dl></div>
      )}
      <div className="note"><h3>{say('map.versions')}</h3><dl className="pairs">
        {[...body.versions, ...body.versions.some(({ version }) => version === 1) ? [] : [{ version: 1, changedAt: null, reason: null }]].map(({ version, changedAt, reason }) => (
          <div className="contents" key={version}><dt>{say('map.version', { version })}{reason ? <small className="block-line">{reason}</small> : null}</dt><dd>{changedAt === null ? say('map.shipped') : date(changedAt, 'short-day')}</dd></div>
        ))}
      </dl></div>
    </aside>
  );
}
