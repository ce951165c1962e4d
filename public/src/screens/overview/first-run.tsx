// The overview of a company without a row: true zeros, what cannot be measured yet, and the step that changes it.
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { Why } from '../../parts/walkable.tsx';
import { useCompany } from '../../shell/company.ts';
import type { MetricView } from '../../shell/interface.ts';
import { mayImport } from '../../shell/session.ts';
import { isReturn } from './worth.tsx';
import { useVoice } from '../../shell/words.tsx';

export function FirstRun({ figures }: { figures: readonly MetricView[] }): ReactNode {
  const voice = useVoice();
  const { say } = voice;
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
              <dt>{say('firstRun.country')}</dt><dd>{new Intl.DisplayNames([voice.language === 'no' ? 'nb' : voice.language], { type: 'region' }).of(company.country)}</dd>
              <dt>{say('firstRun.money')}</dt><dd>{company.currency}</dd>
            </dl>
          </div>
        </aside>
      </div>
      <section className="strip" aria-label={say('figures.name')}>
        {figures.map((figure) => (
          <div className={`fig${figure.value === null ? ' ratio' : ''}`} key={figure.metric}>
            <div className="fig-head"><span>{isReturn(figure) ? say('figures.return') : say(`metric.${figure.metric}`)}</span><Why metric={figure} /></div>
            {figure.value === null ? <p className="fig-words">{say(`state.${figure.state}`)}</p> : <p className="fig-num">{voice.figure(figure.value, voice.unitOf(figure))}<small>{say('figures.unit', { unit: voice.unitOf(figure) })}</small></p>}
            <p className="fig-change">{figure.value === null ? say('figures.needs', { metric: figure.metric }) : say('firstRun.noRows')}</p>
            <p className="fig-meta">{say('firstRun.step', { step: figure.value === null ? 2 : 1 })}</p>
          </div>
        ))}
      </section>
      <div className="cols">
        <Steps />
        <aside className="notes" aria-label={say('notes.name')}>
          {mayImport(company.role) ? <div className="note"><h3>{say('firstRun.noFile')}</h3><p><Link href={`/${voice.language}/cockpit/${company.id}/imports`}>{say('firstRun.sample')}</Link></p></div> : null}
          <div className="note"><h3>{say('firstRun.safe')}</h3><p>{say('firstRun.safeHow')}</p></div>
          <div className="note"><h3>{say('firstRun.undo')}</h3><p>{say('firstRun.undoHow')}</p></div>
        </aside>
      </div>
    </div>
  );
}

const steps = [
  { title: 'firstRun.sessions', how: 'firstRun.sessionsHow', gives: 'firstRun.sessionsThen' }, { title: 'firstRun.texts', how: 'firstRun.textsHow', gives: 'firstRun.textsThen' },
  { title: 'firstRun.learning', how: 'firstRun.learningHow', gives: 'firstRun.learningThen' }, { title: 'firstRun.roster', how: 'firstRun.rosterHow', gives: 'firstRun.rosterThen' },
] as const;

function Steps(): ReactNode {
  const { say, language } = useVoice();
  const company = useCompany();
  const bring = (look: string): ReactNode => <Link className={look} href={`/${language}/cockpit/${company.id}/imports`}>{say('firstRun.bring')}</Link>;
  return (
    <section className="block">
      <div className="block-head"><div><h2>{say('firstRun.files')}</h2><p>{say('firstRun.filesHow')}</p></div></div>
      <p className="steps-head quiet micro" aria-hidden="true"><span />{say('firstRun.bringHead')}<span>{say('firstRun.thenHead')}</span></p>
      <ol className="steps">
        {steps.map(({ title, how, gives }, index) => (
          <li key={title}>
            <span className="number" aria-hidden="true">{index + 1}</span>
            <div><h3>{say(title)}</h3><p>{say(how)}</p></div>
            <p>{say(gives)}</p>
            {mayImport(company.role) ? (how === 'firstRun.textsHow' ? <span /> : bring(index === 0 ? 'btn main' : 'btn')) : index === 0 ? <p>{say('firstRun.askAdmin')}</p> : <span />}
          </li>
        ))}
      </ol>
    </section>
  );
}
