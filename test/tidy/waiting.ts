// What is known to break a rule and waits for its owner. To be empty: a row that no longer breaks one fails too.

export const waiting: readonly string[] = [
  'src/base/codes.ts: imports itself through src/base/diagnostic.ts → src/base/codes.ts',
  'src/cli/backend.ts: imports itself through src/cli/context.ts → src/cli/backend.ts',
  'src/mock/realm.ts: imports itself through src/mock/world.ts → src/mock/realm.ts',
  'src/certificates/issue.ts: touches chance: randomBytes',
  "src/cli/commands/table.ts: exports 'commonOptions', which says nothing",
  'src/arm/expand.ts: passes ./expansion.ts on',
  'src/arm/expand.ts: passes ./problem.ts on',
  'src/arm/runtime.ts: passes ./scope.ts on',
  'src/mock/azure.ts: passes ./message.ts on',
  'src/render/plan-text.ts: has a lint rule silenced',
  'src/base/codes.ts: has CMG1253, which nobody uses',
  'src/base/codes.ts: has CMG2108, which nobody uses',
  'src/base/codes.ts: has CMG5011, which nobody uses',
];
