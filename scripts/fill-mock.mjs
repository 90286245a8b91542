// A program of its own, so that its memory is that of the mock alone: as many resources as it is told, and then one
// line of JSON with what that cost. `node scripts/fill-mock.mjs 10000`, after `npm run build:tests`.
import { createAzure } from '../out/src/mock/azure.js';
import { filled } from '../out/test/mock/support/filled.js';
import { processorMs } from './side-by-side.mjs';

const azure = createAzure({ clock: { now: () => new Date() }, speed: 'instant' });
const ms = await processorMs(() => filled(azure, Number(process.argv[2])));
console.log(JSON.stringify({ ms, megabytes: process.memoryUsage().rss / 1e6 }));
