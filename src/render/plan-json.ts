// A plan as the JSON that pipelines rely on: the shape is a contract (`cmg schema plan`), so it is spelled out
// here key by key and never just whatever the plan happens to hold.
import type { Diagnostic, Place } from '../base/diagnostic.ts';
import type { Json, JsonObject } from '../base/json.ts';
import { jsonOf } from '../base/json.ts';
import type { Change, Plan } from '../plan/plan.ts';

export const formatVersion = '1.0';

export function planJson(plan: Plan): JsonObject {
  const { gateway, file, target, summary, changes, unknown, dns, diagnostics, fingerprint } = plan;
  return {
    formatVersion,
    gateway,
    file,
    target: jsonOf(target),
    summary: jsonOf(summary),
    changes: changes.map(changeJson),
    unknown,
    ...(dns === undefined ? {} : { dns: jsonOf(dns) }),
    diagnostics: diagnostics.map(diagnosticJson),
    ...(plan.expiresAt === undefined ? {} : { expiresAt: plan.expiresAt }),
    fingerprint,
  };
}

export function diagnosticJson({ code, severity, message, hint, place }: Diagnostic): JsonObject {
  return {
    code,
    severity,
    message,
    ...(hint === undefined ? {} : { hint }),
    ...(place === undefined ? {} : placeJson(place)),
  };
}

function changeJson({
  id,
  type,
  name,
  action,
  cause,
  disruption,
  adopt,
  reason,
  properties,
  origin,
}: Change): Json {
  return {
    id,
    type,
    name,
    action,
    cause,
    disruption,
    adopt,
    ...(reason === undefined ? {} : { reason }),
    properties: properties.map((property) => ({
      path: property.path,
      before: property.before ?? null,
      after: property.after ?? null,
      cause: property.cause,
      ...(property.origin === undefined ? {} : { origin: placeJson(property.origin) }),
    })),
    ...(origin === undefined ? {} : { origin: placeJson(origin) }),
  };
}

function placeJson({ file, line, column }: Place): JsonObject {
  return { file, line, column };
}
