// Whether a gateway's time has come. Everything that is not certain means no: a tag that is missing, blank or
// malformed has never been an order to delete.
import type { Tags } from '../cloud/cloud.ts';
import { tagNames } from '../compile/tags.ts';
import { parseMoment } from '../spec/expiry.ts';

export type Due =
  | { readonly due: true; readonly expiresAt: Date }
  | {
      readonly due: false;
      /** `stop`: its time has come, but it is to be stopped and kept. */
      readonly why: 'never' | 'later' | 'unreadable' | 'protected' | 'stop';
      readonly expiresAt?: Date;
    };

export function dueAt(tags: Tags, now: Date): Due {
  const text = tags[tagNames.expires];
  if (text === undefined) return { due: false, why: 'never' };
  const expiresAt = parseMoment(text);
  if (expiresAt === undefined) return { due: false, why: 'unreadable' };
  if (expiresAt.getTime() > now.getTime()) return { due: false, why: 'later', expiresAt };
  if (tags[tagNames.protect] === 'true') return { due: false, why: 'protected', expiresAt };
  const action = tags[tagNames.action];
  if (action === undefined) return { due: true, expiresAt };
  return { due: false, why: action === 'stop' ? 'stop' : 'unreadable', expiresAt };
}
