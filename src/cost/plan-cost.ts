// The cost of a plan: what a month costs once it is carried out, and by how much that differs. Works on two specs, or
// on what is known of them, and has no idea where they come from.
import type { Costed } from './charges.ts';
import { estimate, type Known } from './estimate.ts';
import { currencyUnits } from './money.ts';

export interface PlanCost {
  readonly currency: string;
  readonly monthly: number;
  /** Against what stands now; where nothing does, all of it. */
  readonly delta: number;
  readonly untilExpiry?: number;
  readonly assumptions: readonly string[];
}

/** `before` is undefined where nothing stands, `after` where nothing will. */
export function planCost(
  { before, after }: { readonly before: Costed | undefined; readonly after: Costed | undefined },
  known: Known,
): PlanCost {
  const [was, willBe] = [before, after].map((spec) => spec && estimate(spec, known));
  const monthlyCents = willBe?.monthlyCents ?? 0;
  const until = willBe?.untilExpiry;
  return {
    currency: known.book.currency,
    monthly: currencyUnits(monthlyCents),
    delta: currencyUnits(monthlyCents - (was?.monthlyCents ?? 0)),
    ...(until === undefined ? {} : { untilExpiry: currencyUnits(until.cents) }),
    assumptions: (willBe ?? was)?.assumptions ?? [],
  };
}
