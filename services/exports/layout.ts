// Where blocks break: pages filled in order, each with room for the footnotes of what stands on it, and no heading left alone at its foot.
// It knows heights; it refuses to know what a block is.

export interface Placed { id: string; /** Footnotes that it mentions. */ notes: readonly number[]; /** A heading stays with what follows. */ keepsWithNext: boolean; /** A drawing or a table: where it does not fit, the text goes on and it heads the next page. */ floats?: boolean }
export interface Heights { blocks: ReadonlyMap<string, number>; notes: ReadonlyMap<number, number>; page: number }
export interface Sheet { blocks: string[]; notes: number[] }

/** Above the footnotes stands a rule with some air; they are set in two columns, which can differ by the tallest of them. */
const ruleAndAir = 30;

export function placeBlocks(blocks: readonly Placed[], heights: Heights): Sheet[] {
  const sheets: Placed[][] = [[]];
  const waiting: Placed[][] = [];
  const place = (group: readonly Placed[]): boolean => {
    const current = sheets.at(-1) ?? [];
    const fits = current.length === 0 || heightOf([...current, ...group], heights) <= heights.page;
    if (fits) current.push(...group);
    return fits;
  };
  const turn = (): void => {
    sheets.push([]);
    // What floats keeps its order: the numbers over drawings and tables count up.
    while (waiting[0] && place(waiting[0])) waiting.shift();
  };
  for (const group of groupsOf(blocks)) {
    const isFloat = group.every(({ floats }) => floats === true);
    if (isFloat && (waiting.length > 0 || !place(group))) waiting.push(group);
    else if (!isFloat) while (!place(group)) turn();
  }
  while (waiting.length > 0) turn();
  const printed = new Set<number>();
  return sheets.filter((sheet) => sheet.length > 0).map((sheet) => {
    // A footnote stands where it is first mentioned.
    const notes = notesOf(sheet).filter((note) => !printed.has(note));
    for (const note of notes) printed.add(note);
    return { blocks: sheet.map(({ id }) => id), notes };
  });
}

/** Entries in two columns a page, in order; `head` is what stands over the columns of the first page. */
export function placeColumns(ids: readonly string[], { blocks, page }: Pick<Heights, 'blocks' | 'page'>, head: number): [string[], string[]][] {
  const pages: [string[], string[]][] = [[[], []]];
  let [column, used, room] = [0, 0, page - head];
  for (const id of ids) {
    const height = blocks.get(id) ?? 0;
    if (used > 0 && used + height > room) {
      used = 0;
      column += 1;
      if (column === 2) { pages.push([[], []]); column = 0; room = page; }
    }
    pages.at(-1)?.[column === 0 ? 0 : 1].push(id);
    used += height;
  }
  return pages;
}

/** What may not be parted: headings, and the block after them. */
function groupsOf(blocks: readonly Placed[]): Placed[][] {
  const groups: Placed[][] = [];
  let isOpen = false;
  for (const block of blocks) {
    if (isOpen) groups.at(-1)?.push(block);
    else groups.push([block]);
    isOpen = block.keepsWithNext;
  }
  return groups;
}

function heightOf(blocks: readonly Placed[], { blocks: tall, notes }: Heights): number {
  const found = notesOf(blocks).map((note) => notes.get(note) ?? 0);
  const foot = found.length === 0 ? 0 : (found.reduce((sum, height) => sum + height, 0) + Math.max(...found)) / 2 + ruleAndAir;
  return blocks.reduce((sum, { id }) => sum + (tall.get(id) ?? 0), 0) + foot;
}

function notesOf(blocks: readonly Placed[]): number[] {
  return [...new Set(blocks.flatMap(({ notes }) => notes))];
}
