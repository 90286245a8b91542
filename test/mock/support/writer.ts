// A process of its own that writes into a world until it is killed or has written enough, and says after each answer
// what was answered: `node writer.js {folder} {name} {count}`.
import { createAzure } from '../../../src/mock/azure.ts';
import { openFolderStore } from '../../../src/mock/folder-store.ts';
import { small } from './providers.ts';

const [folder = '', name = '', count = '0'] = process.argv.slice(2);
/** So small that journals are folded all the time. */
const journalLimitBytes = 20_000;

const azure = createAzure({
  clock: { now: () => new Date() },
  providers: small,
  store: openFolderStore(folder, { journalLimitBytes }),
});
for (let index = 0; index < Number(count); index += 1) {
  const { status, body } = await azure.fetch({
    method: 'PUT',
    url: `${azure.endpoint}/subscriptions/${azure.subscriptionId}/resourceGroups/lab/providers/Contoso.Works/machines/${name}-${index}?api-version=2024-01-01`,
    headers: { authorization: `Bearer ${azure.issueToken().token}` },
    body: JSON.stringify({ location: 'westeurope', properties: { index } }),
  });
  process.stdout.write(`${status} ${body}\n`);
}
