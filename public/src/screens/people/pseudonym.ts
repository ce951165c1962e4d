// What a participant is called where no name is: the end of the id, the same on every screen. Pure.
// The beginning of an id is the time it was made, which people of one file share.
export function pseudonymOf(id: string): string {
  return `P-${id.slice(-8)}`;
}

/** Whether somebody can be meant by what was typed: a part of the pseudonym or of the id. */
export function isCalled(id: string, typed: string): boolean {
  const sought = typed.trim().toLowerCase();
  return id.includes(sought) || pseudonymOf(id).toLowerCase().includes(sought);
}

export function wholeId(typed: string): string | null {
  const sought = typed.trim().toLowerCase();
  return /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(sought) ? sought : null;
}
