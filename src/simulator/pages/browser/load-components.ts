import { MessageContext } from './platform/message-service.ts';
import { platformModule } from './platform/platform-modules.ts';
import { EnclosingUtilityId } from './platform/platform-utility-bar-api.ts';
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

/** Where a component stands, for what the platform tells it by context. */
export interface Surroundings {
  /** The console tab; none on a navigation item, in the utility bar, or without a console. */
  readonly tabId?: string;
  readonly utilityId?: string;
  /** Whether a person looks at this part of the app now. */
  isActive(): boolean;
}

/** Makes elements of the package's components. */
export interface Components {
  /** Puts a component where a Lightning page names it. @throws when the package has none of that name for pages. */
  place(
    where: HTMLElement,
    component: string,
    surroundings: Surroundings,
    properties: Readonly<Record<string, unknown>>,
  ): void;
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
  const provideUtility = engine.createContextProvider(EnclosingUtilityId);
  const provideMessages = engine.createContextProvider(MessageContext);

  return {
    place(where, component, { tabId, utilityId, isActive }, properties) {
      if (tabId !== undefined) provide(provideTab, where, { tabId });
      if (utilityId !== undefined) provide(provideUtility, where, { utilityId });
      provide(provideMessages, where, { isActive });
      const is = components[component];
      if (!is) throw new Error(`The package offers no component "${component}" to Lightning pages.`);
      const tag = `c-${component.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
      where.append(Object.assign(engine.createElement(tag, { is }), properties));
    },
  };
}

function provide(
  provider: ReturnType<Engine['createContextProvider']>,
  where: HTMLElement,
  context: object,
): void {
  provider(where, { consumerConnectedCallback: (consumer) => consumer.provide(context) });
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
