// The overview: a sentence made of facts, the key figures, one chart with its finding, and in the margin what they rest on.
import { lazy, Suspense, type ReactNode } from 'react';
import type { Metric } from '../../../../channels/vocabulary.ts';
import { hasEnded, parsePeriod } from '../../../../services/kernel/format/periods.ts';
import { PageState } from '../../parts/page-state.tsx';
import { Walking, useWalks } from '../../parts/walkable.tsx';
import { useCompany, useDocumentTitle } from '../../shell/company.ts';
import type { MetricView } from '../../shell/interface.ts';
import { useVoice } from '../../shell/words.tsx';
import { FilterBar } from './filter-bar.tsx';
import { FirstRun } from './first-run.tsx';
import { KeyFigures } from './key-figures.tsx';
import { Lead } from './lead.tsx';
import { Ledger } from './ledger.tsx';
import { RestsOn, WhatIsNotSaid } from './notes.tsx';
import { hasRows, leadOf } from './shown.ts';
import { NoRows, Programmes } from './programmes.tsx';
import { today, useAllSeries, useMetrics, useView, type Choice } from './overview.queries.ts';
import { Trend } from './trend.tsx';

const Walk = lazy(() => import('../walk/walk.tsx'));

export default function Overview(): ReactNode {
  const { say } = useVoice();
  const company = useCompany();
  const { view, error, retry } = useView();
  useDocumentTitle(`${say('overview.name')} · ${company.name}`);
  if (error) return <div className="page"><PageState title={say('overview.failed')} error={error} retry={retry} /></div>;
  if (!view) return <Outline />;
  return (
    <Walking>
      <FilterBar view={view} />
      <Figures view={view} />
      <OpenWalk />
    </Walking>
  );
}

function Figures({ view }: { view: Choice }): ReactNode {
  const { say } = useVoice();
  const answer = useMetrics(view);
  if (answer.isError) return <div className="page"><PageState title={say('overview.failed')} error={answer.error} retry={() => void answer.refetch()} /></div>;
  if (!answer.data) return <Outline />;
  const of = figuresBy(answer.data);
  if (view.isEmpty) return <FirstRun figures={leadOf('all', of)} />;
  const shown = answer.data.filter(hasRows);
  return view.programme !== 'all' && shown.length === 0 ? <NoRows view={view} /> : <Told of={of} shown={shown} view={view} />;
}

function Told({ of, shown, view }: { of: FiguresBy; shown: readonly MetricView[]; view: Choice }): ReactNode {
  const { say, period } = useVoice();
  const lead = leadOf(view.programme, of);
  const asked = [...new Set([...lead, ...shown].map(({ metric }) => metric))];
  const series = useAllSeries(view, asked);
  const figures = asked.flatMap((metric) => of(metric) ?? []);
  const grain = parsePeriod(view.period)?.grain ?? 'year';
  const isOpen = !hasEnded(view.period, today());
  return (
    <div className="page">
      <div className="cols opening">
        <div>
          <h1>{say('overview.title', { grain, quarter: view.period.slice(6), year: view.period.slice(0, 4), name: period(view.period) })}</h1>
          <Lead of={of} view={view} />
        </div>
        <RestsOn of={of} view={view} isOpen={isOpen} />
      </div>
      <KeyFigures figures={lead} of={of} series={series} view={view} />
      <div className="cols">
        <div>
          {view.programme === 'all' ? <Programmes view={view} /> : null}
          <Trend of={of} figures={figures} series={series} view={view} />
          <Ledger figures={figures} view={view} />
        </div>
        <WhatIsNotSaid figures={figures} isOpen={isOpen} />
      </div>
    </div>
  );
}

function OpenWalk(): ReactNode {
  const { openId } = useWalks();
  return openId ? <Suspense fallback={null}><Walk id={openId} key={openId} /></Suspense> : null;
}

/** The shape of what comes, after a moment; no shimmer. */
function Outline(): ReactNode {
  const { say } = useVoice();
  return (
    <div className="page waiting" role="status">
      <span className="sr">{say('overview.loading')}</span>
      <span className="outline outline-title" />
      <span className="outline outline-lead" />
      <div className="strip">{['a', 'b', 'c', 'd'].map((name) => <div className="fig" key={name}><span className="outline" /></div>)}</div>
    </div>
  );
}

export type FiguresBy = (metric: Metric) => MetricView | undefined;

function figuresBy(figures: readonly MetricView[]): FiguresBy {
  return (metric) => figures.find((figure) => figure.metric === metric);
}
