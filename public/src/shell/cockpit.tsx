// One company's cockpit: the rail beside a screen. Decides who may be here; each screen decides what it shows.
import { lazy, Suspense, useEffect, useState, type ReactNode } from 'react';
import { Redirect, Route, Switch, useLocation } from 'wouter';
import { Crash } from '../parts/crash.tsx';
import { PageState } from '../parts/page-state.tsx';
import { CompanyContext } from './company.ts';
import { Live } from './live.tsx';
import { Rail } from './rail.tsx';
import { isSignedOut, useCompanies } from './session.ts';
import { useVoice } from './words.tsx';

const Overview = lazy(() => import('../screens/overview/overview.tsx'));
const Evidence = lazy(() => import('../screens/evidence/evidence.tsx'));
const Imports = lazy(() => import('../screens/imports/imports.tsx'));
const Import = lazy(() => import('../screens/imports/import.tsx'));
const People = lazy(() => import('../screens/people/people.tsx'));
const OnePerson = lazy(() => import('../screens/people/person.tsx'));
const Settings = lazy(() => import('../screens/settings/settings.tsx'));
const Reviews = lazy(() => import('../screens/reviews/reviews.tsx'));
const Reports = lazy(() => import('../screens/reports/reports.tsx'));
const NewReport = lazy(() => import('../screens/reports/new-report.tsx'));
const ReportReader = lazy(() => import('../screens/reports/report.tsx'));

export function Cockpit({ companyId }: { companyId: string }): ReactNode {
  const { language, say } = useVoice();
  const [location] = useLocation();
  const companies = useCompanies();
  if (companies.isPending) return null;
  if (isSignedOut(companies.error)) return <Redirect to={`/${language}/sign-in?next=${encodeURIComponent(location + window.location.search)}`} replace />;
  if (companies.isError) return <main className="page"><PageState title={say('error.title')} error={companies.error} retry={() => void companies.refetch()} /></main>;
  const company = companies.data.find(({ id }) => id === companyId);
  if (!company) {
    return <main className="page"><PageState title={say('error.notFound')} action={<a className="btn" href={`/${language}/cockpit`}>{say('companies.open')}</a>}>{say('error.notFoundWhy')}</PageState></main>;
  }
  return (
    <CompanyContext value={company}>
      <Live companyId={companyId} key={companyId}>
        <a className="skip" href="#main">{say('shell.skip')}</a>
        <div className="shell">
          <Rail companies={companies.data} />
          <main id="main" tabIndex={-1}>
            <Screens />
          </main>
        </div>
      </Live>
    </CompanyContext>
  );
}

function Screens(): ReactNode {
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
          <Route>{() => <Redirect to={`/${language}/cockpit/${location.split('/')[3] ?? ''}/overview`} replace />}</Route>
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
    window.scrollTo(0, 0);
    document.getElementById('main')?.focus({ preventScroll: true });
  }, [first, location]);
}
