// Azure's error codes → our code and what to do about it, as data. A row is added when somebody met the error;
// codes without a row keep Azure's own words.
import type { Code } from '../base/codes.ts';

export interface Hint {
  readonly code: Code;
  readonly hint?: string;
}

// https://learn.microsoft.com/azure/azure-resource-manager/troubleshooting/common-deployment-errors
export const hints: Readonly<Record<string, Hint>> = {
  AllocationFailed: { code: 'CMG4032', hint: 'try later, another size, or another region' },
  AuthorizationFailed: {
    code: 'CMG3002',
    hint: 'see "Least rights" in the README for the roles that cmg needs',
  },
  DeploymentActive: { code: 'CMG4011', hint: 'wait for it to end and deploy again' },
  DnsRecordInUse: { code: 'CMG2101', hint: 'choose another name' },
  InvalidAuthenticationToken: {
    code: 'CMG3001',
    hint: 'sign in again: az login, or check the AZURE_* variables',
  },
  ExpiredAuthenticationToken: {
    code: 'CMG3001',
    hint: 'sign in again: az login, or check the AZURE_* variables',
  },
  LinkedAuthorizationFailed: { code: 'CMG3002' },
  MissingSubscriptionRegistration: {
    code: 'CMG2105',
    hint: 'register the provider: az provider register --namespace …',
  },
  OperationNotAllowed: {
    code: 'CMG4031',
    hint: 'request quota, or choose a smaller size or fewer instances',
  },
  QuotaExceeded: { code: 'CMG4031', hint: 'request quota, or choose a smaller size or fewer instances' },
  RequestDisallowedByPolicy: { code: 'CMG4021', hint: 'ask who owns the policy for an exemption' },
  ScopeLocked: { code: 'CMG4022', hint: 'remove the lock first' },
  SkuNotAvailable: { code: 'CMG2103', hint: 'choose another size or region' },
  StorageAccountAlreadyTaken: { code: 'CMG2101', hint: 'choose another with names.storageAccount' },
  StorageAccountAlreadyExists: { code: 'CMG2101', hint: 'choose another with names.storageAccount' },
  SubscriptionNotFound: { code: 'CMG3002', hint: 'check subscriptionId, and that you may see it' },
  VaultAlreadyExists: { code: 'CMG2101', hint: 'choose another with names.vault' },
  ZonalAllocationFailed: { code: 'CMG4032', hint: 'try later, another size, or another region' },
};
