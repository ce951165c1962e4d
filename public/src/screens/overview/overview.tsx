// The overview: a sentence made of facts, the key figures, programmes, outcomes, journeys and hours, and in the margin what they rest on.
import { lazy, Suspense, useDeferredValue, type ReactNode } from 'react';
import { hasEnded, parsePeriod } from '../../../../services/kernel/format/periods.ts';
import { PanelCrash } from '../../parts/crash.tsx';
import { Later } from '../../parts/later.tsx';
import { Outline } from '../../parts/outline.tsx';
import { PageState } from '../../parts/page-state.tsx';
import { Walking, useWalks } from '../../parts/walkable.tsx';
import { useCompany, useDocumentTitle } from '../../shell/company.ts';
import { useVoice } from '../../shell/words.tsx';
import { FilterBar } from './filter-bar.tsx';
import { FirstRun } from './first-run.tsx';
import { Journey } from './journey.tsx';
import { KeyFigures } from './key-figures.tsx';
import { Lead } from './lead.tsx';
import { Ledger } from './ledger.tsx';
import { Margin, RestsOn } from './notes.tsx';
import { Outcomes } from './outcomes.tsx';
import { today, useView, type Choice } from './overview.queries.ts';
import { PaidTime } from './paid.tsx';
import { NoRows, Programmes } from './programmes.tsx';
import { hasRows, leadOf } from './shown.ts';
import type { Told } from './told.ts';
import { Trend } from './trend.tsx';

const Walk = lazy(() => import('../walk/walk.tsx'));

export default function Overview(): ReactNode {
  const { say } = useVoice();
  const company = useCompany();
  const { view, told: newest, error, retry } = useView();
  // Drawn in small steps: a choice in the bar answers at once, and the page keeps what it has until the new is ready.
  const told = useDeferredValue(newest);
  useDocumentTitle(`${say('overview.name')} · ${company.name}`);
  if (error && !newest) return <div className="page"><PageState title={say('overview.failed')} error={error} retry={retry} /></div>;
  if (!view || !told) return <Outline />;
  return (
    <Walking>
      <FilterBar view={view} />
      {view.isEmpty ? <FirstRun figures={leadOf('all', told.of)} /> : told.programme !== 'all' && told.cohort === null && !told.figures.some(hasRows) ? <NoRows view={{ ...view, programme: told.programme, period: told.period }} /> : <Figures told={told} view={view} />}
      <OpenWalk />
    </Walking>
  );
}

function Figures({ told, view }: { told: Told; view: Choice }): ReactNode {
  const { say, period } = useVoice();
  const lead = leadOf(told.programme, told.of);
  // All that has rows, those of the strip first.
  const figures = [...new Set([...lead, ...told.figures.filter(hasRows)].map(({ metric }) => metric))].flatMap((metric) => told.of(metric) ?? []);
  const grain = parsePeriod(told.period)?.grain ?? 'year';
  const isOpen = !hasEnded(told.period, today());
  return (
    <div className="page overview">
      <div className="cols opening">
        <div>
          <h1>{say('overview.title', { grain, quarter: told.period.slice(6), year: told.period.slice(0, 4), name: period(told.period) })}</h1>
          {told.cohort === null ? null : <OfWhom cohort={told.cohort} />}
          <PanelCrash panel="lead"><Lead told={told} /></PanelCrash>
        </div>
        <RestsOn told={told} isOpen={isOpen} />
      </div>
      <PanelCrash panel="strip"><KeyFigures figures={lead} told={told} /></PanelCrash>
      <Later>
        <div className="cols">
          <div>
            {told.programme === 'all' && told.cohort === null ? <PanelCrash panel="programmes"><Programmes told={told} view={view} /></PanelCrash> : null}
            <PanelCrash panel="outcomes"><Outcomes told={told} /></PanelCrash>
            <div className="halves">
              {told.programme === 'all' && told.cohort === null ? <PanelCrash panel="journey"><Journey told={told} /></PanelCrash> : null}
              {told.cohort === null ? <PanelCrash panel="paid"><PaidTime told={told} /></PanelCrash> : null}
            </div>
            <PanelCrash panel="trend"><Trend told={told} figures={figures} /></PanelCrash>
            <PanelCrash panel="ledger"><Ledger figures={figures} view={told} /></PanelCrash>
          </div>
          <PanelCrash panel="margin"><Margin told={told} figures={figures} isOpen={isOpen} /></PanelCrash>
        </div>
      </Later>
    </div>
  );
}

/** A page about one group says so before anything else. */
function OfWhom({ cohort }: { cohort: string }): ReactNode {
  const { say, period } = useVoice();
  const [, kind = '', name = ''] = /^(\w+):(.*)$/.exec(cohort) ?? [];
  return <p className="muted">{say('overview.ofWhom', { kind, name: kind === 'start' ? period(name, 'short') : name })}</p>;
}

function OpenWalk(): ReactNode {
  const { openId } = useWalks();
  return openId ? <Suspense fallback={null}><Walk id={openId} key={openId} /></Suspense> : null;
}
