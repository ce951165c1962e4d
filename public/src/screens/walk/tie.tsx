// The thread from the number on the page to the first stop, and the veil that leaves that number in its full ink.
import { useEffect, useState, type ReactNode, type RefObject } from 'react';
import { useWalks } from '../../parts/walkable.tsx';

interface Way { path: string; hole: string }
/** Where the middle of the first stop lies in a sheet that is not scrolled. */
const firstStopY = 114;

export function Tie({ dialog }: { dialog: RefObject<HTMLDialogElement | null> }): ReactNode {
  const { from } = useWalks();
  const [way, setWay] = useState<Way | null>(null);
  useEffect(() => {
    const draw = (): void => {
      // A "Why?" leads from the figure it stands beside.
      const element = from.current?.closest('.fig')?.querySelector('.fig-num .n') ?? from.current;
      const source = element?.getBoundingClientRect();
      const width = dialog.current?.offsetWidth ?? 0;
      if (!source || source.width === 0 || width === 0) { setWay(null); return; }
      const edge = document.documentElement.clientWidth - width;
      const isUnderneath = source.left >= edge || source.bottom < 0 || source.top > window.innerHeight;
      if (isUnderneath) { setWay(null); return; }
      const [left, right, bottom] = [source.left, Math.min(source.right, edge), source.bottom + 1];
      setWay({
        path: `M${left} ${bottom} H${edge - 0.5} V${firstStopY - (dialog.current?.scrollTop ?? 0)} H${edge + 22}`,
        hole: `path(evenodd, "M0 0 H${edge} V${window.innerHeight} H0 Z M${left - 2} ${source.top} H${right + 2} V${bottom + 1} H${left - 2} Z")`,
      });
    };
    // The dialog has no size before it is shown, and another one when the window changes.
    const observer = new ResizeObserver(draw);
    const sheet = dialog.current;
    if (sheet) observer.observe(sheet);
    // The first stop moves with the sheet; the thread stays tied to it.
    sheet?.addEventListener('scroll', draw, { passive: true });
    return () => { observer.disconnect(); sheet?.removeEventListener('scroll', draw); };
  }, [dialog, from]);
  return (
    <>
      <div className="veil" style={way ? { clipPath: way.hole } : {}} onClick={() => dialog.current?.close()} aria-hidden="true" />
      {way ? <svg className="tie" aria-hidden="true"><path d={way.path} /></svg> : null}
    </>
  );
}
