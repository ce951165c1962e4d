// Which screen stands at which address. Screens behind the sign-in are loaded when they are opened.
import { lazy, Suspense, type ReactNode } from 'react';
import { Redirect, Route, Switch, useLocation } from 'wouter';
import { WholeCrash } from '../parts/crash.tsx';
import { SignIn } from '../screens/sign-in/sign-in.tsx';
import { Setup } from '../screens/sign-in/setup.tsx';
import type { Words } from '../../../services/kernel/locales/cockpit.ts';
import { Cockpit } from './cockpit.tsx';
import { languageOf, Speaking } from './words.tsx';

const Companies = lazy(() => import('../screens/companies/companies.tsx'));

export function App({ words }: { words: Words }): ReactNode {
  const [location] = useLocation();
  const language = languageOf(location);
  return (
    <Speaking language={language} first={words}>
      {/* What breaks around the screens, in the rail or the palette, would leave an empty page. */}
      <WholeCrash>
        <Suspense fallback={null}>
          <Switch>
            <Route path="/setup"><Setup /></Route>
            <Route path="/:language/sign-in"><SignIn /></Route>
            <Route path="/:language/cockpit"><Companies /></Route>
            <Route path="/:language/cockpit/:companyId/*?">{({ companyId }) => <Cockpit companyId={companyId} />}</Route>
            <Route><Redirect to={`/${language}/sign-in`} replace /></Route>
          </Switch>
        </Suspense>
      </WholeCrash>
    </Speaking>
  );
}
