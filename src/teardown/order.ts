// In which order a gateway comes down: what uses goes before what is used. Each stage is deleted side by side.

export const stages: readonly (readonly string[])[] = [
  ['Microsoft.Compute/virtualMachineScaleSets'],
  ['Microsoft.Network/loadBalancers', 'Microsoft.KeyVault/vaults', 'Microsoft.Storage/storageAccounts'],
  ['Microsoft.Network/publicIPAddresses', 'Microsoft.Network/virtualNetworks'],
  ['Microsoft.Network/networkSecurityGroups'],
  ['Microsoft.ManagedIdentity/userAssignedIdentities'],
];

export function stageOf(type: string): number {
  const stage = stages.findIndex((types) => types.some((one) => one.toLowerCase() === type.toLowerCase()));
  return stage === -1 ? 0 : stage;
}
