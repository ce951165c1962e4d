// The first operator, by the one-time link that the start printed. The link's token is spent by this form and kept nowhere.
import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useSearchParams } from 'wouter';
import { textOf } from '../../parts/form.ts';
import { useDocumentTitle } from '../../shell/company.ts';
import { ErrorWords } from '../../parts/page-state.tsx';
import { write } from '../../shell/interface.ts';
import { useVoice } from '../../shell/words.tsx';
import { Example, Name, useEnter } from './sign-in.tsx';

const shortestPassword = 12;

export function Setup(): ReactNode {
  const { say } = useVoice();
  const [search] = useSearchParams();
  const enter = useEnter();
  useDocumentTitle(`${say('setup.title')} · ${say('shell.product')}`);
  const setup = useMutation({
    mutationFn: async (body: { token: string; name: string; email: string; password: string }) => {
      await write('POST', '/auth/setup', body);
      await write('POST', '/auth/login', { email: body.email, password: body.password });
    },
    onSuccess: enter,
  });
  return (
    <div className="sign-in">
      <main id="main" className="left">
        <Name />
        <form onSubmit={(event) => {
          event.preventDefault();
          const form = new FormData(event.currentTarget);
          setup.mutate({ token: search.get('token') ?? '', name: textOf(form, 'name'), email: textOf(form, 'email'), password: textOf(form, 'password') });
        }}>
          <h1>{say('setup.title')}</h1>
          <p className="muted">{say('setup.why')}</p>
          <div className="field"><label htmlFor="name">{say('setup.name')}</label><input className="in" id="name" name="name" autoComplete="name" required maxLength={200} /></div>
          <div className="field"><label htmlFor="email">{say('signIn.email')}</label><input className="in" id="email" name="email" type="email" autoComplete="username" required /></div>
          <div className="field"><label htmlFor="password">{say('signIn.password')}</label><input className="in" id="password" name="password" type="password" autoComplete="new-password" required minLength={shortestPassword} aria-describedby="shortest" /><p className="hint" id="shortest">{say('setup.shortest', { count: shortestPassword })}</p></div>
          {setup.isError ? <div className="problem" role="alert"><ErrorWords error={setup.error} /></div> : null}
          <button className="btn main tall" type="submit" disabled={setup.isPending}>{setup.isPending ? say('setup.doing') : say('setup.do')}</button>
        </form>
        <span />
      </main>
      <Example />
    </div>
  );
}
