/** One package of a lock file (lockfileVersion 3), as far as this project looks at it. */
export interface LockedPackage {
  version?: string;
  resolved?: string;
  dev?: boolean;
  optional?: boolean;
  os?: string[];
  cpu?: string[];
  libc?: string[];
  optionalDependencies?: Record<string, string>;
}

export interface LockFile {
  packages: Record<string, LockedPackage>;
}

/**
 * Adds an entry for every optional package that the lock's packages name and the lock leaves out.
 *
 * npm leaves out a platform's binary when the registry it is run against does not have it, and then
 * `npm ci` calls the lock out of step. The binaries are pinned exactly by their parents and named for
 * their platform, so what is missing can be said without asking. Such an entry has no integrity hash.
 *
 * @returns the completed lock, its packages in npm's order, and the paths added.
 */
export function completeLock(lock: LockFile): { lock: LockFile; added: string[] } {
  const packages = { ...lock.packages };
  const added: string[] = [];
  for (const [parentPath, parent] of Object.entries(lock.packages)) {
    for (const [name, version] of Object.entries(parent.optionalDependencies ?? {})) {
      const found = resolveFrom(packages, parentPath, name);
      if (found && (!isExact(version) || packages[found]?.version === version)) continue;
      const path = placeFor(packages, parentPath, name);
      packages[path] = missingPackage(parentPath, parent, name, version);
      added.push(path);
    }
  }
  const ordered = Object.entries(packages).sort(([a], [b]) => a.localeCompare(b, 'en'));
  return { lock: { ...lock, packages: Object.fromEntries(ordered) }, added };
}

/** Where Node would find the package from there: beside it, or in any folder above. */
function resolveFrom(packages: LockFile['packages'], from: string, name: string): string | undefined {
  for (let folder = from; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('node_modules/') - 1))) {
    const path = `${folder === '' ? '' : `${folder}/`}node_modules/${name}`;
    if (packages[path]) return path;
    if (folder === '') return undefined;
  }
}

/** Beside its parent, or inside it where that place is another version's. */
function placeFor(packages: LockFile['packages'], parentPath: string, name: string): string {
  const beside = `${parentPath.slice(0, parentPath.lastIndexOf('node_modules/'))}node_modules/${name}`;
  return packages[beside] ? `${parentPath}/node_modules/${name}` : beside;
}

function missingPackage(
  parentPath: string,
  parent: LockedPackage,
  name: string,
  version: string,
): LockedPackage {
  const platform = platformInName(name);
  if (!isExact(version) || !platform) {
    throw new Error(
      `Failed to complete the lock with "${name}@${version}", wanted by ${parentPath || 'the project'}: ` +
        'expected an exact version and a name that says its platform. Add its entry by hand.',
    );
  }
  return { version, ...platform, ...(parent.dev && { dev: true }), optional: true };
}

const SYSTEMS: Record<string, string> = { windows: 'win32', fsevents: 'darwin' };
for (const name of [
  'aix',
  'android',
  'darwin',
  'freebsd',
  'linux',
  'netbsd',
  'openbsd',
  'openharmony',
  'sunos',
  'win32',
]) {
  SYSTEMS[name] = name;
}
const PROCESSORS = [
  'arm64',
  'arm',
  'x64',
  'ia32',
  'loong64',
  'mips64el',
  'ppc64',
  'riscv64',
  's390x',
  'wasm32',
];

function platformInName(name: string): Pick<LockedPackage, 'os' | 'cpu' | 'libc'> | undefined {
  const words = name.split(/[/-]/);
  const os = words.map((word) => SYSTEMS[word]).find(Boolean);
  const cpu = words.find((word) => PROCESSORS.includes(word));
  if (!os && !cpu) return undefined;
  const libc = words.some((word) => word.startsWith('musl')) ? 'musl' : 'glibc';
  const saysLibc = words.some((word) => /^(musl|gnu)/.test(word)) && os === 'linux';
  return { ...(cpu && { cpu: [cpu] }), ...(saysLibc && { libc: [libc] }), ...(os && { os: [os] }) };
}

function isExact(version: string): boolean {
  return /^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version);
}
