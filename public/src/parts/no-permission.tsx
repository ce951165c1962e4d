// A page that a role may not open: what it is, why not, whom to ask, and the way back. Nothing was opened by asking.
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { useCompany } from '../shell/company.ts';
import { useVoice } from '../shell/words.tsx';
import { PageState } from './page-state.tsx';

export function NoPermission({ title, children }: { title: string; children: ReactNode }): ReactNode {
  const { say } = useVoice();
  return (
    <div className="page">
      <PageState title={title} action={<BackToOverview look="btn main" />}>{children}</PageState>
      <p className="micro quiet nothing-done">{say('error.nothingOpened')}</p>
    </div>
  );
}

export function BackToOverview({ look = 'btn' }: { look?: string }): ReactNode {
  const { say, language } = useVoice();
  return <Link className={look} href={`/${language}/cockpit/${useCompany().id}/overview`}>{say('people.toOverview')}</Link>;
}

/** An address that leads nowhere, or to what is somebody else's: told in the same words. */
export function NotFound({ jump }: { jump?: () => void }): ReactNode {
  const { say, language } = useVoice();
  return (
    <PageState title={say('error.notFound')} action={<>{jump ? <button className="btn main" onClick={jump}>{say('jump.name')}</button> : null}<a className="btn" href={`/${language}/cockpit`}>{say('companies.open')}</a></>}>{say('error.notFoundWhy')}</PageState>
  );
}
