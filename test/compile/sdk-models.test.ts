// The resources in templates against the SDK's own models, where the SDK has them: by the compiler, which refuses this
// file when a key is misspelt. The models are flattened (no `properties`), and a few keys have other names in them.
import assert from 'node:assert/strict';
import type { VirtualMachineScaleSet } from '@azure/arm-compute';
import type {
  BlobContainer,
  BlobServiceProperties,
  StorageAccountCreateParameters,
} from '@azure/arm-storage';
import content from '../../templates/content.json' with { type: 'json' };
import scaleSet from '../../templates/scale-set.json' with { type: 'json' };

/** What every resource of a template has, and what the SDK takes as arguments. */
type OfTemplates =
  | 'type'
  | 'apiVersion'
  | 'name'
  | 'comments'
  | 'location'
  | 'dependsOn'
  | 'condition'
  | 'scope'
  | 'tags';

/** Keys of Azure that the SDK calls otherwise. */
interface Renamed {
  readonly networkAcls: 'networkRuleSet';
  readonly supportsHttpsTrafficOnly: 'enableHttpsTrafficOnly';
  readonly id: 'virtualNetworkResourceId';
}

type Named<Key extends string, Model> = Key extends keyof Model
  ? Key
  : Key extends keyof Renamed
    ? Renamed[Key]
    : Key;

/** Where a document says what the model does not have, or as another kind. An expression may stand for anything. */
type Strange<Written, Model, Path extends string = ''> = unknown extends Model
  ? never
  : Written extends string | undefined
    ? never
    : Written extends readonly (infer Each)[]
      ? NonNullable<Model> extends readonly (infer Element)[]
        ? Strange<Each, Element, `${Path}[]`>
        : `${Path} is no list`
      : Written extends object
        ? StrangeKeys<Written, NonNullable<Model>, Path>
        : Written extends NonNullable<Model>
          ? never
          : `${Path} is of another kind`;

/** The compiler gives each member of a list the keys of all others, as never there. */
type StrangeKeys<Written extends object, Model, Path extends string> = {
  [Key in keyof Written & string]-?: [Written[Key]] extends [undefined]
    ? never
    : Key extends 'properties'
      ? Strange<Written[Key], Model, Path>
      : [Path, Key] extends ['', OfTemplates]
        ? never
        : StrangeKey<Written[Key], Model, { readonly key: Key; readonly path: Path }>;
}[keyof Written & string];

type StrangeKey<
  Value,
  Model,
  At extends { readonly key: string; readonly path: string },
> = string extends keyof Model
  ? never
  : Named<At['key'], Model> extends infer Key extends keyof Model
    ? Strange<Value, Model[Key], `${At['path']}.${At['key']}`>
    : `${At['path']}.${At['key']}`;

/** Compiles where nothing is strange; else the compiler says what is. */
type Nothing<Found extends never> = Found;

type Content = (typeof content)['resources'][number];

export type ScaleSetIsKnown = Nothing<
  Strange<(typeof scaleSet)['resources'][number], VirtualMachineScaleSet>
>;
export type AccountIsKnown = Nothing<
  Strange<Extract<Content, { readonly kind: string }>, StorageAccountCreateParameters>
>;
type Part<Key extends string> = Extract<Content, { readonly properties: { readonly [K in Key]: unknown } }>;
export type BlobServiceIsKnown = Nothing<Strange<Part<'deleteRetentionPolicy'>, BlobServiceProperties>>;
export type ContainerIsKnown = Nothing<Strange<Part<'publicAccess'>, BlobContainer>>;

describe('the resources in templates', () => {
  it('are held against the models of the SDK: a misspelt key has a path', () => {
    const misspelt: Strange<
      { readonly properties: { readonly upgradePolcy: { readonly mode: 'Rolling' } } },
      VirtualMachineScaleSet
    > = '.upgradePolcy';
    const deeper: Strange<
      {
        readonly virtualMachineProfile: {
          readonly extensionProfile: { readonly extensions: { readonly nam: 1 }[] };
        };
      },
      VirtualMachineScaleSet
    > = '.virtualMachineProfile.extensionProfile.extensions[].nam';
    const kind: Strange<{ readonly properties: { readonly overprovision: 3 } }, VirtualMachineScaleSet> =
      '.overprovision is of another kind';
    assert.deepEqual(
      [misspelt, deeper, kind],
      [
        '.upgradePolcy',
        '.virtualMachineProfile.extensionProfile.extensions[].nam',
        '.overprovision is of another kind',
      ],
    );
  });

  it('are those that the models are for', () => {
    assert.deepEqual(
      [...scaleSet.resources, ...content.resources].map(({ type }) => type.split('/').at(-1)),
      [
        'virtualMachineScaleSets',
        'storageAccounts',
        'blobServices',
        'containers',
        'containers',
        'roleAssignments',
      ],
    );
  });
});
