#!/usr/bin/env node
import { register as registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';
import { register } from 'tsx/esm/api';

// The project's own tsconfig: without it tsx reads the one of the folder the command is run in.
register({ tsconfig: fileURLToPath(new URL('../tsconfig.json', import.meta.url)) });
// The last one to come is asked first.
registerHooks('./plain-packages.mjs', import.meta.url);
await import('../src/cli/main.ts');
