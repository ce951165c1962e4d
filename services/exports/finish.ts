// The last hand on a PDF: who made it, when and from what, and the lineage attached; reads the same back for a verification.
// Dates are the report's own, so that the same report gives the same metadata.
import { inflateSync } from 'node:zlib';
import { AFRelationship, PDFArray, PDFDict, PDFDocument, PDFHexString, PDFName, PDFNumber, PDFRawStream, PDFRef, PDFString, type PDFPage } from '@cantoo/pdf-lib';
import { watermarkOperators } from './watermark.ts';

export interface Finishing { title: string; author: string; language: string; subject: string; evidenceHash: string; reportId: string; madeAt: Date; lineage: Record<string, unknown>; watermark: string | null }

/** A printed file, read once for all that is done to it. */
export async function readPrinted(printed: Uint8Array): Promise<PDFDocument> {
  return PDFDocument.load(printed, { updateMetadata: false });
}

export async function finishPdf(pdf: PDFDocument, { title, author, language, subject, evidenceHash, reportId, madeAt, lineage, watermark }: Finishing): Promise<Buffer> {
  if (watermark !== null) for (const page of pdf.getPages()) drawBehind(pdf, page, watermarkOperators(watermark, page.getSize()));
  pdf.setTitle(title, { showInWindowTitleBar: true });
  pdf.setAuthor(author);
  pdf.setLanguage(language === 'no' ? 'nb' : language);
  pdf.setSubject(subject);
  pdf.setKeywords([`evidence:${evidenceHash}`, `report:${reportId}`]);
  pdf.setCreator('Corporate Cockpit');
  pdf.setProducer('Corporate Cockpit');
  pdf.setCreationDate(madeAt);
  pdf.setModificationDate(madeAt);
  await pdf.attach(Buffer.from(JSON.stringify(lineage, null, 1)), 'lineage.json', {
    mimeType: 'application/json', description: 'Facts and lineage of this report', creationDate: madeAt, modificationDate: madeAt, afRelationship: AFRelationship.Data,
  });
  // Plain, not compressed: the hash is found even in a file that is broken elsewhere.
  const metadata = pdf.context.stream(xmp({ title, author, language, subject, evidenceHash, reportId, madeAt }), { Type: 'Metadata', Subtype: 'XML' });
  pdf.catalog.set(PDFName.of('Metadata'), pdf.context.register(metadata));
  return Buffer.from(await pdf.save({ useObjectStreams: false, updateFieldAppearances: false }));
}

/** Puts operators before a page's own, so that everything else lies over them. */
function drawBehind(pdf: PDFDocument, page: PDFPage, operators: string): void {
  const behind = pdf.context.register(pdf.context.flateStream(operators));
  const own = page.node.get(PDFName.of('Contents'));
  const rest = own instanceof PDFArray ? own.asArray() : own === undefined ? [] : [own];
  page.node.set(PDFName.of('Contents'), pdf.context.obj([behind, ...rest]));
}

/** Pages (from 1) on which the named places of a printed file stand. */
export function pagesOfAnchors(pdf: PDFDocument): Map<string, number> {
  const pageOf = new Map(pdf.getPages().map((page, index) => [page.ref.toString(), index + 1]));
  const found = new Map<string, number>();
  const enter = (name: string, target: unknown): void => {
    const place = target instanceof PDFRef ? pdf.context.lookup(target) : target;
    const array = place instanceof PDFDict ? place.lookup(PDFName.of('D')) : place;
    const first = array instanceof PDFArray ? array.get(0) : undefined;
    const page = first instanceof PDFRef ? pageOf.get(first.toString()) : first instanceof PDFNumber ? first.asNumber() + 1 : undefined;
    if (page !== undefined) found.set(name, page);
  };
  const plain = pdf.catalog.lookupMaybe(PDFName.of('Dests'), PDFDict);
  for (const [name, target] of plain?.entries() ?? []) enter(name.decodeText(), target);
  const names = pdf.catalog.lookupMaybe(PDFName.of('Names'), PDFDict)?.lookupMaybe(PDFName.of('Dests'), PDFDict)?.lookupMaybe(PDFName.of('Names'), PDFArray);
  for (const [index, entry] of (names?.asArray() ?? []).entries()) {
    const name = index % 2 === 0 ? pdf.context.lookup(entry) : undefined;
    if (name instanceof PDFString || name instanceof PDFHexString) enter(name.decodeText(), names?.get(index + 1));
  }
  return found;
}

export interface Inside { evidenceHash: string | null; lineage: unknown; pages: string[] | null }

/** A lineage is some hundred kilobytes; what unpacks to more is none of ours. */
const mostLineageBytes = 32 * 1024 ** 2;
/** Objects packed into streams: we write none, and reading them would unpack whatever somebody put there. A name may be written in figures. */
const packedObjects = /\/(?:(?:O|#4f)(?:b|#62)(?:j|#6a)(?:S|#53)(?:t|#74)(?:m|#6d)|(?:X|#58)(?:R|#52)(?:e|#65)(?:f|#66))(?![A-Za-z])/i;

/** What a file claims to be: its evidence hash, its attached lineage, and each page's content as it is stored. Reads broken files as far as it can, and unpacks nothing without a limit. */
export async function lookInside(bytes: Buffer): Promise<Inside> {
  const text = bytes.toString('latin1');
  const claimed = /evidence:([0-9a-f]{64})/.exec(text)?.[1] ?? null;
  if (packedObjects.test(text)) return { evidenceHash: claimed, lineage: null, pages: null };
  try {
    const pdf = await PDFDocument.load(bytes, { updateMetadata: false, throwOnInvalidObject: false });
    const pages = pdf.getPages().map((page) => {
      const contents = page.node.Contents();
      const streams = contents instanceof PDFArray ? contents.asArray().map((entry) => pdf.context.lookup(entry)) : [contents];
      return streams.map((stream) => Buffer.from((stream as { getContents?: () => Uint8Array } | undefined)?.getContents?.() ?? []).toString('base64')).join(' ');
    });
    return { evidenceHash: claimed, lineage: attachedLineage(pdf), pages };
  } catch {
    // A file that no longer reads as a PDF is judged by its bytes and by the hash in them.
    return { evidenceHash: claimed, lineage: null, pages: null };
  }
}

function attachedLineage(pdf: PDFDocument): unknown {
  try {
    const attached = pdf.context.enumerateIndirectObjects().map(([, object]) => object)
      .find((object): object is PDFRawStream => object instanceof PDFRawStream && object.dict.get(PDFName.of('Type')) === PDFName.of('EmbeddedFile'));
    return attached ? JSON.parse(inflateSync(attached.getContents(), { maxOutputLength: mostLineageBytes }).toString()) : null;
  } catch {
    return null;
  }
}

function xmp({ title, author, language, subject, evidenceHash, reportId, madeAt }: Omit<Finishing, 'lineage' | 'watermark'>): Uint8Array {
  const text = (value: string): string => value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  const at = madeAt.toISOString();
  const alt = (value: string): string => `<rdf:Alt><rdf:li xml:lang="x-default">${text(value)}</rdf:li></rdf:Alt>`;
  return Buffer.from(`<?xpacket begin="\uFEFF" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/">
<dc:title>${alt(title)}</dc:title><dc:creator><rdf:Seq><rdf:li>${text(author)}</rdf:li></rdf:Seq></dc:creator><dc:description>${alt(subject)}</dc:description><dc:language><rdf:Bag><rdf:li>${language === 'no' ? 'nb' : language}</rdf:li></rdf:Bag></dc:language>
<xmp:CreateDate>${at}</xmp:CreateDate><xmp:ModifyDate>${at}</xmp:ModifyDate><xmp:CreatorTool>Corporate Cockpit</xmp:CreatorTool><pdf:Producer>Corporate Cockpit</pdf:Producer><pdf:Keywords>evidence:${evidenceHash} report:${reportId}</pdf:Keywords>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>`);
}
