// `cmg mock serve`: the mock Azure behind HTTPS, for any Azure client. `cmg mock advance`: its clock moved on,
// so that what takes days can be seen now.
import { CmgError } from '../../base/failure.ts';
import { parseDurationMs } from '../../spec/duration.ts';
import { momentText } from '../../render/time.ts';
import { mockFolder, speedOf } from '../backend.ts';
import { blobEndpointOf } from '../blob-endpoint.ts';
import { readDocuments } from '../documents.ts';
import type { CommandRun } from '../command.ts';
import { textOption, type Options } from '../options.ts';
import type { Context } from '../context.ts';
import type { FaultDocument } from '../../mock/faults/document.ts';

export const mock: CommandRun = async ({ arguments: [what, time], options }, context) => {
  if (what === 'serve') return await serveMock(options, context);
  return await advanceMock(time, options, context);
};

async function serveMock(options: Options, context: Context): Promise<number> {
  const [{ serve }, { openFolderStore }, path, { writePrivately }] = await Promise.all([
    import('../../mock/serve.ts'),
    import('../../mock/folder-store.ts'),
    import('node:path'),
    import('../disk.ts'),
  ]);
  const folder = mockFolder({ environment: context.environment, folder: context.folder, options });
  const port = wholeNumber(options, 'port') ?? 0;
  const seed = wholeNumber(options, 'seed');
  const documents = textOption(options, 'documents');
  const faults = await faultsOf(options, context);
  const blobEndpoint = textOption(options, 'blobEndpoint');
  const world = {
    ...(documents === undefined ? {} : { documents: await readDocuments(documents, context.files) }),
    clock: context.clock,
    store: openFolderStore(folder),
    speed: speedOf(textOption(options, 'speed') ?? 'instant', context),
    throttle: options['throttle'] === true,
    ...(seed === undefined ? {} : { seed }),
    ...(faults === undefined ? {} : { faults }),
    ...(blobEndpoint === undefined ? {} : { blobEndpoint: blobEndpointOf(blobEndpoint) }),
  };
  const server = await serve(world, { port });
  if (options['freeze'] === true) server.azure.freeze(true);
  const ca = path.join(folder, 'ca.pem');
  await writePrivately(ca, server.ca);
  const { azure } = server;
  const line = JSON.stringify({
    arm: server.url,
    authority: `${server.url}/adfs`,
    ca,
    tenantId: azure.tenantId,
    clientId: azure.clientId,
    clientSecret: azure.clientSecret,
    subscriptionId: azure.subscriptionId,
    principals: Object.fromEntries(azure.principals.map(({ name, ...who }) => [name, who])),
  });
  context.print(`${line}\n`);
  const readyFile = textOption(options, 'readyFile');
  if (readyFile !== undefined) await writePrivately(path.resolve(context.folder, readyFile), `${line}\n`);
  context.notice(`mock Azure at ${server.url}; stop it with Ctrl-C\n`);
  await new Promise<void>((resolve) => {
    if (context.signal.aborted) resolve();
    context.signal.addEventListener('abort', () => resolve(), { once: true });
  });
  await server.close();
  return 0;
}

/** Held against what there is by the mock itself, which names the path of whatever is wrong. */
async function faultsOf(options: Options, { files }: Context): Promise<FaultDocument | undefined> {
  const file = textOption(options, 'faults');
  if (file === undefined) return undefined;
  const bytes = await files.read(file);
  if (bytes === undefined) throw new CmgError('CMG9001', `there is no file ${file} with faults`);
  try {
    return JSON.parse(new TextDecoder().decode(bytes)) as FaultDocument;
  } catch (error) {
    throw new CmgError('CMG9001', `${file} is not JSON: ${String(error)}`, { cause: error });
  }
}

async function advanceMock(time: string | undefined, options: Options, context: Context): Promise<number> {
  const ms = time === undefined ? undefined : parseDurationMs(time);
  if (ms === undefined) {
    throw new CmgError(
      'CMG9001',
      `how far? cmg mock advance 73h${time === undefined ? '' : `, not '${time}'`}`,
    );
  }
  const [{ createAzure }, { openFolderStore }] = await Promise.all([
    import('../../mock/azure.ts'),
    import('../../mock/folder-store.ts'),
  ]);
  const azure = createAzure({
    clock: context.clock,
    store: openFolderStore(mockFolder({ environment: context.environment, folder: context.folder, options })),
    speed: 'instant',
  });
  azure.advance(ms);
  context.print(`in the mock it is now ${momentText(azure.now())}\n`);
  return 0;
}

function wholeNumber(options: Options, name: string): number | undefined {
  const text = textOption(options, name);
  if (text === undefined) return undefined;
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new CmgError('CMG9001', `--${name} must be a whole number, not '${text}'`);
}
