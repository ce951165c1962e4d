// What a page of the cockpit will need besides its first script: the catalogue of its language and the parts of its screen. Pure.
// Told in a header, a browser fetches it while it still reads the page, instead of finding it out script by script.

export interface BuiltPart { file: string; imports?: string[]; isEntry?: boolean }
export type BuiltParts = Readonly<Record<string, BuiltPart>>;

/** The value of a `Link` header; undefined where there is nothing to name. */
export function partsAhead(parts: BuiltParts, address: string): string | undefined {
  const [, language = '', place, , screen = 'overview'] = address.split('/');
  const entry = Object.keys(parts).find((name) => parts[name]?.isEntry);
  const known = filesOf(parts, entry);
  const wanted = [`../services/kernel/locales/cockpit.${language}.json`, ...(place === 'cockpit' ? [`src/screens/${screen}/${screen}.tsx`] : [])];
  const files = new Set(wanted.flatMap((name) => [...filesOf(parts, name)]).filter((file) => !known.has(file)));
  return files.size === 0 ? undefined : [...files].map((file) => `</${file}>; rel=modulepreload`).join(', ');
}

/** A part's file and those that it imports, each once. */
function filesOf(parts: BuiltParts, name: string | undefined, found = new Set<string>()): Set<string> {
  const part = name === undefined ? undefined : parts[name];
  if (!part || found.has(part.file)) return found;
  found.add(part.file);
  for (const other of part.imports ?? []) filesOf(parts, other, found);
  return found;
}
