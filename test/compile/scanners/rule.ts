// What a rule of a scanner is here: whose it is, where it is written, what it asks in our own words, and what of a
// gateway breaks it. Each also carries a thing that it refuses, so that it can be seen to work.
import { isJsonObject, sameJson, valueAt, type Json, type JsonObject } from '../../../src/base/json.ts';

export interface Part {
  readonly type: string;
  readonly name: string;
  readonly body: JsonObject;
}

/** A gateway as scanners see it. */
export interface Scanned {
  readonly template: JsonObject;
  /** The resources, evaluated. */
  readonly parts: readonly Part[];
}

export interface Look {
  /** Of what types there must be one, or the rule has seen nothing. */
  readonly types: readonly string[];
  /** Names of resources, or places in the template. */
  readonly breaches: (scanned: Scanned) => readonly string[];
  readonly refused: Scanned;
}

export interface ScannerRule extends Look {
  readonly scanner: string;
  readonly id: string;
  readonly source: string;
  readonly asks: string;
}

export interface Row {
  readonly id: string;
  readonly file: string;
  readonly asks: string;
  readonly look: Look;
}

export function rulesOf(scanner: string, base: string, rows: readonly Row[]): readonly ScannerRule[] {
  return rows.map(({ id, file, asks, look }) => ({ scanner, id, source: base + file, asks, ...look }));
}

type Holds = (body: JsonObject, part: Part) => boolean;

/** Asks it of every resource of a type; one that says nothing is refused, or what is given. */
export function each(type: string, holds: Holds, refused: JsonObject = {}): Look {
  return {
    types: [type],
    breaches: ({ parts }) =>
      parts.filter((part) => part.type === type && !holds(part.body, part)).map(({ name }) => name),
    refused: { template: {}, parts: [{ type, name: '-', body: refused }] },
  };
}

/** Asks that something stands beside every resource of a type. */
export function beside(type: string, isNeighbour: (part: Part) => boolean): Look {
  return {
    types: [type],
    breaches: ({ parts }) =>
      parts.some(isNeighbour) ? [] : parts.filter((part) => part.type === type).map(({ name }) => name),
    refused: { template: {}, parts: [{ type, name: '-', body: {} }] },
  };
}

export function isDiagnostics({ type }: Part): boolean {
  return /\/diagnosticSettings$/i.test(type);
}

/** Asks it of the template as it stands. */
export function whole(breaches: (template: JsonObject) => readonly string[], refused: JsonObject): Look {
  return {
    types: [],
    breaches: ({ template }) => breaches(template),
    refused: { template: refused, parts: [] },
  };
}

export function at(body: Json, path: string): Json | undefined {
  return valueAt(body, path.split('.'));
}

export function has(path: string, ...values: readonly Json[]): Holds {
  return (body) => values.some((value) => sameJson(value, at(body, path) ?? null));
}

export function states(path: string): Holds {
  return (body) => !['', null, undefined].includes(at(body, path) as string | null | undefined);
}

export function listAt(body: Json, path: string): readonly JsonObject[] {
  const value = at(body, path);
  return Array.isArray(value) ? value.filter(isJsonObject) : [];
}

export const types = {
  address: 'Microsoft.Network/publicIPAddresses',
  balancer: 'Microsoft.Network/loadBalancers',
  blobs: 'Microsoft.Storage/storageAccounts/blobServices',
  container: 'Microsoft.Storage/storageAccounts/blobServices/containers',
  identity: 'Microsoft.ManagedIdentity/userAssignedIdentities',
  network: 'Microsoft.Network/virtualNetworks',
  scaleSet: 'Microsoft.Compute/virtualMachineScaleSets',
  secret: 'Microsoft.KeyVault/vaults/secrets',
  securityGroup: 'Microsoft.Network/networkSecurityGroups',
  storage: 'Microsoft.Storage/storageAccounts',
  vault: 'Microsoft.KeyVault/vaults',
} as const;
