// How paper looks: page boxes, type and rules, in the light tokens of the house. It knows no sentence.
import { ink } from './drawing.ts';
import { cssString } from './html.ts';

/** What is left of a sheet for text, in CSS pixels. */
export const papers = { a4: { textWide: 642, textTall: 885 }, letter: { textWide: 665, textTall: 818 } } as const;

export interface PageFrame { paper: 'a4' | 'letter'; company: string; heading: string; evidence: string; approved: string | null; of: string; markUrl: string }

const sans = '"Source Sans 3","Noto Sans",sans-serif';
const serif = '"Source Serif 4","Noto Serif",serif';
const mono = '"IBM Plex Mono",monospace';

/** Margins are the page's own boxes: Chromium fills in page and pages, and leaves them off the cover. */
export function pageStyle({ paper, company, heading, evidence, approved, of, markUrl }: PageFrame): string {
  const size = paper === 'a4' ? 'A4' : 'letter';
  const height = paper === 'a4' ? 297 : 279.4;
  const head = `font:400 8.25pt/1.2 ${sans};color:${ink.ink2};border-bottom:.5pt solid ${ink.rule};padding-bottom:2.5mm;margin-bottom:7mm;vertical-align:bottom`;
  const foot = `font:400 8.25pt/1.2 ${sans};color:${ink.ink2};border-top:.5pt solid ${ink.rule};padding-top:2.5mm;margin-top:5mm;vertical-align:top`;
  return `
@page{size:${size};margin:34mm 20mm 26mm;
  @top-left{content:url("${markUrl}") "\\2002" ${cssString(company)};${head};width:50%;text-align:left}
  @top-right{content:${cssString(heading)};${head};width:50%;text-align:right}
  @bottom-left{content:${cssString(`${approved === null ? '' : `${approved}  `}${evidence}`)};${foot};font:400 6.75pt/1.5 ${mono};width:86%;text-align:left}
  @bottom-right{content:counter(page) " " ${cssString(of)} " " counter(pages);${foot};width:14%;text-align:right}}
@page :first{margin:20mm;@top-left{content:none;border:0}@top-right{content:none;border:0}@bottom-left{content:none;border:0}@bottom-right{content:none;border:0}}
:root{--page:${height - 60.5}mm}
*{box-sizing:border-box}
html{font:400 9pt/1.45 ${sans};color:${ink.ink};font-variant-numeric:tabular-nums lining-nums;-webkit-print-color-adjust:exact}
body,h1,h2,p,ol,ul,figure,blockquote,table{margin:0;padding:0}
ol,ul{list-style:none}a{color:inherit;text-decoration:none}
.cover{height:${height - 41}mm;display:flex;flex-direction:column;break-after:page}
.cover .mark{width:12mm;height:12mm;border-radius:1mm;background:${ink.brand};color:${ink.onBrand};display:grid;place-items:center;font:400 17pt/1 ${serif}}
.cover .who{font:600 11pt/1.3 ${sans};margin-top:4mm}.cover .what{color:${ink.ink2};font-size:10pt}
.cover h1{font:400 30pt/1.12 ${serif};letter-spacing:-.012em;border-top:1pt solid ${ink.ink};padding-top:6mm;margin-top:52mm;text-wrap:balance}
.cover .says{font:400 13pt/1.5 ${serif};color:${ink.ink2};margin-top:5mm;max-width:125mm;text-wrap:pretty}
.cover .figure{margin-top:22mm}.cover .figure b{font:400 54pt/1 ${serif};letter-spacing:-.02em;display:block}.cover .figure span{font-size:11pt;color:${ink.ink2};display:block;margin-top:3mm}
.cover dl{margin:auto 0 0;border-top:.5pt solid ${ink.rule};padding-top:3mm;display:grid;grid-template-columns:26mm 1fr;row-gap:1mm;font-size:9pt}
.cover dt{color:${ink.ink3}}.cover dd{margin:0}.cover code{font-size:7.5pt}
code{font:400 8pt/1.4 ${mono};font-variant-ligatures:none}
.sheet{min-height:var(--page);display:flex;flex-direction:column;break-after:page}.block{display:flow-root}
.sheet>.fn{margin-top:auto}.half{width:81mm;columns:auto!important}.columns{display:grid;grid-template-columns:81mm 81mm;justify-content:space-between}
.block:not(:first-child)>h1.title{margin-top:9mm}
h1.title,h1.contents{border-top:.75pt solid ${ink.ink};padding-top:3mm;margin-bottom:3.5mm;display:flex;justify-content:space-between;align-items:baseline;font:400 19.5pt/1.2 ${serif};letter-spacing:-.01em;break-after:avoid}
h1 small{font:400 8.25pt/1.2 ${sans};color:${ink.ink3};letter-spacing:0}
.prose{font:400 10.5pt/16pt ${serif};max-width:143mm;margin-bottom:3mm;text-wrap:pretty;orphans:3;widows:3}
.prose.quote{border-left:1.25pt solid ${ink.ruleStrong};padding-left:4mm;margin-block:3mm}
.note{background:${ink.wash};color:${ink.ink2};padding:2.5mm 3mm;margin-block:2mm 3mm;max-width:143mm;font-size:9pt}
sup{font:600 6.75pt/1 ${sans};color:${ink.thread};vertical-align:.5em;margin-left:.5pt}.tied{white-space:nowrap}.hair{font-size:2.5pt}
.cap{font-size:9pt;color:${ink.ink2};margin:5mm 0 2mm;break-after:avoid}.cap b{font-weight:600;color:${ink.ink}}
figure{margin-bottom:5mm}figure svg{display:block;width:100%;height:auto;overflow:visible}
table{width:100%;border-collapse:collapse;font-size:9pt;margin-bottom:5mm}
th{font-weight:400;text-align:left}thead th{font-size:8.25pt;color:${ink.ink3};border-bottom:.75pt solid ${ink.ink};padding:1mm 3mm 1.4mm 0;vertical-align:bottom}
tbody td,tbody th{border-bottom:.5pt solid ${ink.rule};padding:1.5mm 3mm 1.5mm 0}tbody tr:last-child>*{border-bottom:2.25pt double ${ink.ink}}
.end{text-align:right}tr>*:last-child{padding-right:0!important}.dim{color:${ink.ink2}}tr{break-inside:avoid}a.thread{color:${ink.thread}}
.fn{border-top:.75pt solid ${ink.thread};padding-top:2mm;font-size:8.25pt;line-height:1.42;color:${ink.ink2};columns:2;column-gap:8mm;break-inside:avoid}
.fn li{display:grid;grid-template-columns:6mm 1fr;break-inside:avoid}.fn b{font-weight:600;color:${ink.thread}}
.toc{margin-bottom:12mm}.toc li{display:grid;grid-template-columns:7mm 1fr auto;border-bottom:.5pt solid ${ink.rule};padding:1.6mm 0;font-size:10pt}.toc li>:first-child,.toc li>:last-child{color:${ink.ink3}}
.notice{border-top:.5pt solid ${ink.rule};padding-top:2.5mm;margin-top:6mm;color:${ink.ink2};max-width:143mm}
h2.entry{font:600 9.5pt/1.35 ${sans};margin:4.2mm 0 1mm;break-after:avoid}h2.entry span{font-weight:400;color:${ink.ink2}}
.way code{font-size:7pt}.way{position:relative;padding-left:6.5mm;break-inside:avoid}
.way li{position:relative;padding-bottom:1.2mm;display:grid;grid-template-columns:15mm minmax(0,1fr);column-gap:2mm;overflow-wrap:anywhere;font-size:8.25pt;line-height:1.4}
.way li>:first-child{color:${ink.ink3}}
.way li:not(:last-child)::after{content:"";position:absolute;left:-4.95mm;top:2.6mm;bottom:-1.2mm;width:.9pt;background:${ink.thread}}
.way li::before{content:"";position:absolute;left:-5.75mm;top:1.15mm;width:1.9mm;height:1.9mm;border-radius:50%;border:.9pt solid ${ink.thread};background:${ink.sheet};z-index:1}
.way li:last-child::before{background:${ink.thread}}`;
}

/** The company's mark as a picture for the running head, with its own font: page boxes take pictures, not elements. */
export function markPicture(letter: string, serifFont: string): string {
  const drawn = `<svg xmlns="http://www.w3.org/2000/svg" width="15" height="15" viewBox="0 0 18 18"><style>${serifFont}text{font:400 11px "Source Serif 4",serif}</style><rect width="18" height="18" rx="2" fill="${ink.brand}"/><text x="9" y="13" text-anchor="middle" fill="${ink.onBrand}">${/[\p{L}\p{N}]/u.test(letter) ? letter : ''}</text></svg>`;
  return `data:image/svg+xml;base64,${Buffer.from(drawn).toString('base64')}`;
}
