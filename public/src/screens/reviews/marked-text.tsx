// A text as a reviewer reads it: what broke a rule is marked, and what was taken out stands as a small label.
import type { ReactNode } from 'react';
import type { Review } from '../../shell/interface.ts';
import { useVoice } from '../../shell/words.tsx';

const labels = /\[(e-mail|phone|link|handle|national id|account|card|date of birth|address|name)\]/g;

export function MarkedText({ text, found }: Pick<Review, 'found'> & { text: string }): ReactNode {
  let at = 0;
  const parts: ReactNode[] = [];
  for (const { start, end } of merged(found)) {
    if (start > at) parts.push(<Labelled key={at} text={text.slice(at, start)} />);
    parts.push(<mark key={`mark ${start}`}><Labelled text={text.slice(start, end)} /></mark>);
    at = end;
  }
  return <p className="review-text">{parts}<Labelled text={text.slice(at)} /></p>;
}

function Labelled({ text }: { text: string }): ReactNode {
  const { say } = useVoice();
  return text.split(labels).map((part, index) => (index % 2 === 0 ? part : <span className="taken-out" key={index}>{say('reviews.taken', { kind: part.replace(/\W/g, '_') })}</span>));
}

/** Marks that overlap are one. */
function merged(found: Review['found']): { start: number; end: number }[] {
  const whole: { start: number; end: number }[] = [];
  for (const { start, end } of found.toSorted((a, b) => a.start - b.start)) {
    const last = whole.at(-1);
    if (last && start <= last.end) last.end = Math.max(last.end, end);
    else whole.push({ start, end });
  }
  return whole;
}
