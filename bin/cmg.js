#!/usr/bin/env node
// Starts the command line, if this Node can run it. Old syntax on purpose: an old Node must get to the message.
var needed = [20, 19];
var have = process.versions.node.split('.').map(Number);
if (have[0] < needed[0] || (have[0] === needed[0] && have[1] < needed[1])) {
  console.error(
    'cmg needs Node ' + needed.join('.') + ' or newer; this is Node ' + process.versions.node + '.',
  );
  console.error('Install a newer one from your package manager or nodejs.org, then run the command again.');
  process.exit(1);
} else {
  // From Node 22 on the compiled code is kept between runs, which saves a plan some 30 ms.
  var loader = process.getBuiltinModule && process.getBuiltinModule('node:module');
  if (loader && loader.enableCompileCache) loader.enableCompileCache();
  import('../dist/start.js').then(
    function (program) {
      return program.start(process.argv.slice(2));
    },
    function (error) {
      if (error && error.code === 'ERR_MODULE_NOT_FOUND') {
        console.error(
          'cmg is not built yet: run "npm run build" in ' + new URL('..', import.meta.url).pathname,
        );
      } else {
        console.error(error);
      }
      process.exit(1);
    },
  );
}
