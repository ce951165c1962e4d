// Saves what an address of the interface answers under a name of its own, which a bare link cannot give.
import { address, Refusal } from '../shell/interface.ts';

export async function saveFile(path: string, name: string): Promise<void> {
  const answer = await fetch(address(path));
  if (!answer.ok) throw new Refusal(answer.status, {});
  const link = document.createElement('a');
  link.href = URL.createObjectURL(await answer.blob());
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
