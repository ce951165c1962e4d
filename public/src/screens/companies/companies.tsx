// Which company: those the reader is a member of, and the role in each. Says nothing of any other.
import { useState, type ReactNode } from 'react';
import { Link, Redirect } from 'wouter';
import { PageState } from '../../parts/page-state.tsx';
import { useDocumentTitle } from '../../shell/company.ts';
import type { CompanyRow } from '../../shell/interface.ts';
import { isSignedOut, useCompanies, useMe, useSignOut } from '../../shell/session.ts';
import { useVoice } from '../../shell/words.tsx';
import { Name } from '../sign-in/sign-in.tsx';

/** From this many on, finding by name helps more than it stands in the way. */
const manyCompanies = 8;

export default function Companies(): ReactNode {
  const { say, language, count } = useVoice();
  const companies = useCompanies();
  const me = useMe();
  const signOut = useSignOut();
  const [sought, setSought] = useState('');
  useDocumentTitle(`${say('companies.title')} · ${say('shell.product')}`);
  if (isSignedOut(companies.error)) return <Redirect to={`/${language}/sign-in`} replace />;
  if (companies.isPending) return null;
  const rows = (companies.data ?? []).filter(({ name }) => name.toLowerCase().includes(sought.trim().toLowerCase()));
  return (
    <>
      <header className="bar-plain"><Name /><div className="push"><span className="wide-only">{me.data?.user.email}</span><button className="btn plain" onClick={() => void signOut()}>{say('shell.signOut')}</button></div></header>
      <main id="main" className="mid">
        {companies.isError ? <PageState title={say('error.title')} error={companies.error} retry={() => void companies.refetch()} /> : (
          <>
            <h1>{say('companies.title')}</h1>
            <p className="lede">{say('companies.lead', { count: companies.data.length, shown: count(companies.data.length) })}</p>
            {companies.data.length >= manyCompanies ? <div className="field find"><label htmlFor="find">{say('companies.find')}</label><input className="in" id="find" type="search" value={sought} onChange={(event) => setSought(event.target.value)} /></div> : null}
            {rows.length === 0 ? <p className="muted">{sought ? say('companies.noneSo', { sought }) : ''}</p> : <ul className="comp" aria-label={say('companies.list')}>{rows.map((company) => <Row company={company} key={company.id} />)}</ul>}
            <p className="small muted below">{say('companies.missing')}</p>
          </>
        )}
      </main>
    </>
  );
}

function Row({ company }: { company: CompanyRow }): ReactNode {
  const { say, language } = useVoice();
  const region = new Intl.DisplayNames([language === 'no' ? 'nb' : language], { type: 'region' }).of(company.country);
  const money = new Intl.DisplayNames([language === 'no' ? 'nb' : language], { type: 'currency' }).of(company.currency);
  return (
    <li>
      <Link href={`/${language}/cockpit/${company.id}/overview`}>
        <span className="mark" aria-hidden="true">{company.name.slice(0, 1)}</span>
        <span><b>{company.name}</b>{say('companies.where', { region: region ?? company.country, money: money ?? company.currency })}</span>
        <span className="role">{say('shell.role', { role: company.role })}</span>
      </Link>
    </li>
  );
}
