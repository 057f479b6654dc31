import { platformModule } from './platform/platform-modules.ts';
import { EnclosingTabId } from './platform/platform-workspace-api.ts';

const NAMESPACE = 'c';

interface AmdModule {
  readonly dependencies: readonly string[];
  readonly factory: (...args: object[]) => object | undefined;
}

interface Sandbox {
  evaluateFunction(
    key: string,
    factory: AmdModule['factory'],
    scope: object,
    sourceUrl: string,
  ): AmdModule['factory'];
  wrapDependency(dependency: object, name: string, key: string): object;
}

interface Engine {
  createElement(tag: string, options: { is: unknown }): HTMLElement & Record<string, unknown>;
  createContextProvider(
    adapter: unknown,
  ): (
    element: Element,
    options: { consumerConnectedCallback(consumer: { provide(context: object): void }): void },
  ) => void;
}

declare global {
  interface Window {
    readonly define: { readonly modules: ReadonlyMap<string, AmdModule> };
  }
}

/** Makes elements of the package's components. */
export interface Components {
  /** `c-care-host`, as the record page of this tab would place it. */
  careHost(place: HTMLElement, tabId: string, properties: Readonly<Record<string, unknown>>): void;
}

/**
 * Evaluates the package's components inside Lightning Web Security: the engine, the base components and the
 * platform's modules stay outside and are handed in wrapped, as the platform does it.
 */
export function loadComponents(): Components {
  const vendor = vendorModules();
  const engine = vendor.lwc as unknown as Engine;
  const sandbox = vendor['@locker/sandbox'] as unknown as Sandbox;
  const { dependencies, factory } = amd(NAMESPACE);
  const exported: Record<string, unknown> = {};
  const evaluated = sandbox.evaluateFunction(NAMESPACE, factory, {}, '//# sourceURL=lws/components.js');
  const handedIn = dependencies.map((name) =>
    name === 'exports' ? exported : sandbox.wrapDependency(platformModule(name, vendor), name, NAMESPACE),
  );
  const components = (evaluated(...handedIn) ?? exported) as Record<string, unknown>;
  const provideTab = engine.createContextProvider(EnclosingTabId);

  return {
    careHost(place, tabId, properties) {
      provideTab(place, { consumerConnectedCallback: (consumer) => consumer.provide({ tabId }) });
      place.append(
        Object.assign(engine.createElement('c-care-host', { is: components.careHost }), properties),
      );
    },
  };
}

function vendorModules(): Readonly<Record<string, object>> {
  const exported: { modules?: Readonly<Record<string, object>> } = {};
  amd('vendor').factory(exported);
  return exported.modules ?? {};
}

function amd(id: string): AmdModule {
  const module = window.define.modules.get(id);
  if (!module) throw new Error(`The bundle "${id}" did not load.`);
  return module;
}
