// The overview before its figures have come. Apart from the screen: the page comes with it before any script does.
import type { ReactNode } from 'react';
import { useVoice } from '../shell/words.tsx';

/** The shape of what comes, after a moment; no shimmer. */
export function Outline(): ReactNode {
  const { say } = useVoice();
  return (
    <>
      <div className="bar-top" aria-hidden="true" />
      <div className="page waiting" role="status">
        <span className="sr">{say('overview.loading')}</span>
        <span className="outline outline-title" />
        <span className="outline outline-lead" />
        <div className="strip">{['a', 'b', 'c', 'd'].map((name) => <div className="fig" key={name}><span className="outline" /></div>)}</div>
      </div>
    </>
  );
}
