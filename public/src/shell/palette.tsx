// Jump to: one field for pages, figures, files, people and actions. Everything that is listed is known already; only a pseudonym is asked for.
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useId, useMemo, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { useLocation } from 'wouter';
import { useCompany } from './company.ts';
import { rank, type Found } from './found.ts';
import { useFindable } from './findable.ts';
import { useVoice } from './words.tsx';

const groups = ['page', 'figure', 'import', 'person', 'action'] as const;
const mostInGroup = 6;

export default function Palette({ close }: { close: () => void }): ReactNode {
  const { say } = useVoice();
  const company = useCompany();
  const cache = useQueryClient();
  const [, go] = useLocation();
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState(0);
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  const all = useFindable(typed);
  const shown = useMemo(() => groups.flatMap((group) => rank(all.filter((one) => one.group === group), typed).slice(0, mostInGroup)), [all, typed]);
  const chosen = shown[Math.min(at, shown.length - 1)];
  useEffect(() => { dialog.current?.showModal(); }, []);
  useEffect(() => { document.getElementById(`${id}-${chosen?.id}`)?.scrollIntoView({ block: 'nearest' }); }, [chosen, id]);
  const take = (one: Found | undefined): void => {
    if (!one) return;
    // Closed first: the page it leads to puts the focus where it belongs.
    dialog.current?.close();
    if (typeof one.does === 'string') go(one.does);
    else one.does({ go, cache, companyId: company.id });
  };
  const press = (event: KeyboardEvent): void => {
    const move: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 };
    const step = move[event.key];
    if (step !== undefined) { event.preventDefault(); setAt((now) => (Math.min(now, shown.length - 1) + step + shown.length) % Math.max(shown.length, 1)); }
    else if (event.key === 'Home' && shown.length > 0 && typed === '') setAt(0);
    else if (event.key === 'Enter') { event.preventDefault(); take(chosen); }
  };
  return (
    <dialog className="palette" ref={dialog} aria-label={say('jump.name')} onClose={close} onClick={(event) => { if (event.target === dialog.current) dialog.current.close(); }}>
      <input className="in" type="text" role="combobox" aria-label={say('jump.name')} aria-expanded="true" aria-autocomplete="list" aria-controls={`${id}-list`} {...(chosen ? { 'aria-activedescendant': `${id}-${chosen.id}` } : {})}
        placeholder={say('jump.how')} value={typed} onChange={(event) => { setTyped(event.target.value); setAt(0); }} onKeyDown={press} autoComplete="off" spellCheck={false} maxLength={80} />
      <div className="palette-list" id={`${id}-list`} role="listbox" aria-label={say('jump.list')} tabIndex={-1}>
        {groups.map((group) => {
          const those = shown.filter((one) => one.group === group);
          return those.length === 0 ? null : (
            <div role="group" aria-labelledby={`${id}-${group}`} key={group}>
              <p className="palette-head" id={`${id}-${group}`} role="presentation">{say('jump.group', { group })}</p>
              {those.map((one) => (
                // The keys stay in the field, which names the chosen entry; the pointer takes an entry directly.
                <div role="option" id={`${id}-${one.id}`} key={one.id} aria-selected={one === chosen} onPointerMove={() => setAt(shown.indexOf(one))} onClick={() => take(one)}>
                  <span>{one.words}{one.detail ? <small>{one.detail}</small> : null}</span>{one.keys ? <kbd>{one.keys}</kbd> : null}
                </div>
              ))}
            </div>
          );
        })}
      </div>
      <p className="palette-foot micro quiet" role="status">{shown.length === 0 ? say('jump.none', { sought: typed }) : say('jump.keys')}</p>
    </dialog>
  );
}
