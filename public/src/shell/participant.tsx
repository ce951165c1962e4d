// What a participant finds here: no figure of the company, and why.
import type { ReactNode } from 'react';
import { PageState } from '../parts/page-state.tsx';
import { Name } from '../screens/sign-in/sign-in.tsx';
import { useDocumentTitle } from './company.ts';
import type { CompanyRow } from './interface.ts';
import { useSignOut } from './session.ts';
import { useVoice } from './words.tsx';

export function ForParticipants({ company, hasOthers }: { company: CompanyRow; hasOthers: boolean }): ReactNode {
  const { say, language } = useVoice();
  const signOut = useSignOut();
  useDocumentTitle(`${say('participant.title')} · ${company.name}`);
  return (
    <>
      <header className="bar-plain"><Name /><div className="push"><button className="btn plain" onClick={() => void signOut()}>{say('shell.signOut')}</button></div></header>
      <main id="main" className="mid">
        <PageState title={say('participant.title')} action={hasOthers ? <a className="btn" href={`/${language}/cockpit`}>{say('companies.open')}</a> : undefined}>{say('participant.why', { company: company.name })}</PageState>
        <p className="small muted below">{say('participant.own')}</p>
      </main>
    </>
  );
}
