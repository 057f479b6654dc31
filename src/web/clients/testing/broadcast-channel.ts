import { BroadcastChannel } from 'node:worker_threads';

// msw speaks through one as soon as it is loaded; the window the tests run in has none.
Object.assign(globalThis, { BroadcastChannel });
