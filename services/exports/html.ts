// The one way to HTML: a tagged template that escapes whatever is put into it. It knows no page and trusts no text.

export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}
export type HtmlValue = string | number | Html | readonly HtmlValue[] | null | undefined | false;

/** Every value is text unless it is itself `html`: there is no way in for markup that we did not write. */
export function html(strings: TemplateStringsArray, ...values: HtmlValue[]): Html {
  return new Html(strings.map((literal, index) => literal + (index < values.length ? write(values[index]) : '')).join(''));
}

/** A text as a CSS string: everything but letters, digits and blanks is written by its number, so that it can end neither string nor style. */
export function cssString(text: string): string {
  return `"${text.replaceAll(/[^\p{L}\p{N} ]/gu, (char) => `\\${(char.codePointAt(0) ?? 0x20).toString(16)} `)}"`;
}

function write(value: HtmlValue): string {
  if (value === null || value === undefined || value === false) return '';
  if (value instanceof Html) return value.text;
  if (typeof value === 'string' || typeof value === 'number') return escapeText(String(value));
  return value.map(write).join('');
}

function escapeText(text: string): string {
  // Characters that XML and PDF cannot hold are left out; the rest is written as text.
  return text.replaceAll(/(?![\t\n\r])\p{Cc}|[\uFFFE\uFFFF]/gu, '')
    .replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll("'", '&#39;');
}
