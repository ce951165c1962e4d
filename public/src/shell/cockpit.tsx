// One company's cockpit: the rail beside a screen. Decides who may be here; each screen decides what it shows.
import { lazy, Suspense, useCallback, useEffect, useState, type ComponentType, type ReactNode } from 'react';
import { Redirect, Route, Switch, useLocation } from 'wouter';
import { Crash } from '../parts/crash.tsx';
import { readFromTheTop } from '../parts/from-the-top.ts';
import { NotFound } from '../parts/no-permission.tsx';
import { PageState } from '../parts/page-state.tsx';
import { CompanyContext } from './company.ts';
import { useKeys } from './keys.ts';
import { Live } from './live.tsx';
import { Offline } from './offline.tsx';
import { ForParticipants } from './participant.tsx';
import { placesOf } from './places.ts';
import { Rail } from './rail.tsx';
import { screenOf } from './screens.tsx';
import type { CompanyRow } from './interface.ts';
import { isSignedOut, useCompanies } from './session.ts';
import { Starting } from './starting.tsx';
import { useVoice } from './words.tsx';

const loadPalette = async (): Promise<{ default: ComponentType<{ close: () => void }> }> => import('./palette.tsx');
const Palette = lazy(loadPalette);
const SignedOut = lazy(() => import('./signed-out.tsx'));
const Overview = screenOf('overview');
const Evidence = screenOf('evidence');
const Imports = screenOf('imports');
const Import = lazy(() => import('../screens/imports/import.tsx'));
const People = screenOf('people');
const OnePerson = lazy(() => import('../screens/people/person.tsx'));
const Settings = lazy(() => import('../screens/settings/settings.tsx'));
const Reviews = screenOf('reviews');
const Reports = screenOf('reports');
const NewReport = lazy(() => import('../screens/reports/new-report.tsx'));
const ReportReader = lazy(() => import('../screens/reports/report.tsx'));

const restMs = 2_000;

export function Cockpit({ companyId }: { companyId: string }): ReactNode {
  const { language, say } = useVoice();
  const [location] = useLocation();
  const companies = useCompanies();
  if (companies.isPending) return null;
  const isOut = isSignedOut(companies.error);
  if (isOut && !companies.data) return <Redirect to={`/${language}/sign-in?next=${encodeURIComponent(location + window.location.search)}`} replace />;
  if (!companies.data) return <main className="page"><PageState title={say('error.title')} error={companies.error} retry={() => void companies.refetch()} /></main>;
  const company = companies.data.find(({ id }) => id === companyId);
  if (!company) return <main className="page"><NotFound /></main>;
  if (company.role === 'participant') return <ForParticipants company={company} hasOthers={companies.data.length > 1} />;
  return (
    <CompanyContext value={company}>
      <Live companyId={companyId} key={companyId}>
        <a className="skip" href="#main">{say('shell.skip')}</a>
        <Shell company={company} companies={companies.data} />
        {isOut ? <Suspense fallback={null}><SignedOut /></Suspense> : null}
      </Live>
    </CompanyContext>
  );
}

function Shell({ company, companies }: { company: CompanyRow; companies: readonly CompanyRow[] }): ReactNode {
  const { language } = useVoice();
  const [, go] = useLocation();
  const [isJumping, setJumping] = useState(false);
  const open = useCallback(() => setJumping(true), []);
  const goBy = useCallback((key: string): boolean => {
    const place = placesOf(company.role).find((one) => one.key === key);
    if (place) go(`/${language}/cockpit/${company.id}/${place.to}`);
    return place !== undefined;
  }, [company, go, language]);
  useKeys({ open, go: goBy });
  // Fetched when the page has come to rest, so that it opens at once later; without the network it is fetched when it is asked for.
  useEffect(() => { const timer = setTimeout(() => void loadPalette().catch(() => undefined), restMs); return () => clearTimeout(timer); }, []);
  return (
    <>
      <div className="shell">
        <Rail companies={companies} jump={open} />
        <main id="main" tabIndex={-1}>
          <Offline />
          <Starting />
          <Screens jump={open} />
        </main>
      </div>
      {isJumping ? <Suspense fallback={null}><Palette close={() => setJumping(false)} /></Suspense> : null}
    </>
  );
}

function Screens({ jump }: { jump: () => void }): ReactNode {
  const { language } = useVoice();
  const [location] = useLocation();
  useTitleFocus(location);
  const base = '/:language/cockpit/:companyId';
  return (
    <Crash key={location}>
      <Suspense fallback={null}>
        <Switch>
          <Route path={`${base}/overview`}><Overview /></Route>
          <Route path={`${base}/evidence`}><Evidence /></Route>
          <Route path={`${base}/imports`}><Imports /></Route>
          <Route path={`${base}/imports/:id`}>{({ id }) => <Import id={id ?? ''} />}</Route>
          <Route path={`${base}/people`}><People /></Route>
          <Route path={`${base}/people/:id`}>{({ id }) => <OnePerson id={id ?? ''} />}</Route>
          <Route path={`${base}/reports`}><Reports /></Route>
          <Route path={`${base}/reports/new`}><NewReport /></Route>
          <Route path={`${base}/reports/:id`}>{({ id }) => <ReportReader id={id ?? ''} />}</Route>
          <Route path={`${base}/reviews`}><Reviews /></Route>
          <Route path={`${base}/settings/:part?`}>{({ part }) => <Settings part={part} />}</Route>
          <Route path={base}>{({ companyId }) => <Redirect to={`/${language}/cockpit/${companyId}/overview`} replace />}</Route>
          <Route><div className="page"><NotFound jump={jump} /></div></Route>
        </Switch>
      </Suspense>
    </Crash>
  );
}

/** A new screen begins at its top; who listens hears its name from the document's title. */
function useTitleFocus(location: string): void {
  const [first] = useState(location);
  useEffect(() => {
    if (location === first) return;
    readFromTheTop();
  }, [first, location]);
}
