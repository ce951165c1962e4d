// Where a report begins: which template, about what, in which language; and beside it what the figures of the period can say and what they cannot.
import { useMutation } from '@tanstack/react-query';
import { Fragment, useState, type ReactNode } from 'react';
import { Link, useLocation } from 'wouter';
import { languages, programmes, type Language } from '../../../../channels/vocabulary.ts';
import { textOf } from '../../parts/form.ts';
import { ErrorWords, PageState } from '../../parts/page-state.tsx';
import { useCompany, useDocumentTitle } from '../../shell/company.ts';
import { ofCompany, write } from '../../shell/interface.ts';
import { LiveMark } from '../../shell/live.tsx';
import { languageNames } from '../../shell/rail.tsx';
import { mayImport, mayWriteReports } from '../../shell/session.ts';
import { useVoice } from '../../shell/words.tsx';
import { useMetrics, useView, type Choice } from '../overview/overview.queries.ts';

export default function NewReport(): ReactNode {
  const { say, language } = useVoice();
  const company = useCompany();
  const { view } = useView();
  useDocumentTitle(`${say('reports.new')} · ${company.name}`);
  if (!mayWriteReports(company.role)) return <div className="page"><PageState title={say('reports.new')}>{say('reports.forWriters')}</PageState></div>;
  return (
    <>
      <div className="bar-top"><Link className="link" href={`/${language}/cockpit/${company.id}/reports`}>{say('reports.all')}</Link><div className="push"><LiveMark /></div></div>
      <div className="page">
        <h1>{say('reports.new')}</h1>
        <p className="lede reports-lede">{say('reports.newHow')}</p>
        {!view ? null : view.choice.quarters.length === 0 ? <NoQuarter /> : <Begin view={view} />}
      </div>
    </>
  );
}

function NoQuarter(): ReactNode {
  const { say, language } = useVoice();
  const company = useCompany();
  return (
    <>
      <p className="muted">{say('reports.noRows')}</p>
      {mayImport(company.role) ? <p className="actions"><Link className="btn main" href={`/${language}/cockpit/${company.id}/imports`}>{say('kinds.bring')}</Link></p> : null}
    </>
  );
}

function Begin({ view }: { view: Choice }): ReactNode {
  const { say, language, period } = useVoice();
  const company = useCompany();
  const [, go] = useLocation();
  const [chosen, setChosen] = useState(view.choice.quarters.includes(view.period) ? view.period : view.choice.quarters[0] ?? view.period);
  const begin = useMutation({
    mutationFn: (asked: Record<string, unknown>) => write<{ id: string }>('POST', ofCompany(company.id, 'reports'), { template: 'quarterly', period: chosen, ...asked }),
    onSuccess: ({ id }) => go(`/${language}/cockpit/${company.id}/reports/${id}`),
  });
  const submit = (form: FormData): void => {
    const [programme, written] = [textOf(form, 'programme'), textOf(form, 'language')];
    begin.mutate({ language: languages.find((known): known is Language => known === written) ?? language, ...(programme === 'all' ? {} : { programmes: [programme] }) });
  };
  return (
    <form className="begin cols" onSubmit={(event) => { event.preventDefault(); submit(new FormData(event.currentTarget)); }}>
      <div>
        <fieldset className="block"><legend className="sr">{say('reports.forWhom')}</legend>
          <h2 className="block-head">{say('reports.forWhom')}</h2>
          <div className="choices"><label><input type="radio" name="template" value="quarterly" defaultChecked /><b>{say('reports.template')}</b><span className="muted">{say('reports.templateHow')}</span></label></div>
        </fieldset>
        <section className="block">
          <h2 className="block-head">{say('reports.aboutWhat')}</h2>
          <div className="about">
            <div className="field"><label htmlFor="period">{say('filter.period')}</label><select className="in" id="period" name="period" value={chosen} onChange={(event) => setChosen(event.currentTarget.value)}>{view.choice.quarters.map((id) => <option value={id} key={id}>{period(id)}</option>)}</select></div>
            <div className="field"><label htmlFor="programme">{say('reports.programmes')}</label><select className="in" id="programme" name="programme" defaultValue={view.programme}>{['all', ...programmes].map((programme) => <option value={programme} key={programme}>{say('filter.programmeName', { programme })}</option>)}</select></div>
            <div className="field"><label htmlFor="language">{say('reports.language')}</label><select className="in" id="language" name="language" defaultValue={language}>{languages.map((one) => <option value={one} lang={one === 'no' ? 'nb' : one} key={one}>{languageNames[one]}</option>)}</select><span className="hint">{say('reports.languageHow')}</span></div>
          </div>
        </section>
        <p className="actions"><button className="btn main" type="submit" disabled={begin.isPending}>{begin.isPending ? say('reports.beginning') : say('reports.begin')}</button></p>
        {begin.isError ? <div className="problem" role="alert"><ErrorWords error={begin.error} /></div> : null}
      </div>
      <CanSay period={chosen} view={view} />
    </form>
  );
}

/** Counted from the figures of the period, before a word is written. */
function CanSay({ period, view }: { period: string; view: Choice }): ReactNode {
  const { say, count } = useVoice();
  const metrics = useMetrics({ ...view, period, programme: 'all' }).data ?? [];
  const states = ['measured', 'provisional', 'too_few', 'not_measurable'] as const;
  const missing = metrics.filter(({ state }) => state === 'not_measurable').map(({ metric }) => say(`metric.${metric}`));
  return (
    <aside className="notes" aria-label={say('notes.name')}>
      <div className="note"><h3>{say('reports.canSay')}</h3><dl className="pairs">{states.map((state) => <Fragment key={state}><dt>{say('reports.factsIn', { state })}</dt><dd>{count(metrics.filter((metric) => metric.state === state).length)}</dd></Fragment>)}</dl></div>
      {missing.length > 0 ? <div className="note"><h3>{say('reports.cannotSay')}</h3><p>{missing.join(', ')}</p></div> : null}
      <div className="note"><h3>{say('reports.cost')}</h3><p>{say('reports.costHow')}</p></div>
    </aside>
  );
}
