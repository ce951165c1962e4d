// What a page of the cockpit begins as, and what it will need next: its scripts, the catalogue of its language, the parts of its
// screen, and for whoever may see it the answers. Told in a header, a browser fetches it all while it still reads the page. Pure.

export interface BuiltPart { file: string; name?: string; imports?: string[] }
export type BuiltParts = Readonly<Record<string, BuiltPart>>;

interface Address { language: string; place: string; companyId: string | undefined; screen: string; query: string }

/** What the address of a page names. */
export function addressIn(address: string): Address {
  const [path = '', query = ''] = address.split('?');
  const [, language = '', place = '', companyId, screen = 'overview'] = path.split('/');
  return { language, place, companyId: place === 'cockpit' ? companyId : undefined, screen, query };
}

/** The file that an address begins with: sign-in as it is, an outline for a member of the company, the bare name otherwise. */
export function beginningOf(address: string, isMember: boolean): string {
  const { language, place, screen } = addressIn(address);
  if (place === 'sign-in') return `sign-in.${language}.html`;
  return place === 'cockpit' && isMember ? `${screen === 'overview' ? 'overview' : 'cockpit'}.${language}.html` : 'index.html';
}

/** Whether the page shows what it is for before any script has come. */
export function isSeen(address: string): boolean {
  return addressIn(address).place === 'sign-in';
}

/** The value of a `Link` header of a page that shows nothing yet; what shows something is painted before anything else is fetched. */
export function partsAhead(parts: BuiltParts, address: string, isMember: boolean): string {
  const { language, place, companyId, screen, query } = addressIn(address);
  // The largest first, and what all of them import last: what comes later waits for a connection. The very first script stands in the page.
  const wanted = ['react', 'base', ...(place === 'cockpit' ? [screen] : []), `cockpit.${language}`].flatMap((named) => Object.values(parts).filter(({ name }) => name === named));
  const files = new Set([...wanted, ...wanted.flatMap((part) => [...filesOf(parts, part)])].filter(({ name }) => name !== 'boot').map(({ file }) => file));
  const answers = isMember ? ['/companies', ...(companyId && screen === 'overview' && query === '' ? [`/companies/${companyId}/overview?programme=all`] : [])] : [];
  return [
    ...[...files].map((file) => `</${file}>; rel=modulepreload; fetchpriority=low`),
    ...answers.map((answer) => `</api/v1${answer}>; rel=preload; as=fetch; crossorigin; fetchpriority=low`),
  ].join(', ');
}

/** A part and those that it imports, each once. */
function filesOf(parts: BuiltParts, part: BuiltPart | undefined, found = new Set<BuiltPart>()): Set<BuiltPart> {
  if (!part || found.has(part)) return found;
  found.add(part);
  for (const other of part.imports ?? []) filesOf(parts, parts[other], found);
  return found;
}
