// What an account's default policy for unchangeable blobs may say, and how it may change once it stands. The wordings
// are recorded (`test_storage_account_with_alw`).
import type { JsonObject } from '../../../base/json.ts';
import { given, numberAt, objectAt, textAt } from '../body.ts';
import { refuse } from '../../fault.ts';

/** The account's properties as they are to be, and as they were; undefined for a new account. */
export function requireSoundImmutability(sent: JsonObject, before: JsonObject | undefined): void {
  const policy = policyOf(sent);
  if (given(objectAt(sent, 'immutableStorageWithVersioning'), 'immutabilityPolicy') === undefined) return;
  const state = textAt(policy, 'state');
  const days = numberAt(policy, 'immutabilityPeriodSinceCreationInDays');
  if (before !== undefined && objectAt(before, 'immutableStorageWithVersioning')['enabled'] !== true)
    fail('Storage account level default immutability policy cannot be set as account level WORM is disabled');
  if (state === undefined || days === undefined)
    fail(
      'The required property immutabilityPolicy.state, immutabilityPolicy.immutabilityPeriodSinceCreationInDays is missing.',
    );
  const standing = policyOf(before ?? {});
  const was = textAt(standing, 'state');
  if (was === 'Locked') return requireOnlyLonger(policy, standing);
  if (state === 'Disabled' || state === 'Unlocked' || was === 'Unlocked') return;
  fail(
    'Storage account immutability policy state can be set to "Unlocked, Disabled". Note that the immutability state can either be Disabled or Unlocked during account creation.',
  );
}

function requireOnlyLonger(policy: JsonObject, standing: JsonObject): void {
  const days = 'immutabilityPeriodSinceCreationInDays';
  if ((numberAt(policy, days) ?? 0) < (numberAt(standing, days) ?? 0))
    fail('The immutabilityPeriodSinceCreationInDays can only be extended for a Locked policy.');
  for (const name of ['state', 'allowProtectedAppendWrites'])
    if (policy[name] !== standing[name]) fail(`Request parameters are invalid: ${name}.`);
}

function policyOf(properties: JsonObject): JsonObject {
  return objectAt(properties, 'immutableStorageWithVersioning', 'immutabilityPolicy');
}

function fail(message: string): never {
  return refuse(400, 'InvalidStorageAccountImmutabilityPolicy', message);
}
