// The field for words. What is typed is sought after a moment, or at once with Enter; nothing typed is lost.
import { useEffect, useState, type ReactNode } from 'react';
import { useVoice } from '../../shell/words.tsx';

const pauseMs = 350;

export function Search({ asked, seek, found }: { asked: string; seek: (q: string) => void; found: string }): ReactNode {
  const { say } = useVoice();
  const [typed, setTyped] = useState(asked);
  const [known, setKnown] = useState(asked);
  // The address changed by itself: by the back button, or by a way back to everything.
  if (known !== asked) {
    setKnown(asked);
    if (typed.trim() !== asked) setTyped(asked);
  }
  const wanted = /[\p{L}\p{N}]/u.test(typed) ? typed.trim() : '';
  useEffect(() => {
    if (wanted === asked) return undefined;
    const timer = setTimeout(() => { setKnown(wanted); seek(wanted); }, pauseMs);
    return () => clearTimeout(timer);
  });
  return (
    <form className="find-words" role="search" onSubmit={(event) => { event.preventDefault(); setKnown(wanted); seek(wanted); }}>
      <label className="sr" htmlFor="words">{say('evidence.search')}</label>
      <input id="words" className="in" type="search" name="q" value={typed} onChange={(event) => setTyped(event.target.value)} placeholder={say('evidence.search')} autoComplete="off" maxLength={200} aria-describedby="words-how" />
      <p className="small quiet" role="status">{found}</p>
      <p className="micro quiet" id="words-how">{say('evidence.searchHow')}</p>
    </form>
  );
}
