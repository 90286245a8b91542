// One rule of a network security group: what it may say, and the defaults the service adds. Written alone or with
// its group; both come through here.
import { apiVersions } from '../api-versions.ts';
import { given, ordered, textsAt } from '../body.ts';
import { portText, wholeNumber, word } from '../coerce.ts';
import { durations } from '../durations.ts';
import { refuse } from '../../fault.ts';
import { networkAnswers } from '../forms.ts';
import { nestedBody, newEtag, requireName, sentProperties } from './nested.ts';
import { isSame, lastName, parentOf, requireParent } from '../references.ts';
import type { JsonObject } from '../../../base/json.ts';
import type { ResourceType, WriteAsk, Written } from '../provider.ts';

export const ruleType = 'Microsoft.Network/networkSecurityGroups/securityRules';

export const securityRules: ResourceType = {
  type: ruleType,
  apiVersions: apiVersions.network,
  location: 'none',
  answers: networkAnswers,
  provisioningState: 'properties',
  stateWords: { Creating: 'Updating' },
  write: writeRule,
  remove: () => ({ durationMs: durations.networkChild.ms }),
};

const propertyOrder = [
  'description',
  'protocol',
  'sourcePortRange',
  'destinationPortRange',
  'sourceAddressPrefix',
  'destinationAddressPrefix',
  'access',
  'priority',
  'direction',
  'sourcePortRanges',
  'destinationPortRanges',
  'sourceAddressPrefixes',
  'destinationAddressPrefixes',
];
const protocols = ['*', 'Tcp', 'Udp', 'Icmp', 'Esp', 'Ah'];

function writeRule(ask: WriteAsk): Written {
  const group = requireParent(ask);
  requireName(lastName(ask.id));
  const properties = ruleProperties(ask.body, ask.id);
  const siblings = ask.world
    .children(group.id, ruleType)
    .filter(({ id }) => !isSame(id, ask.id))
    .map(({ id, body }) => ({ id, properties: sentProperties(body) }));
  refuseConflicts([...siblings, { id: ask.id, properties }]);
  const body = nestedBody({ id: ask.id, type: ruleType, etag: newEtag(ask.world), properties });
  return { body, durationMs: durations.networkChild.ms };
}

export function ruleProperties(rule: JsonObject, id: string): JsonObject {
  const sent = sentProperties(rule);
  const path = 'properties';
  const protocol = required(word(sent, 'protocol', { among: protocols, path }), 'Protocol', id);
  const access = required(word(sent, 'access', { among: ['Allow', 'Deny'], path }), 'Access', id);
  const direction = required(
    word(sent, 'direction', { among: ['Inbound', 'Outbound'], path }),
    'Direction',
    id,
  );
  const priority = wholeNumber(sent, 'priority', path);
  if (priority === undefined || priority < 100 || priority > 4096)
    refuse(
      400,
      'SecurityRuleInvalidPriority',
      `Security rule ${lastName(id)} has invalid priority. Value provided: ${String(priority ?? 0)} Allowed range 100-4096.`,
    );
  const ports = {
    source: portText(sent, 'sourcePortRange'),
    destination: portText(sent, 'destinationPortRange'),
  };
  requireSides(sent, id);
  for (const port of [
    ports.source,
    ports.destination,
    ...textsAt(sent, 'sourcePortRanges'),
    ...textsAt(sent, 'destinationPortRanges'),
  ])
    if (port !== undefined) requirePorts(port);
  return ordered(propertyOrder, {
    ...sent,
    protocol,
    access,
    direction,
    priority,
    sourcePortRange: ports.source,
    destinationPortRange: ports.destination,
    sourcePortRanges: textsAt(sent, 'sourcePortRanges'),
    destinationPortRanges: textsAt(sent, 'destinationPortRanges'),
    sourceAddressPrefixes: textsAt(sent, 'sourceAddressPrefixes'),
    destinationAddressPrefixes: textsAt(sent, 'destinationAddressPrefixes'),
  });
}

interface NamedRule {
  readonly id: string;
  readonly properties: JsonObject;
}

/** https://learn.microsoft.com/azure/virtual-network/network-security-groups-overview#security-rules */
export function refuseConflicts(rules: readonly NamedRule[]): void {
  const seen = new Map<string, string>();
  for (const { id, properties } of rules) {
    const place = JSON.stringify([properties['direction'], properties['priority']]);
    const other = seen.get(place);
    if (other !== undefined)
      refuse(
        400,
        'SecurityRuleConflict',
        `Security rule ${lastName(other)} conflicts with rule ${lastName(id)}. Rules cannot have the same Priority and Direction.`,
      );
    seen.set(place, id);
  }
}

function required(value: string | undefined, parameter: string, id: string): string {
  return value ?? missing(parameter, id);
}

function requireSides(sent: JsonObject, id: string): void {
  const sides = [
    ['sourceAddressPrefix', 'sourceAddressPrefixes', 'sourceApplicationSecurityGroups'],
    ['destinationAddressPrefix', 'destinationAddressPrefixes', 'destinationApplicationSecurityGroups'],
    ['sourcePortRange', 'sourcePortRanges'],
    ['destinationPortRange', 'destinationPortRanges'],
  ];
  for (const alternatives of sides)
    if (alternatives.every((key) => given(sent, key) === undefined))
      missing(alternatives.map((key) => key.replace(/^./, (letter) => letter.toUpperCase())).join(', '), id);
}

function missing(parameters: string, id: string): never {
  return refuse(
    400,
    'SecurityRuleParameterNotSpecified',
    `Required security rule parameters are missing for security rule with Id: ${parentOf(id) ?? ''}/securityRules/${lastName(id)}. Security rule must specify ${parameters}.`,
  );
}

function requirePorts(text: string): void {
  if (text === '*') return;
  const ends =
    /^(\d+)(?:-(\d+))?$/
      .exec(text)
      ?.slice(1)
      .filter((end) => end !== undefined)
      .map(Number) ?? [];
  const [first = -1, last = first] = ends;
  if (first >= 0 && last <= 65_535 && first <= last) return;
  refuse(
    400,
    'SecurityRuleInvalidPortRange',
    `Security rule has invalid Port range. Value provided: ${text}. Value should be an integer OR integer range with '-' delimiter. Valid range 0-65535.`,
  );
}
