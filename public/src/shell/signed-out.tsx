// A session that ended while somebody was at work: the page stays under the question, and what was typed with it.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, type ReactNode } from 'react';
import { useLocation } from 'wouter';
import { textOf } from '../parts/form.ts';
import { Wrong } from '../screens/sign-in/sign-in.tsx';
import { write, type Me } from './interface.ts';
import { useVoice } from './words.tsx';

export default function SignedOut(): ReactNode {
  const { say, language } = useVoice();
  const cache = useQueryClient();
  const [, go] = useLocation();
  const dialog = useRef<HTMLDialogElement>(null);
  const email = cache.getQueryData<Me>(['me'])?.user.email ?? '';
  useEffect(() => { dialog.current?.showModal(); }, []);
  const signIn = useMutation({ mutationFn: (password: string) => write('POST', '/auth/login', { email, password }), onSuccess: () => cache.invalidateQueries() });
  return (
    // It cannot be closed: without a session nothing behind it can be done.
    <dialog className="ask" ref={dialog} aria-labelledby="signed-out" onCancel={(event) => event.preventDefault()}>
      <form onSubmit={(event) => { event.preventDefault(); signIn.mutate(textOf(new FormData(event.currentTarget), 'password')); }}>
        <h2 id="signed-out">{say('signedOut.title')}</h2>
        <p className="small muted">{say('signedOut.how')}</p>
        <div className="field"><label htmlFor="signed-out-email">{say('signIn.email')}</label><input className="in" id="signed-out-email" type="email" autoComplete="username" value={email} readOnly /></div>
        <div className="field">
          <label htmlFor="signed-out-password">{say('signIn.password')}</label>
          <input className="in" id="signed-out-password" name="password" type="password" autoComplete="current-password" required autoFocus aria-invalid={signIn.isError} {...(signIn.isError ? { 'aria-describedby': 'signed-out-wrong' } : {})} />
          {signIn.isError ? <p className="problem" id="signed-out-wrong" role="alert"><Wrong error={signIn.error} /></p> : null}
        </div>
        <div className="actions">
          <button className="btn plain" type="button" onClick={() => { cache.clear(); go(`/${language}/sign-in`); }}>{say('signedOut.other')}</button>
          <button className="btn main" type="submit" disabled={signIn.isPending}>{signIn.isPending ? say('signIn.doing') : say('signIn.title')}</button>
        </div>
      </form>
    </dialog>
  );
}
