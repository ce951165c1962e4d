// What a participant or a volunteer is called where no name is: the end of the id, the same on every screen. Pure.
// The beginning of an id is the time it was made, which people of one file share.
export function pseudonymOf(id: string): string {
  return `P-${id.slice(-8)}`;
}

export function volunteerOf(id: string): string {
  return `V-${id.slice(-8)}`;
}

/** The part of an id that was typed, as it is or as a pseudonym; undefined for nothing. */
export function calledBy(typed: string): string | undefined {
  return typed.trim().toLowerCase().replace(/^p-/, '').slice(0, idLength) || undefined;
}
const idLength = 36;

export function wholeId(typed: string): string | null {
  const sought = typed.trim().toLowerCase();
  return /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(sought) ? sought : null;
}
