// Gateways of one run that would take each other over: two of one name, or two in one group that cmg makes.
import { diagnostic, type Diagnostic } from '../base/diagnostic.ts';
import type { SpecDocument } from '../spec/document.ts';
import type { Spec } from '../spec/schema.ts';

/** What a spec lays claim to. */
export interface Claim {
  readonly file: string;
  readonly document: SpecDocument;
  readonly spec: Spec;
  readonly subscriptionId: string;
}

/** Says of each claim how it clashes with those that it was given before. */
export function clashFinder(): (claim: Claim) => readonly Diagnostic[] {
  const names = new Map<string, Claim>();
  const groups = new Map<string, { readonly first: Claim; readonly maker: Claim | undefined }>();
  return (claim) => {
    const { name, resourceGroup } = claim.spec;
    const group = `${claim.subscriptionId}/${resourceGroup.name}`.toLowerCase();
    const namesake = names.get(name.toLowerCase());
    const known = groups.get(group);
    const neighbour = resourceGroup.create ? known?.first : known?.maker;
    names.set(name.toLowerCase(), namesake ?? claim);
    const maker = known?.maker ?? (resourceGroup.create ? claim : undefined);
    groups.set(group, { first: known?.first ?? claim, maker });
    return [
      ...(namesake === undefined ? [] : [nameClash(namesake, claim)]),
      ...(neighbour === undefined ? [] : [groupClash(neighbour, claim)]),
    ];
  };
}

function nameClash({ file }: Claim, { spec, document }: Claim): Diagnostic {
  return diagnostic('CMG1105', `${file} has a gateway named '${spec.name}' too`, {
    hint: 'give each gateway of a run a name of its own',
    place: document.locate(['name']),
  });
}

function groupClash({ file }: Claim, { spec, document }: Claim): Diagnostic {
  return diagnostic('CMG1105', `${file} puts its gateway into '${spec.resourceGroup.name}' too`, {
    hint: 'a group that cmg makes is for one gateway; to share one that stands, write create: false',
    place: document.locate(['resourceGroup', 'name']),
  });
}
