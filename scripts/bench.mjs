// All that is measured, one part after the other: `npm run bench [rounds]`, after `npm run build`.
console.log('Commands\n');
await import('./bench-start.mjs');
console.log('\nSpecs\n');
await import('./bench-spec.mjs');
console.log('\nThe mock\n');
await import('./bench-mock.mjs');
