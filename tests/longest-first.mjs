// Jest's order of files: what starts products and browsers is long and comes first, so that all workers end together. Jest by itself
// goes by the times of the last run, which a fresh clone has not.
import Sequencer from '@jest/test-sequencer';

const kinds = ['drills', 'cockpit', 'journeys', 'pure', 'edges', 'actors', 'house'];
const rank = ({ path }) => kinds.findIndex((kind) => path.includes(`/tests/${kind}/`));

export default class LongestFirst extends Sequencer {
  sort(tests) {
    return super.sort(tests).toSorted((one, other) => rank(one) - rank(other));
  }
}
