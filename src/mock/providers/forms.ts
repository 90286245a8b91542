// How each service answers a write: the status, the header that carries the operation, and the body. One row per
// service, from recorded traffic of Azure's own command line (long-operation forms per provider, 2023 and 2024).
import type { AnswerForm, Answers } from './provider.ts';

const ok: AnswerForm = { status: 200, operation: 'none', body: 'resource' };
const created: AnswerForm = { status: 201, operation: 'none', body: 'resource' };
/** 200 with nothing in it. */
export const gone: AnswerForm = { status: 200, operation: 'none', body: 'empty' };

/** 202 with both headers and no body: deletions of network and compute, and compute's actions. */
export const accepted: AnswerForm = { status: 202, operation: 'both', body: 'empty' };

/** 202 with Location only: a failover of an account. */
export const located: AnswerForm = { status: 202, operation: 'location', body: 'empty' };

/** 200 with the result: what a list of keys answers. */
export const answered: AnswerForm = ok;

const watched = (status: number): AnswerForm => ({ status, operation: 'azure-async', body: 'resource' });

/** Network: PATCH of tags is synchronous, all else is watched through Azure-AsyncOperation. */
export const networkAnswers: Answers = {
  create: watched(201),
  update: watched(200),
  patch: ok,
  remove: accepted,
};

/** Compute: 200 on an existing one, and PATCH must be 200: clients accept nothing else. */
export const computeAnswers: Answers = {
  create: watched(201),
  update: watched(200),
  patch: watched(200),
  remove: accepted,
};

/** Storage: a new account answers 202 without a body and with Location only; 201 fails Azure's command line. */
export const storageAnswers: Answers = {
  create: located,
  update: ok,
  patch: ok,
  remove: gone,
};

/** Key Vault: 200 with the body, new or not, and no header: clients read again until it says Succeeded. */
export const vaultAnswers: Answers = { create: ok, update: ok, patch: ok, remove: gone };

/** 201 when new, 200 after, at once: identities, locks, containers, action groups. */
export const plainAnswers: Answers = { create: created, update: ok, patch: ok, remove: gone };

const acceptedWithBody: AnswerForm = { status: 202, operation: 'both', body: 'resource' };

/** Disks and snapshots: 202 whether new or not, unlike the rest of compute; 201 fails Azure's command line. */
export const diskAnswers: Answers = {
  create: acceptedWithBody,
  update: acceptedWithBody,
  patch: acceptedWithBody,
  remove: accepted,
};

/** Role assignments: as above, but the deletion answers what was deleted. */
export const roleAssignmentAnswers: Answers = { create: created, update: ok, patch: ok, remove: ok };

/** Policies: 201 also over what stands. */
export const policyAnswers: Answers = { create: created, update: created, patch: ok, remove: ok };

/** Sets of policies: 200 over what stands, unlike the policies themselves. */
export const policySetAnswers: Answers = { ...policyAnswers, update: ok };

/** Metric alerts and blob services: 200 even when new; 201 fails Azure's command line. */
export const alwaysOkAnswers: Answers = { create: ok, update: ok, patch: ok, remove: gone };

/** Policies of a container: 200 even when new, and the deletion answers what is left. */
export const immutabilityAnswers: Answers = { ...alwaysOkAnswers, remove: ok };

/** Private DNS zones and their links: 202 with the body and both headers; the records in them are plain. */
export const privateZoneAnswers: Answers = { ...diskAnswers };

/** DNS zones, and collections of restore points: at once, but the deletion is watched. */
export const zoneAnswers: Answers = { ...plainAnswers, remove: accepted };

/** Managed HSMs: 202 with Location only, whatever is asked. */
export const hsmAnswers: Answers = { create: located, update: located, patch: located, remove: located };

/** Connections of private endpoints to vaults: 200 whether new or not. */
export const vaultConnectionAnswers: Answers = {
  create: watched(200),
  update: watched(200),
  patch: ok,
  remove: located,
};
