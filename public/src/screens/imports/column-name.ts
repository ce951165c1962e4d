// What people call a column of ours.
import { useVoice } from '../../shell/words.tsx';

export function useColumnName(): (column: string) => string {
  const { say, has } = useVoice();
  return (column) => {
    const key = `column.${column}`;
    return has(key) ? say(key) : column;
  };
}
