// A part of the settings that cannot be shown, and why; and a question before something is done that others feel.
import { useEffect, useRef, type ReactNode } from 'react';
import { ErrorWords } from '../../parts/page-state.tsx';
import { Refusal } from '../../shell/interface.ts';
import { useVoice } from '../../shell/words.tsx';

export function PartState({ error, retry }: { error: unknown; retry: () => void }): ReactNode {
  const { say } = useVoice();
  const status = error instanceof Refusal ? error.status : 0;
  if (status === 404) return <div className="part-state"><p><strong>{say('settings.unavailable')}</strong></p><p className="muted">{say('settings.unavailableWhy')}</p></div>;
  if (status === 403) return <div className="part-state"><p><strong>{say('settings.closed')}</strong></p><p className="muted">{say('settings.closedWhy')}</p></div>;
  return <div className="part-state" role="alert"><p><strong>{say('settings.notRead')}</strong></p><ErrorWords error={error} /><button className="btn" onClick={retry}>{say('error.again')}</button></div>;
}

/** What was asked for and not done: the words of the server, and that nothing typed is lost. */
export function NotDone({ error, words }: { error: unknown; words?: string | undefined }): ReactNode {
  const { say } = useVoice();
  if (!error) return null;
  return <div className="problem" role="alert"><p><strong>{say('settings.notDone')}</strong></p>{words ? <p className="muted">{words}</p> : <ErrorWords error={error} />}</div>;
}

/** The question in place: its effect in plain words, the safe choice first and focused, Esc to leave. */
export function Ask({ title, how, doIt, isDanger = false, isPending, onKeep, onDo, children }: {
  title: string; how: string; doIt: string; isDanger?: boolean; isPending: boolean; onKeep: () => void; onDo: () => void; children?: ReactNode;
}): ReactNode {
  const { say } = useVoice();
  const keep = useRef<HTMLButtonElement>(null);
  useEffect(() => keep.current?.focus(), []);
  return (
    <div className="ask" role="group" aria-label={title} onKeyDown={(event) => { if (event.key === 'Escape') onKeep(); }}>
      <h3 className="inset-title">{title}</h3>
      <p className="small muted">{how}</p>
      <div className="actions">
        <button className="btn" ref={keep} onClick={onKeep}>{say('settings.keep')}</button>
        {/* Not disabled while it is sent: a disabled button loses the focus, and Esc after a refusal would go nowhere. */}
        <button className={`btn${isDanger ? ' bad' : ''}`} data-do aria-disabled={isPending} onClick={() => { if (!isPending) onDo(); }}>{isPending ? say('members.doing') : doIt}</button>
      </div>
      {children}
    </div>
  );
}
