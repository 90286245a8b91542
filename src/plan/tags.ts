// Tags compared: ours exactly, other people's not at all. A tag that the last deploy set and the spec no longer
// names is taken away; one that somebody else set stays.
import type { Tags } from '../cloud/cloud.ts';
import { isBookkeeping, tagNames } from '../compile/tags.ts';
import { parseMoment } from '../spec/expiry.ts';
import type { Difference } from './diff.ts';

export function diffTags(desired: Tags, live: Tags, before: Tags): readonly Difference[] {
  const found: Difference[] = [];
  for (const [key, after] of Object.entries(desired)) {
    const held = lookUp(live, key);
    if (isBookkeeping(key) && !isDamaged(key, held)) continue;
    if (held === undefined) found.push({ path: `tags.${key}`, raw: 'tags', after });
    else if (held !== after) found.push({ path: `tags.${key}`, raw: 'tags', before: held, after });
  }
  for (const [key, held] of Object.entries(live)) {
    const ours = key.toLowerCase().startsWith('cmg-') || lookUp(before, key) !== undefined;
    if (ours && lookUp(desired, key) === undefined && !isBookkeeping(key)) {
      found.push({ path: `tags.${key}`, raw: 'tags', before: held });
    }
  }
  return found;
}

/** Without a moment that can be read a gateway would stand for ever: that is for a deploy to repair. */
function isDamaged(key: string, held: string | undefined): boolean {
  return key === tagNames.expires && (held === undefined || parseMoment(held) === undefined);
}

/** What a write has to send so that other people's tags outlive it. */
export function foreignTags(desired: Tags, live: Tags, before: Tags): Tags {
  const foreign = Object.entries(live).filter(
    ([key]) =>
      !key.toLowerCase().startsWith('cmg-') &&
      lookUp(before, key) === undefined &&
      lookUp(desired, key) === undefined,
  );
  const adopted = live[tagNames.adopted];
  return {
    ...Object.fromEntries(foreign),
    ...(adopted === undefined ? {} : { [tagNames.adopted]: adopted }),
  };
}

function lookUp(tags: Tags, key: string): string | undefined {
  const found = Object.keys(tags).find((name) => name.toLowerCase() === key.toLowerCase());
  return found === undefined ? undefined : tags[found];
}
