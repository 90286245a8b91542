// What deciding needs: both sides of the comparison, and how to find the user's own lines.
import type { Diagnostic, Place as SourcePlace } from '../base/diagnostic.ts';
import type { Tags } from '../cloud/cloud.ts';
import type { Compiled } from '../compile/compile.ts';
import type { Path } from '../spec/document.ts';
import type { DesiredResource, Place, Unwanted } from './desired.ts';
import type { Live } from './live.ts';
import type { DnsRecord, Target } from './plan.ts';

export interface DecideAsk {
  readonly compiled: Compiled;
  /** `compiled`, evaluated. */
  readonly desired: readonly DesiredResource[];
  /** What the spec could ask for and does not, and what carries no tag to be known by. */
  readonly unwanted: readonly Unwanted[];
  readonly place: Place;
  readonly live: Live;
  readonly file: string;
  readonly target: Target;
  /** Where a path of the spec stands in the user's file. */
  readonly locate: (path: Path) => SourcePlace | undefined;
  readonly dns: DnsRecord | undefined;
  readonly diagnostics: readonly Diagnostic[];
  /** When it will expire if this is carried out, and when it does if not. */
  readonly expiresAt: string | undefined;
  readonly standingExpiresAt: string | undefined;
  /** The tags that hold the record of the last deploy. */
  readonly anchor: Tags;
  readonly now: Date;
}
