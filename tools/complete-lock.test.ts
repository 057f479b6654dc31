import { expect, it } from 'vitest';
import { completeLock } from './complete-lock.ts';

it('adds the binary of a platform the registry did not have, pinned by its parent', () => {
  const { lock, added } = completeLock({
    packages: {
      '': {},
      'node_modules/rollup': {
        version: '4.0.0',
        dev: true,
        optionalDependencies: { '@rollup/rollup-linux-x64-musl': '4.0.0' },
      },
    },
  });

  expect(added).toEqual(['node_modules/@rollup/rollup-linux-x64-musl']);
  expect(lock.packages['node_modules/@rollup/rollup-linux-x64-musl']).toEqual({
    version: '4.0.0',
    cpu: ['x64'],
    libc: ['musl'],
    os: ['linux'],
    dev: true,
    optional: true,
  });
});

it('puts another version inside its parent', () => {
  const { added } = completeLock({
    packages: {
      'node_modules/@esbuild/win32-x64': { version: '0.20.0' },
      'node_modules/tsx/node_modules/esbuild': {
        version: '0.28.0',
        optionalDependencies: { '@esbuild/win32-x64': '0.28.0' },
      },
    },
  });

  expect(added).toEqual(['node_modules/tsx/node_modules/@esbuild/win32-x64']);
});

it('finds what stands in a folder above and leaves the lock as it is', () => {
  const complete = {
    packages: {
      'node_modules/@esbuild/win32-x64': { version: '0.28.0' },
      'node_modules/tsx/node_modules/esbuild': {
        version: '0.28.0',
        optionalDependencies: { '@esbuild/win32-x64': '0.28.0' },
      },
    },
  };

  expect(completeLock(complete)).toEqual({ lock: complete, added: [] });
});

it('says what it cannot add', () => {
  const lock = { packages: { '': { optionalDependencies: { colours: '1.0.0' } } } };

  expect(() => completeLock(lock)).toThrow('Failed to complete the lock with "colours@1.0.0"');
});
