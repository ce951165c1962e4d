// Keys that spare a hand the way to the mouse: ⌘K always; `g` and a letter, `/` and `w` unless they are turned off (WCAG 2.1.4).
import { useEffect, useSyncExternalStore } from 'react';

const storedAs = 'cockpit.single-keys';
/** How long a letter may come after `g`. */
const waitMs = 1_500;
const listeners = new Set<() => void>();

export function useSingleKeys(): [boolean, (isOn: boolean) => void] {
  return [useSyncExternalStore((listener) => { listeners.add(listener); return () => listeners.delete(listener); }, isOn, () => true), setOn];
}

function isOn(): boolean {
  try {
    return localStorage.getItem(storedAs) !== 'off';
  } catch {
    return true;
  }
}

function setOn(on: boolean): void {
  try {
    if (on) localStorage.removeItem(storedAs);
    else localStorage.setItem(storedAs, 'off');
  } catch {
    // A browser that keeps nothing keeps them on.
  }
  for (const listener of listeners) listener();
}

export interface KeyPaths { open: () => void; go: (key: string) => boolean }

export function useKeys({ open, go }: KeyPaths): void {
  useEffect(() => {
    let awaitedUntil = 0;
    const press = (event: KeyboardEvent): void => {
      if ((event.metaKey || event.ctrlKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === 'k') { event.preventDefault(); open(); return; }
      if (event.metaKey || event.ctrlKey || event.altKey || event.defaultPrevented || !isOn() || isTyping(event.target) || document.querySelector('dialog[open]')) return;
      const isAwaited = performance.now() < awaitedUntil;
      awaitedUntil = 0;
      if (isAwaited) { if (go(event.key)) event.preventDefault(); }
      else if (event.key === 'g') awaitedUntil = performance.now() + waitMs;
      else if (event.key === '/') { event.preventDefault(); seek(open); }
      else if (event.key === 'w' && walk(document.activeElement)) event.preventDefault();
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, [open, go]);
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches('input:not([type=checkbox],[type=radio]),textarea,select'));
}

/** The page's own search where it has one. */
function seek(open: () => void): void {
  const field = document.querySelector<HTMLInputElement>('main input[type=search]');
  if (field) field.focus();
  else open();
}

/** Walks the number that has the focus, or the one beside it. */
function walk(focused: Element | null): boolean {
  const number = focused?.closest('[data-metric],[data-why]') ?? focused?.closest('.fig,tr,li,.multiple')?.querySelector('[data-why],[data-metric]');
  if (!(number instanceof HTMLElement)) return false;
  number.click();
  return true;
}
