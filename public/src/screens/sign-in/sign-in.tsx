// Signing in, beside the promise that the cockpit makes. What was typed is kept when it fails; the server says what was wrong.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, type ReactNode } from 'react';
import { Link, useLocation, useSearchParams } from 'wouter';
import { textOf } from '../../parts/form.ts';
import { useIsHere } from '../../parts/here.ts';
import { useDocumentTitle } from '../../shell/company.ts';
import { read, Refusal, write, type CompanyRow } from '../../shell/interface.ts';
import { languageNames, languageOrder } from '../../shell/rail.tsx';
import { useVoice } from '../../shell/words.tsx';

export function SignIn(): ReactNode {
  const { say } = useVoice();
  useDocumentTitle(`${say('signIn.title')} · ${say('shell.product')}`);
  return (
    <div className="sign-in">
      <main id="main" className="left">
        <Name />
        <Form />
        <Languages />
      </main>
      <Example />
    </div>
  );
}

export function Name(): ReactNode {
  const { say } = useVoice();
  return <p className="name"><span className="knot" aria-hidden="true" />{say('shell.product')}</p>;
}

function Form(): ReactNode {
  const { say } = useVoice();
  const password = useRef<HTMLInputElement>(null);
  const enter = useEnter();
  const signIn = useMutation({ mutationFn: (body: { email: string; password: string }) => write('POST', '/auth/login', body), onSuccess: enter });
  // The page stands there before its scripts do: until they can send the form, nothing may put a password into an address.
  const mayBeSent = useIsHere();
  useEffect(() => { if (signIn.isError) password.current?.focus(); }, [signIn.isError]);
  return (
    <form onSubmit={(event) => {
      event.preventDefault();
      const form = new FormData(event.currentTarget);
      signIn.mutate({ email: textOf(form, 'email'), password: textOf(form, 'password') });
    }}>
      <h1>{say('signIn.title')}</h1>
      <div className="field"><label htmlFor="email">{say('signIn.email')}</label><input className="in" id="email" name="email" type="email" autoComplete="username" required autoFocus /></div>
      <div className="field">
        <label htmlFor="password">{say('signIn.password')}</label>
        <input className="in" id="password" name="password" type="password" autoComplete="current-password" required ref={password} aria-invalid={signIn.isError} {...(signIn.isError ? { 'aria-describedby': 'wrong' } : {})} />
        {signIn.isError ? <p className="problem" id="wrong" role="alert"><Wrong error={signIn.error} /></p> : null}
      </div>
      <button className="btn main tall" type={mayBeSent ? 'submit' : 'button'} disabled={signIn.isPending}>{signIn.isPending ? say('signIn.doing') : say('signIn.title')}</button>
    </form>
  );
}

/** The tries that are left are told by the server, in its own sentence. */
export function Wrong({ error }: { error: Error }): ReactNode {
  const { say } = useVoice();
  if (!(error instanceof Refusal) || error.status <= 0) return say('error.network');
  if (error.status === 429) return say('signIn.paused');
  const left = /\b(\d+) tries/.exec(error.detail)?.[1];
  return error.status === 401 ? say('signIn.wrong', { isKnown: left === undefined ? 'no' : 'yes', left: Number(left ?? 0) }) : error.detail;
}

/** To where the reader was going, or to the one company, or to the choice of several. */
export function useEnter(): () => Promise<void> {
  const cache = useQueryClient();
  const [, go] = useLocation();
  const [search] = useSearchParams();
  const { language } = useVoice();
  return async () => {
    cache.clear();
    const next = search.get('next');
    const { items } = await read<{ items: CompanyRow[] }>('/companies');
    const [only] = items;
    // Only an address of our own: a link that leads elsewhere after sign-in would be an open door.
    if (next && /^\/(en|no|uk)\/cockpit(\/|$)/.test(next)) go(next);
    else go(items.length === 1 && only ? `/${language}/cockpit/${only.id}/overview` : `/${language}/cockpit`);
  };
}

function Languages(): ReactNode {
  const { say, language } = useVoice();
  const search = useIsHere() ? window.location.search : '';
  return (
    <nav className="languages" aria-label={say('shell.language')}>
      {languageOrder.map((choice) => <Link key={choice} href={`/${choice}/sign-in${search}`} lang={choice === 'no' ? 'nb' : choice} {...(choice === language ? { 'aria-current': 'true' as const } : {})}>{languageNames[choice]}</Link>)}
    </nav>
  );
}

export function Example(): ReactNode {
  const { say, weave, count } = useVoice();
  return (
    <aside className="right" aria-label={say('signIn.what')}>
      <p className="promise">{say('signIn.promise')}</p>
      <ol className="example">
        <li><span className="huge">{count(934)}</span><small>{say('signIn.example.number')}</small></li>
        <li><p>{say('formula.volunteer_hours')}</p><small>{say('signIn.example.formula')}</small></li>
        <li><p>{say('signIn.example.rows', { rows: count(1_021) })}</p><small>{say('signIn.example.source')}</small></li>
        <li><p><code>{weave('signIn.example.line', { m: (parts) => <mark>{parts}</mark> })}</code></p><small>{say('signIn.example.file', { line: count(1_187) })}</small></li>
      </ol>
    </aside>
  );
}
