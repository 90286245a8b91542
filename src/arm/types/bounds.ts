// What a type says of the value itself: which are allowed, how large it may be, how long. The messages name the
// bound and never the value, which may be a secret.
// https://learn.microsoft.com/azure/azure-resource-manager/templates/definitions#length-constraints
import { canonicalJson, sameJson, type Json, type JsonObject } from '../../base/json.ts';
import { isList } from '../functions/function.ts';
import { memberOf } from '../functions/member.ts';

/** Undefined where the value keeps within all that the type says. */
export function boundFault(type: JsonObject, value: Json): string | undefined {
  const broken = bounds.find(({ field, fails }) => fails(value, memberOf(type, field)));
  return broken?.says(memberOf(type, broken.field) ?? null);
}

interface Bound {
  readonly field: string;
  fails(value: Json, limit: Json | undefined): boolean;
  says(limit: Json): string;
}

function measured(
  measure: (value: Json) => number | undefined,
  beyond: (size: number, limit: number) => boolean,
) {
  return (value: Json, limit: Json | undefined): boolean => {
    const size = measure(value);
    return size !== undefined && typeof limit === 'number' && beyond(size, limit);
  };
}

const size = (value: Json): number | undefined =>
  typeof value === 'string' || isList(value) ? value.length : undefined;
const amount = (value: Json): number | undefined => (typeof value === 'number' ? value : undefined);
const below = (actual: number, limit: number): boolean => actual < limit;
const above = (actual: number, limit: number): boolean => actual > limit;

const bounds: readonly Bound[] = [
  {
    field: 'allowedValues',
    fails: (value, allowed) => allowed !== undefined && isList(allowed) && !isAllowed(value, allowed),
    says: (allowed) =>
      `The parameter value is not part of the allowed value(s): '${isList(allowed) ? allowed.map(plainText).join(',') : ''}'.`,
  },
  {
    field: 'minValue',
    fails: measured(amount, below),
    says: (limit) => `Value should be greater than or equal to '${plainText(limit)}'.`,
  },
  {
    field: 'maxValue',
    fails: measured(amount, above),
    says: (limit) => `Value should be less than or equal to '${plainText(limit)}'.`,
  },
  {
    field: 'minLength',
    fails: measured(size, below),
    says: (limit) => `Length of the value should be greater than or equal to '${plainText(limit)}'.`,
  },
  {
    field: 'maxLength',
    fails: measured(size, above),
    says: (limit) => `Length of the value should be less than or equal to '${plainText(limit)}'.`,
  },
];

/** An array may be any selection of the allowed values. */
function isAllowed(value: Json, allowed: readonly Json[]): boolean {
  const isOne = (candidate: Json): boolean => allowed.some((each) => sameJson(each, candidate));
  return isOne(value) || (isList(value) && value.every(isOne));
}

function plainText(value: Json): string {
  return typeof value === 'string' ? value : canonicalJson(value);
}
