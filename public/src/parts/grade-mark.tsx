// How good the evidence behind an assumption is: three bars, one, two or three filled, and the word.
import type { ReactNode } from 'react';
import type { Grade } from '../shell/interface.ts';
import { useVoice } from '../shell/words.tsx';

export function GradeMark({ grade, children }: { grade: Grade; children?: ReactNode }): ReactNode {
  const { say } = useVoice();
  return <span className={`grade ${grade}`}><i aria-hidden="true"><b /><b /><b /></i><span>{children ?? say(`grade.${grade}`)}</span></span>;
}
