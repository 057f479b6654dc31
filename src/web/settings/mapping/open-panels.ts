import type { ApiClient } from '../../clients/api-client.ts';
import { createFileWork, type FileWork } from './file-work.ts';
import { createHealthWork, type HealthWork } from './health-work.ts';
import { createPermissionsWork, type PermissionsWork } from './permissions-work.ts';
import { createPreviewWork, type PreviewWork } from './preview-work.ts';
import { createFileStore, type FileStore } from './store/file-store.ts';
import { createHealthStore, type HealthStore } from './store/health-store.ts';
import type { MappingPlace } from './store/mapping-place.ts';
import { createPermissionsStore, type PermissionsStore } from './store/permissions-store.ts';
import { createPreviewStore, type PreviewStore } from './store/preview-store.ts';
import { createSuggestionsStore, type SuggestionsStore } from './store/suggestions-store.ts';
import { createVersionsStore, type VersionsStore } from './store/versions-store.ts';
import { createSuggestionsWork, type SuggestionsWork } from './suggestions-work.ts';
import { createVersionsWork, type VersionsWork } from './versions-work.ts';

/** What stands beside and over the field table: each panel has a store and a work of its own. */
export interface MappingPanels {
  readonly place: MappingPlace;
  readonly previewStore: PreviewStore;
  readonly preview: PreviewWork;
  readonly versionsStore: VersionsStore;
  readonly versions: VersionsWork;
  readonly fileStore: FileStore;
  readonly file: FileWork;
  readonly suggestionsStore: SuggestionsStore;
  readonly suggestions: SuggestionsWork;
  readonly healthStore: HealthStore;
  readonly health: HealthWork;
  readonly permissionsStore: PermissionsStore;
  readonly permissions: PermissionsWork;
  end(): void;
}

let left: PreviewStore | null = null;

/** Of one mapping. The case one looks at stays the same from one record type to the next. */
export function openPanels(api: ApiClient, place: MappingPlace): MappingPanels {
  const { cases, chosen, search } = left?.getState() ?? createPreviewStore().getState();
  const previewStore = createPreviewStore({ cases, chosen, search });
  left = previewStore;
  const versionsStore = createVersionsStore();
  const fileStore = createFileStore();
  const suggestionsStore = createSuggestionsStore();
  const healthStore = createHealthStore();
  const permissionsStore = createPermissionsStore();
  const preview = createPreviewWork({ api, store: previewStore, place });
  return {
    place,
    previewStore,
    preview,
    versionsStore,
    versions: createVersionsWork({ api, store: versionsStore, place }),
    fileStore,
    file: createFileWork({ api, store: fileStore, place }),
    suggestionsStore,
    suggestions: createSuggestionsWork({ api, store: suggestionsStore, place }),
    healthStore,
    health: createHealthWork({ api, store: healthStore, connectionId: place.connectionId }),
    permissionsStore,
    permissions: createPermissionsWork({ api, store: permissionsStore, connectionId: place.connectionId }),
    end: preview.end,
  };
}
