// The word across a page that is not approved, as PDF operators: outlines drawn as an artifact behind the text.
// Letters set as text would turn up in what a reader copies or a screen reader speaks; and a fixed element in the page's HTML
// is printed on the first page alone once the file is tagged (seen in Chromium 156).
import outlines from './outlines.json' with { type: 'json' };

/** Advance and path of each capital we need, 1,000 units an em, y downwards: Source Sans 3 Light (OFL). */
const letters: Readonly<Record<string, readonly [number, string] | undefined>> = outlines as unknown as Record<string, [number, string]>;
const spacing = 60;
const angle = (38 * Math.PI) / 180;
/** The token `rule`. */
const grey = '0.855 0.847 0.824';

export function watermarkOperators(word: string, { width, height }: { width: number; height: number }): string {
  const placed: { at: number; path: string }[] = [];
  let length = 0;
  for (const char of word) {
    const [advance, path] = letters[char] ?? [500, ''];
    placed.push({ at: length, path });
    length += advance + spacing;
  }
  // As long as the page is wide along the slant, with a little air at both ends.
  const scale = Math.min(0.19, (width * 0.84) / Math.cos(angle) / length);
  const [cos, sin] = [Math.cos(angle) * scale, Math.sin(angle) * scale];
  const lines = placed.map(({ at, path }) => operatorsOf(path, at - length / 2));
  return `/Artifact <</Type /Pagination /Subtype /Watermark>> BDC q ${grey} RG ${short(0.9 / scale)} w ${short(cos)} ${short(sin)} ${short(-sin)} ${short(cos)} ${short(width / 2)} ${short(height / 2)} cm\n${lines.join('\n')}\nQ EMC\n`;
}

/** SVG path (M, L, C, Z, absolute) to PDF, turned upright and centred on the capital's height. */
function operatorsOf(path: string, shift: number): string {
  const operators = [...path.matchAll(/([MLCZ])([^MLCZ]*)/g)].map(([, command = '', rest = '']) => {
    const numbers = rest.trim() === '' ? [] : rest.trim().split(/\s+/).map(Number);
    const points = numbers.map((value, index) => short(index % 2 === 0 ? value + shift : -value - 330)).join(' ');
    return command === 'Z' ? 'h' : `${points} ${command.toLowerCase()}`;
  });
  return operators.length === 0 ? '' : `${operators.join(' ')} S`;
}

function short(value: number): string {
  return String(Number(value.toFixed(4)));
}
