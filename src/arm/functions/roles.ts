// roleDefinitions(): the ids of Azure's built-in roles by name. A table; a role that is not in it is refused.
// https://learn.microsoft.com/azure/role-based-access-control/built-in-roles
import type { Json } from '../../base/json.ts';
import { refuse, textAt, type Invocation } from './function.ts';

export function roleDefinitions(ask: Invocation): Json {
  const name = textAt(ask, 0);
  const guid = Object.hasOwn(builtIn, name.toLowerCase()) ? builtIn[name.toLowerCase()] : undefined;
  if (guid === undefined) return refuse(ask, `knows no built-in role '${name}'`);
  return { id: `/providers/Microsoft.Authorization/roleDefinitions/${guid}`, roleDefinitionId: guid };
}

const builtIn: Readonly<Record<string, string>> = {
  owner: '8e3af657-a8ff-443c-a75c-2fe8c4bcb635',
  contributor: 'b24988ac-6180-42a0-ab88-20f7382dd24c',
  reader: 'acdd72a7-3385-48ef-bd42-f606fba81ae7',
  'user access administrator': '18d7d88d-d35e-4fb5-a5c3-7773c20a72d9',
  'key vault administrator': '00482a5a-887f-4fb3-b363-3b7fe8e74483',
  'key vault certificates officer': 'a4417e6f-fecd-4de8-b567-7b0420556985',
  'key vault reader': '21090545-7ca7-4776-b22c-e363652d74d2',
  'key vault secrets officer': 'b86a8fe4-44ce-4948-aee5-eccb2c155cd7',
  'key vault secrets user': '4633458b-17de-408a-b874-0445c86b69e6',
  'managed identity operator': 'f1a07417-d97a-45cb-824c-7a7467783830',
  'monitoring contributor': '749f88d5-cbae-40b8-bcfc-e573ddc772fa',
  'network contributor': '4d97b98b-1d4f-4787-a291-c67834d212e7',
  'storage account contributor': '17d1049b-9a84-46fb-8f53-869881c3d3ab',
  'storage blob data contributor': 'ba92f5b4-2d11-453d-a403-e96b0029c9fe',
  'storage blob data owner': 'b7e6dc6d-f1e8-4753-8033-0f276bb0955b',
  'storage blob data reader': '2a2b9908-6ea1-4ae2-8e65-a410df84e7d1',
  'virtual machine contributor': '9980e02c-c2be-4d73-94e8-173b1dc7cf3c',
};
