// How many sentences are held back, and by whom: for a review, or because their authors withdrew.
import type { ReactNode } from 'react';
import type { EvidencePage } from '../../shell/interface.ts';
import { useVoice } from '../../shell/words.tsx';

export function Held({ held: { hidden, withdrawn }, className }: { held: EvidencePage['withheld']; className: string }): ReactNode {
  const { say, count } = useVoice();
  const words = [...hidden > 0 ? [say('evidence.held', { count: hidden, shown: count(hidden) })] : [], ...withdrawn > 0 ? [say('evidence.withdrawn', { count: withdrawn, shown: count(withdrawn) })] : []];
  return words.length === 0 ? null : <p className={className}>{words.join(' ')}</p>;
}
