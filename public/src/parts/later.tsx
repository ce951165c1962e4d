// What stands below the first screen: drawn after it, in small steps, so that what is read first is there first.
import { startTransition, useEffect, useState, type ReactNode } from 'react';

export function Later({ children }: { children: ReactNode }): ReactNode {
  const [isTime, setTime] = useState(false);
  useEffect(() => { startTransition(() => setTime(true)); }, []);
  return isTime ? children : null;
}
