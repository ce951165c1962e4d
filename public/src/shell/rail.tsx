// The rail: whose cockpit this is, the doors that exist, how the connection stands, and the reader's own choices.
import { useQuery } from '@tanstack/react-query';
import { Fragment, useState, type ReactNode } from 'react';
import { Link, useLocation } from 'wouter';
import { useIsHere } from '../parts/here.ts';
import { useCompany } from './company.ts';
import { ofCompany, read, type CompanyRow, type ImportList, type List, type Review } from './interface.ts';
import { LiveMark } from './live.tsx';
import { useSingleKeys } from './keys.ts';
import { placesOf } from './places.ts';
import { mayImport, mayReadPeople, useMe, useSignOut } from './session.ts';
import { themes, useTheme } from './theme.ts';
import { useVoice } from './words.tsx';

export const languageOrder = ['en', 'no', 'uk'] as const;
export const languageNames = { en: 'English', no: 'Norsk', uk: 'Українська' } as const;

/** Where the key is called otherwise. */
const isApple = (): boolean => /mac|iphone|ipad/i.test(navigator.platform);

export function Rail({ companies, jump }: { companies: readonly CompanyRow[]; jump: () => void }): ReactNode {
  const { say, language, count } = useVoice();
  const company = useCompany();
  const me = useMe();
  const isHere = useIsHere();
  const [location] = useLocation();
  const [isOpen, setOpen] = useState(false);
  const waiting = useWaitingImports();
  const open = useOpenReviews();
  const base = `/${language}/cockpit/${company.id}`;
  const door = (to: string, words: string, waits: string | null, waitWords: string): ReactNode => (
    <li><Link href={`${base}/${to}`} onClick={() => setOpen(false)} {...(location.startsWith(`${base}/${to}`) ? { 'aria-current': 'page' as const } : {})}>
      {words}{waits ? <span>{waits}<span className="sr"> {waitWords}</span></span> : null}
    </Link></li>
  );
  const tenant = (
    <>
      <span className="mark" aria-hidden="true">{company.name.slice(0, 1)}</span>
      <span><b>{company.name}</b><small>{say('shell.role', { role: company.role })}</small></span>
      {companies.length > 1 ? <span className="chev" aria-hidden="true" /> : <span />}
    </>
  );
  return (
    <header className="rail">
      <div className="rail-in" {...(isOpen ? { 'data-open': '' } : {})}>
        {companies.length > 1 ? <Link className="tenant" href={`/${language}/cockpit`} aria-label={say('shell.switch', { company: company.name })}>{tenant}</Link> : <div className="tenant">{tenant}</div>}
        <span className="top-live"><LiveMark announced /></span>
        <button className="btn menu-button" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>{say('shell.menu')}</button>
        <button className="jump" aria-haspopup="dialog" onClick={() => { setOpen(false); jump(); }}><span>{say('jump.name')}</span><kbd aria-hidden="true">{isHere && isApple() ? '⌘K' : 'Ctrl K'}</kbd></button>
        <nav aria-label={say('shell.contents')}>
          {[...Map.groupBy(placesOf(company.role), ({ group }) => group)].map(([group, places]) => (
            <Fragment key={group}>
              <h2>{say(group)}</h2>
              <ul>{places.map(({ to, words }) => <Fragment key={to}>{door(to, say(words), to === 'imports' && waiting > 0 ? count(waiting) : to === 'reviews' ? open : null, say(to === 'reviews' ? 'shell.openReviews' : 'shell.waiting'))}</Fragment>)}</ul>
            </Fragment>
          ))}
        </nav>
        <RailFoot name={me.data?.user.name ?? me.data?.user.email ?? ''} location={location} />
      </div>
    </header>
  );
}

function RailFoot({ name, location }: { name: string; location: string }): ReactNode {
  const { say, language } = useVoice();
  const [theme, setTheme] = useTheme();
  const [areOn, setKeys] = useSingleKeys();
  const signOut = useSignOut();
  const search = useIsHere() ? window.location.search : '';
  return (
    <div className="rail-foot">
      <LiveMark announced />
      <span className="who">{name}</span>
      <div className="choice" role="group" aria-label={say('shell.theme')}>
        {themes.map((choice) => <button key={choice} aria-pressed={theme === choice} onClick={() => setTheme(choice)}>{say('shell.themeName', { theme: choice })}</button>)}
      </div>
      <nav className="choice languages" aria-label={say('shell.language')}>
        {languageOrder.map((choice) => (
          <Link key={choice} href={location.replace(/^\/\w\w/, `/${choice}`) + search} lang={choice === 'no' ? 'nb' : choice} {...(choice === language ? { 'aria-current': 'true' as const } : {})}>{languageNames[choice]}</Link>
        ))}
      </nav>
      <div className="choice"><button aria-pressed={areOn} onClick={() => setKeys(!areOn)}>{say('jump.singleKeys', { areOn: areOn ? 'yes' : 'no' })}</button></div>
      <div className="choice"><button onClick={() => void signOut()}>{say('shell.signOut')}</button></div>
    </div>
  );
}

/** Rows that were set aside: what waits for a hand. */
function useWaitingImports(): number {
  const company = useCompany();
  const { data } = useQuery({
    queryKey: ['company', company.id, 'imports', 'waiting'], enabled: mayImport(company.role),
    queryFn: ({ signal }) => read<ImportList>(ofCompany(company.id, 'imports?limit=1'), signal),
  });
  return data?.totals.rejectedRows ?? 0;
}

/** How many texts somebody must look at: counted up to a page of them, and told as "or more" where there are more. */
export function useOpenReviews(): string | null {
  const { say, count } = useVoice();
  const company = useCompany();
  const { data } = useQuery({
    queryKey: ['company', company.id, 'reviews', 'waiting'], enabled: mayReadPeople(company.role),
    queryFn: ({ signal }) => read<List<Review>>(ofCompany(company.id, 'reviews?state=open&limit=50'), signal),
  });
  if (!data || data.items.length === 0) return null;
  const shown = count(data.items.length);
  return data.next ? say('shell.orMore', { shown }) : shown;
}
