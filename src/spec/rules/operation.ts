// Rules about running a gateway: size and number of instances, alerts, content, ConfigMgr's own side.
import { quoted } from '../../base/quoted.ts';
import type { Spec } from '../schema.ts';
import { sizes } from '../sizes.ts';
import { isDnsName, repeated, type Finding, type Rule } from './rule.ts';

export const operationRules: readonly Rule[] = [
  {
    code: 'CMG1251',
    at: ['vmSize'],
    check: ({ vmSize }) =>
      sizes[vmSize].lab
        ? {
            message: `${vmSize} is for labs: it serves ${sizes[vmSize].clients} clients at a time`,
            hint: 'for production choose A2_v2 or A4_v2',
          }
        : undefined,
  },
  {
    code: 'CMG1252',
    at: ['instances'],
    check: ({ instances, vmSize }) =>
      instances === 1 && !sizes[vmSize].lab
        ? {
            message: 'one instance: the gateway is away whenever Azure updates it',
            hint: 'two instances stay reachable',
          }
        : undefined,
  },
  {
    // https://learn.microsoft.com/intune/configmgr/core/clients/manage/cmg/perf-scale
    code: 'CMG1253',
    at: ['instances'],
    check: ({ instances, site }) => {
      const points = site?.connectionPoints.length ?? 0;
      if (points === 0 || instances <= 4 * points) return undefined;
      const have = points === 1 ? '1 connection point holds' : `${points} connection points hold`;
      return {
        message: `${instances} instances are more than ${have}: four each`,
        hint: `use ${Math.ceil(instances / 4)} connection points, or fewer instances`,
      };
    },
  },
  {
    code: 'CMG1260',
    at: ['content', 'branchCache'],
    check: ({ content }) =>
      content.branchCache && !content.enabled
        ? { message: 'content.branchCache does nothing while content.enabled is false' }
        : undefined,
  },
  {
    code: 'CMG1260',
    at: ['alerts'],
    what: 'key',
    check: ({ alerts }) => {
      if (alerts === undefined) return undefined;
      if (alerts.outboundTraffic === undefined && alerts.storage === undefined) {
        return { message: 'alerts watches nothing', hint: 'add outboundTraffic or storage' };
      }
      const hint = 'name mail addresses in alerts.notify';
      return alerts.notify.length > 0 ? undefined : { message: 'the alerts are told to nobody', hint };
    },
  },
  {
    code: 'CMG1203',
    at: ['alerts'],
    check: ({ alerts }) =>
      (['outboundTraffic', 'storage'] as const).flatMap((kind): readonly Finding[] => {
        const alert = alerts?.[kind];
        if (alert === undefined || alert.warningPercent < alert.criticalPercent) return [];
        const at = ['alerts', kind, 'criticalPercent'];
        return [
          {
            message: `alerts.${kind}: critical at ${alert.criticalPercent} percent does not come after the warning at ${alert.warningPercent}`,
            at,
          },
        ];
      }),
  },
  {
    code: 'CMG1255',
    at: ['alerts', 'outboundTraffic', 'stopAtCritical'],
    check: ({ alerts }) =>
      alerts?.outboundTraffic?.stopAtCritical === true
        ? {
            message: 'an alert of Azure stops nothing: stopAtCritical is done by the site',
            hint: 'set it at the site until cmg writes the PowerShell for it',
          }
        : undefined,
  },
  {
    code: 'CMG1204',
    at: ['alerts', 'notify'],
    check: ({ alerts }) => repeated(alerts?.notify ?? [], ['alerts', 'notify']),
  },
  {
    code: 'CMG1210',
    at: ['site'],
    check: ({ site }) =>
      site === undefined ? undefined : siteLists.flatMap((key) => listFaults(key, site[key])),
  },
  {
    code: 'CMG1257',
    at: ['site', 'version'],
    check: (spec) => {
      const version = spec.site?.version;
      if (version === undefined) return undefined;
      return versionGates.flatMap(({ since, holds, lacks }) =>
        version < since && holds(spec) ? [{ message: `ConfigMgr ${version} ${lacks}; ${since} does` }] : [],
      );
    },
  },
];

const siteLists = ['connectionPoints', 'managementPoints', 'softwareUpdatePoints'] as const;

function listFaults(key: string, names: readonly string[]): readonly Finding[] {
  const wrong = names.flatMap((name, index): readonly Finding[] =>
    isDnsName(name)
      ? []
      : [
          {
            message: `${quoted(name)} in site.${key} is not a full DNS name`,
            hint: 'write it like server.contoso.com',
            at: ['site', key, index],
          },
        ],
  );
  return [...wrong, ...repeated(names, ['site', key])];
}

interface VersionGate {
  readonly since: number;
  readonly holds: (spec: Spec) => boolean;
  /** What an older version does not do. */
  readonly lacks: string;
}

const versionGates: readonly VersionGate[] = [
  {
    // https://learn.microsoft.com/intune/configmgr/core/clients/manage/cmg/plan-cloud-management-gateway
    since: 2111,
    holds: ({ environment }) => environment === 'AzureUSGovernmentCloud',
    lacks: 'does not put a gateway on a scale set into the US Government cloud',
  },
  {
    // https://learn.microsoft.com/intune/configmgr/core/plan-design/changes/whats-new-in-version-2603
    since: 2603,
    holds: ({ resourceGroup }) => !resourceGroup.create,
    lacks: 'does not use an existing resource group without somebody signing in',
  },
  {
    // https://learn.microsoft.com/intune/configmgr/hotfix/2603/37426535
    since: 2603,
    holds: ({ alerts }) => alerts?.outboundTraffic !== undefined,
    lacks: 'does not count the outbound traffic of a scale set',
  },
];
