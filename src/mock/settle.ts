// Brings the world up to a moment: everything that fell due since it was last looked at happens now, in the order
// of its logical times and at those times. No timer ever runs; this is called before each request.
import { sweepDeployment } from './deployments/outcome.ts';
import { endStep, startDeployment, startStep } from './deployments/engine.ts';
import { takeDue } from './due.ts';
import { continueGroupDeletion } from './groups.ts';
import { principalWith, strangerWith, type Principal } from './identity/principals.ts';
import type { Moment, Realm } from './realm.ts';
import type { Due } from './records.ts';
import { finishRemoval } from './resources/remove.ts';
import { momentAt } from './world.ts';

export function settle(realm: Realm, now: Date): void {
  const until = momentAt(realm, now);
  for (;;) {
    const due = takeDue(until);
    if (due === undefined) return;
    happen(momentAt(realm, new Date(due.at), callerOf(realm, due.what)), due.what);
  }
}

/** A deployment goes on in the name of whoever asked for it. */
function callerOf(realm: Realm, what: Due): Principal | undefined {
  if (!('deployment' in what)) return undefined;
  const by = realm.tables.deployments.get(what.deployment)?.by;
  return by === undefined ? undefined : (principalWith(realm.principals, by) ?? strangerWith(by));
}

function happen(moment: Moment, what: Due): void {
  switch (what.kind) {
    case 'resource-removed':
      return finishRemoval(moment.realm, what.id, what.notes);
    case 'group-wave':
      return continueGroupDeletion(moment, what);
    case 'deployment-starts':
      return startDeployment(moment, what.deployment);
    case 'step-starts':
      return startStep(moment, what.deployment, what.step);
    case 'step-ends':
      return endStep(moment, what.deployment, what.step);
    case 'deployment-sweeps':
      return sweepDeployment(moment, what.deployment);
  }
}
