// Writes a report from its facts: real sentences, deterministic under a seed, every figure a placeholder and never a digit.
// It knows which sections there are and in which order; what each says stands in its own file, and all of it is judged like anyone's.
import { activity, learning, programmes, reach } from './deeds.ts';
import { limits, method } from './limits.ts';
import { opening } from './opening.ts';
import { outcomes, voices } from './people.ts';
import { Pen, sectionKeys, type Brief, type Draft, type DraftParagraph, type SectionKey } from './pen.ts';
import { worth } from './worth.ts';

export const composerVersion = '2.0';

const sections: Readonly<Record<SectionKey, (pen: Pen) => DraftParagraph[]>> = { brief: opening, reach, activity, programmes, learning, outcomes, voices, worth, limits, method };

/** All sections that have something to say. `turn` moves every sentence to its next phrasing: the second try after the gate refused the first. */
export function compose(brief: Brief, turn = 0): Draft[] {
  const pen = new Pen(brief, turn);
  return sectionKeys.map((key) => ({ key, paragraphs: sections[key](pen) })).filter(({ paragraphs }) => paragraphs.length > 0);
}
