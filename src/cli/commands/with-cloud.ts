// The commands that talk to an Azure, together: they share nearly everything, so one file is loaded for any.
import type { CommandRun } from '../command.ts';
import { deployCommand } from './deploy.ts';
import { plan } from './plan.ts';
import { reap } from './reap.ts';
import { scale } from './scale.ts';
import { status } from './status.ts';
import { teardownCommand } from './teardown.ts';

export const withCloud = {
  deploy: deployCommand,
  plan,
  reap,
  scale,
  status,
  teardown: teardownCommand,
} satisfies Record<string, CommandRun>;
