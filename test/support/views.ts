// Plans, events and the rest of what is shown, valid and whole; a test of a renderer states only its difference.
import type { Change, Plan, PropertyChange, Summary } from '../../src/plan/plan.ts';

const group = '/subscriptions/22222222-2222-4222-8222-222222222222/resourceGroups/rg-granitefalls';

export function idOf(type: string, name: string): string {
  return `${group}/providers/${type}/${name}`;
}

export function changeOf(type: string, name: string, difference: Partial<Change> = {}): Change {
  return {
    id: idOf(type, name),
    type,
    name,
    apiVersion: '2024-01-01',
    action: 'update',
    cause: 'spec',
    disruption: 'none',
    adopt: false,
    properties: [],
    ...difference,
  };
}

export function propertyOf(path: string, difference: Partial<PropertyChange> = {}): PropertyChange {
  return { path, cause: 'spec', ...difference };
}

export function planOf(changes: readonly Change[], difference: Partial<Plan> = {}): Plan {
  const count = (action: Change['action']): number => changes.filter((one) => one.action === action).length;
  const summary: Summary = {
    create: count('create'),
    update: count('update'),
    replace: count('replace'),
    delete: count('delete'),
    unchanged: count('none'),
  };
  return {
    gateway: 'granitefalls',
    file: 'granitefalls.yaml',
    target: {
      tenantId: '11111111-1111-4111-8111-111111111111',
      subscriptionId: '22222222-2222-4222-8222-222222222222',
      resourceGroup: 'rg-granitefalls',
      region: 'westus2',
      cloud: 'AzurePublicCloud',
    },
    summary,
    changes,
    unknown: [],
    diagnostics: [],
    expiresAt: undefined,
    fingerprint: 'sha256:00',
    ...difference,
  };
}
