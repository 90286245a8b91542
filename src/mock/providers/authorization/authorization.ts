// Microsoft.Authorization: role assignments, locks and policies as extension resources, and the built-in roles to
// read.
import { locks } from './locks.ts';
import { policies } from './policies.ts';
import { roleAssignments } from './role-assignments.ts';
import { roleDefinitionRoutes } from './role-definitions.ts';
import type { Provider } from '../provider.ts';

export const authorization: Provider = {
  namespace: 'Microsoft.Authorization',
  registered: true,
  types: [roleAssignments, locks, ...policies],
  routes: roleDefinitionRoutes,
};
