// The overview of a company without a row: true zeros, what cannot be measured yet, and the files that change it, each with what it gives.
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { ImportKind } from '../../../../channels/vocabulary.ts';
import { Why } from '../../parts/walkable.tsx';
import { useCompany } from '../../shell/company.ts';
import { ofCompany, read, type List, type Member, type MetricView } from '../../shell/interface.ts';
import { mayImport, maySettle } from '../../shell/session.ts';
import { useVoice } from '../../shell/words.tsx';
import { isReturn } from './worth.tsx';

/** Between a first text and one that tells a change. */
const leastDaysApart = 14;

export function FirstRun({ figures }: { figures: readonly MetricView[] }): ReactNode {
  const { say, language } = useVoice();
  const company = useCompany();
  return (
    <div className="page first-run">
      <div className="cols opening">
        <div><h1>{say('firstRun.title')}</h1><p className="lede">{say('firstRun.lead')}</p></div>
        <aside className="notes" aria-label={company.name}>
          <div className="note">
            <h2>{company.name}</h2>
            <dl className="pairs">
              <dt>{say('firstRun.role')}</dt><dd>{say('shell.role', { role: company.role })}</dd>
              <dt>{say('firstRun.country')}</dt><dd>{new Intl.DisplayNames([language === 'no' ? 'nb' : language], { type: 'region' }).of(company.country)}</dd>
              <dt>{say('firstRun.money')}</dt><dd>{company.currency}</dd>
              <dt>{say('firstRun.zone')}</dt><dd>{company.timeZone.split('/').at(-1)?.replaceAll('_', ' ')}</dd>
            </dl>
          </div>
        </aside>
      </div>
      <Zeros figures={figures} />
      <div className="cols">
        <Steps />
        <Help />
      </div>
    </div>
  );
}

function Zeros({ figures }: { figures: readonly MetricView[] }): ReactNode {
  const voice = useVoice();
  const { say } = voice;
  return (
    <section className="strip" aria-label={say('figures.name')}>
      {figures.map((figure) => (
        <div className={`fig${figure.value === null ? ' ratio' : ''}`} key={figure.metric}>
          <div className="fig-head"><span>{isReturn(figure) ? say('figures.return') : say(`metric.${figure.metric}`)}</span><Why metric={figure} /></div>
          {figure.value === null ? <p className="fig-words">{say(`state.${figure.state}`)}</p> : <p className="fig-num">{voice.figure(figure.value, voice.unitOf(figure))}<small>{say('figures.unit', { unit: voice.unitOf(figure) })}</small></p>}
          <p className="fig-change">{figure.value === null ? say('figures.needs', { metric: figure.metric }) : say('firstRun.noRows')}</p>
          <p className="fig-meta">{say('firstRun.step', { step: isReturn(figure) ? 'return' : figure.metric === 'vis' ? 'score' : 'count' })}</p>
        </div>
      ))}
    </section>
  );
}

const steps: readonly { name: 'sessions' | 'texts' | 'roster' | 'costs' | 'learning'; kind: ImportKind | null; hasButton: boolean }[] = [
  { name: 'sessions', kind: null, hasButton: true }, { name: 'texts', kind: null, hasButton: false }, { name: 'roster', kind: 'roster', hasButton: true }, { name: 'costs', kind: 'programme-costs', hasButton: true },
  { name: 'learning', kind: 'course-completions', hasButton: true },
];

function Steps(): ReactNode {
  const { say, language, date } = useVoice();
  const company = useCompany();
  const earliest = date(new Date(Date.now() + leastDaysApart * 86_400_000).toISOString(), 'day');
  const bring = (kind: ImportKind | null, look: string): ReactNode => <Link className={look} href={`/${language}/cockpit/${company.id}/imports${kind ? `?kind=${kind}` : ''}`}>{say('firstRun.bring')}</Link>;
  return (
    <section className="block">
      <div className="block-head"><div><h2>{say('firstRun.files')}</h2><p>{say('firstRun.filesHow')}</p></div></div>
      <p className="steps-head quiet micro" aria-hidden="true"><span />{say('firstRun.bringHead')}<span>{say('firstRun.thenHead')}</span></p>
      <ol className="steps">
        {steps.map(({ name, kind, hasButton }, index) => (
          <li key={name}>
            <span className="number" aria-hidden="true">{index + 1}</span>
            <div><h3>{say(`firstRun.${name}`)}</h3><p>{say(`firstRun.${name}How`)}</p>{name === 'texts' ? <details className="what"><summary>{say('firstRun.scored')}</summary><p>{say('firstRun.scoredHow')}</p></details> : null}</div>
            <p>{say(`firstRun.${name}Then`, { date: earliest })}</p>
            {!mayImport(company.role) ? (index === 0 ? <p>{say('firstRun.askAdmin')}</p> : <span />) : hasButton ? bring(kind, index === 0 ? 'btn main' : 'btn') : <span />}
          </li>
        ))}
      </ol>
    </section>
  );
}

function Help(): ReactNode {
  const { say, language } = useVoice();
  const company = useCompany();
  const base = `/${language}/cockpit/${company.id}`;
  return (
    <aside className="notes" aria-label={say('notes.name')}>
      {mayImport(company.role) ? <div className="note"><h3>{say('firstRun.noFile')}</h3><p><Link href={`${base}/imports`}>{say('firstRun.sample')}</Link></p></div> : null}
      {maySettle(company.role) ? <div className="note"><h3>{say('firstRun.asItHappens')}</h3><p>{say('firstRun.asItHappensHow')}</p><p><Link href={`${base}/settings/webhooks`}>{say('firstRun.webhook')}</Link></p></div> : null}
      {maySettle(company.role) ? <NotAlone base={base} /> : null}
      <div className="note"><h3>{say('firstRun.safe')}</h3><p>{say('firstRun.safeHow')}</p></div>
      <div className="note"><h3>{say('firstRun.undo')}</h3><p>{say('firstRun.undoHow')}</p></div>
    </aside>
  );
}

function NotAlone({ base }: { base: string }): ReactNode {
  const { say, count } = useVoice();
  const { id } = useCompany();
  const { data } = useQuery({ queryKey: ['company', id, 'members', 'count'], queryFn: async ({ signal }) => (await read<List<Member>>(ofCompany(id, 'members?limit=100'), signal)).items.length });
  return (
    <div className="note">
      <h3>{say('firstRun.notAlone')}</h3>
      {data === undefined ? null : <dl className="pairs"><dt>{say('firstRun.members')}</dt><dd>{data === 1 ? say('firstRun.you') : count(data)}</dd></dl>}
      <p><Link href={`${base}/settings/members`}>{say('firstRun.invite')}</Link></p>
    </div>
  );
}
