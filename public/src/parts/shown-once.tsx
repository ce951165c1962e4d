// A secret that is shown this once: where it stands, not in a dialog that an Esc could lose. Kept by nobody but the page that asked for it.
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useVoice } from '../shell/words.tsx';

export function ShownOnce({ title, how, secret, copy, children }: { title: string; how: string; secret: string; copy: string; children?: ReactNode }): ReactNode {
  const place = useRef<HTMLElement>(null);
  useEffect(() => place.current?.focus(), [secret]);
  return (
    <section className="once" ref={place} tabIndex={-1} aria-label={title}>
      <h3>{title}</h3>
      <div className="once-row"><code className="secret" data-secret>{secret}</code><Copy text={secret} words={copy} look="btn main" /></div>
      {children}
      <p className="small muted">{how}</p>
    </section>
  );
}

export function Copy({ text, words, of, look }: { text: string; words: string; of?: string; look: string }): ReactNode {
  const { say } = useVoice();
  const [state, setState] = useState<'ready' | 'copied' | 'failed'>('ready');
  const copy = (): void => { navigator.clipboard.writeText(text).then(() => setState('copied'), () => setState('failed')); };
  return (
    <>
      <button type="button" className={look} onClick={copy}>{state === 'copied' ? say('settings.copied') : words}{of ? <span className="sr"> {of}</span> : null}</button>
      <span className={state === 'failed' ? 'small bad-words' : 'sr'} role="status">{state === 'failed' ? say('settings.copyFailed') : state === 'copied' ? say('settings.copied') : ''}</span>
    </>
  );
}
