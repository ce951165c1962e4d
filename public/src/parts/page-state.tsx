// A page that has nothing to show, and why: what failed or is missing, what is safe, what to do, and the code to quote.
import type { ReactNode } from 'react';
import { Refusal } from '../shell/interface.ts';
import { useVoice } from '../shell/words.tsx';

interface Props { title: string; children?: ReactNode; error?: unknown; retry?: () => void; action?: ReactNode }

export function PageState({ title, children, error, retry, action }: Props): ReactNode {
  const { say } = useVoice();
  return (
    <div className="state" {...(error === undefined || error === null ? {} : { role: 'alert' })}>
      <h1>{title}</h1>
      {children ? <p className="lede">{children}</p> : null}
      {error ? <ErrorWords error={error} /> : null}
      <div className="actions">{retry ? <button className="btn" onClick={retry}>{say('error.again')}</button> : null}{action}</div>
    </div>
  );
}

export function ErrorWords({ error }: { error: unknown }): ReactNode {
  const { say } = useVoice();
  const refusal = error instanceof Refusal ? error : undefined;
  const words = refusal === undefined || refusal.status <= 0 ? say('error.network')
    : refusal.status === 403 ? say('error.forbidden') : refusal.status === 404 ? say('error.notFoundWhy') : refusal.status === 429 ? say('error.tooMany') : refusal.detail;
  return (
    <>
      <p className="muted">{words} {refusal?.remedy ?? ''}</p>
      {refusal?.correlationId ? <p className="micro quiet">{say('error.code')} <code>{refusal.correlationId}</code></p> : null}
    </>
  );
}
