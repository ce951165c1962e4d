// Whether the cockpit runs where it is read. A page is drawn first where nothing is known of its reader's machine: not its clock's zone, nor its keys.
import { startTransition, useEffect, useState } from 'react';

let hasBegun = false;

/** Becomes true without haste: what is being taken over in small steps is not hurried by it. */
export function useIsHere(): boolean {
  const [isHere, setHere] = useState(hasBegun);
  useEffect(() => {
    hasBegun = true;
    startTransition(() => setHere(true));
  }, []);
  return isHere;
}
