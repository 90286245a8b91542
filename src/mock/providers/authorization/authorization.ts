// Microsoft.Authorization: role assignments, locks and policies as extension resources. The built-in roles are read
// through a route of their own, since they stand at every scope.
import { locks } from './locks.ts';
import { policies } from './policies.ts';
import { roleAssignments } from './role-assignments.ts';
import type { Provider } from '../provider.ts';

export const authorization: Provider = {
  namespace: 'Microsoft.Authorization',
  registered: true,
  types: [roleAssignments, locks, ...policies],
};
