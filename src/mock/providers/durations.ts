// How long each operation takes in life, in milliseconds, in one table with where each figure comes from. The
// clock of the mock decides how fast these pass; nothing here waits.
interface DurationRow {
  readonly ms: number;
  readonly from: string;
}

const polls = 'poll counts in recorded traffic of the Azure command line, at its pace';
const usual = 'usual in deployments of this size; not documented';

export const durations = {
  identity: { ms: 2_000, from: 'the recorded answer is final; the resource follows within seconds' },
  identityReplication: {
    ms: 20_000,
    from: 'Microsoft Entra: a new principal may not be found at once (aka.ms/docs-principaltype)',
  },
  networkSecurityGroup: { ms: 4_000, from: `one or two polls; ${polls}` },
  networkChild: { ms: 3_000, from: `one poll; ${polls}` },
  virtualNetwork: { ms: 5_000, from: `185 writes, 314 polls; ${polls}` },
  publicIpAddress: { ms: 4_000, from: `107 writes, 144 polls; ${polls}` },
  loadBalancer: { ms: 4_000, from: `often Succeeded in the first answer; ${polls}` },
  networkRemoval: { ms: 10_000, from: usual },
  vault: { ms: 25_000, from: 'RegisteringDns in 14 of 73 first answers; DNS takes about half a minute' },
  vaultChange: { ms: 0, from: 'updates answer Succeeded' },
  vaultPurge: { ms: 15_000, from: `two or three polls; ${polls}` },
  storageFailover: {
    ms: 3_600_000,
    from: 'https://learn.microsoft.com/azure/storage/common/storage-initiate-account-failover: about an hour',
  },
  storageAccount: { ms: 22_000, from: `80 creations with one or two polls of 17 s; ${polls}` },
  synchronous: { ms: 0, from: 'answered as done in recorded traffic' },
  roleAssignment: { ms: 3_000, from: usual },
  scaleSet: { ms: 190_000, from: 'Windows instances of two cores with extensions: three to four minutes' },
  scaleSetChange: { ms: 45_000, from: usual },
  scaleSetGrowth: { ms: 120_000, from: 'new instances beside standing ones: about two minutes' },
  scaleSetRemoval: { ms: 60_000, from: usual },
  instanceStart: { ms: 40_000, from: usual },
  instanceStop: { ms: 30_000, from: usual },
  instanceRestart: { ms: 45_000, from: usual },
  instanceUpgrade: { ms: 60_000, from: `11 manual upgrades with 21 polls; ${polls}` },
  instanceReimage: { ms: 90_000, from: `3 reimages with 9 polls; ${polls}` },
  instanceRemoval: { ms: 40_000, from: usual },
  extension: { ms: 60_000, from: usual },
} satisfies Record<string, DurationRow>;
