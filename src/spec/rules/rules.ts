// Every rule that joins several values of a spec, or needs facts beyond its shape.
import { clientRules } from './clients.ts';
import { expiryRules } from './expiry.ts';
import { operationRules } from './operation.ts';
import { placeRules } from './place.ts';
import type { Rule } from './rule.ts';

export const rules: readonly Rule[] = [...placeRules, ...clientRules, ...operationRules, ...expiryRules];
