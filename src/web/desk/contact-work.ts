import type { ContactKind } from '../../domain/person-account.ts';
import { asProblem } from '../clients/api-problem.ts';
import { createRecordMaker, type RecordMaker } from './record-maker.ts';
import { CLOSED_FORM, type ContactForm, carriedOver } from './store/record-slice.ts';
import type { Contact, LinkedContact } from './store/salesforce-store.ts';
import type { WorkParts } from './work-parts.ts';

/** Who the customer is in Salesforce: finds, links and makes the contact. */
export interface ContactWork {
  search(words: string): void;
  link(contactId: string): Promise<void>;
  unlink(): Promise<void>;
  /** The form for a new contact. */
  readonly contact: RecordMaker<ContactForm> & {
    /** Makes it the other kind, with what was typed. */
    chooseKind(as: ContactKind): Promise<void>;
  };
  /** The contact of the form, although there are duplicates. */
  createAnyway(): Promise<void>;
  /** Proposes contacts to link. Once: what speaks for one seldom changes while one looks. */
  suggest(): Promise<void>;
  /** Looks whether the org has merged or deleted a linked contact: it tells nobody of it. Once a contact. */
  check(linked: LinkedContact): Promise<void>;
  end(): void;
}

const SEARCH_DELAY_MS = 300;
const SHORTEST_SEARCH = 2;
const NO_SEARCH = { search: { status: 'idle' }, words: '' } as const;

export function createContactWork({ api, store, caseId, questions, reload }: WorkParts): ContactWork {
  const params = { caseId };
  const { set } = store.getState();
  let searchTimer: ReturnType<typeof setTimeout> | undefined;
  let searching = new AbortController();
  let asked = false;
  let checked: string | null = null;
  const withContact = async (act: () => Promise<unknown>) => {
    set({ busy: true, contactProblem: null, followed: null });
    try {
      await act();
      set({ ...NO_SEARCH, contactForm: CLOSED_FORM });
      await reload();
    } catch (error) {
      set({ contactProblem: asProblem(error) });
    } finally {
      set({ busy: false });
    }
  };
  let anyway = false;
  const contactForm = (query: { as?: ContactKind } = {}) =>
    api.call('GET /v1/cases/:caseId/salesforce/contact-form', { params, query });
  const contactKind = (): ContactKind => {
    const { making } = store.getState().contactForm;
    return making.status === 'editing' || making.status === 'sending' ? making.form.as : 'Contact';
  };
  const contact = createRecordMaker<Contact, ContactForm>({
    read: () => store.getState().contactForm,
    write: (form) => set({ contactForm: form }),
    prepare: contactForm,
    foresee: (edits, signal) => questions.foresee(contactKind(), edits, signal),
    findDuplicates: (edits, signal) => questions.findDuplicates(contactKind(), edits, signal),
    async send(fields, idempotencyKey) {
      const made = await api.call(
        'POST /v1/cases/:caseId/salesforce/contacts',
        { params, body: { fields, anyway, as: contactKind() } },
        { idempotencyKey },
      );
      if (made.contact === null) {
        const slice = store.getState().contactForm;
        const { watched = null } = slice.alike ?? {};
        const alike = { watched, duplicates: made.duplicates, notChecked: [] };
        set({ contactForm: { ...slice, alike } });
      }
      return made.contact;
    },
  });
  const submitContact = async () => {
    const sent = await contact.submit();
    if (store.getState().contactForm.making.status !== 'done') return sent;
    set({ ...NO_SEARCH, contactForm: CLOSED_FORM });
    await reload();
    return sent;
  };
  const lookUp = async (words: string) => {
    searching.abort();
    searching = new AbortController();
    const { signal } = searching;
    set({ search: { status: 'searching' } });
    try {
      const query = { search: words, caseId };
      const found = await api.call('GET /v1/salesforce/contacts', { query }, { signal });
      set({ search: { status: 'found', contacts: found.contacts } });
    } catch (error) {
      if (!signal.aborted) set({ search: { status: 'failed', problem: asProblem(error) } });
    }
  };

  return {
    search(words) {
      set({ words, contactProblem: null });
      clearTimeout(searchTimer);
      const trimmed = words.trim();
      if (trimmed.length >= SHORTEST_SEARCH) {
        searchTimer = setTimeout(() => void lookUp(trimmed), SEARCH_DELAY_MS);
        return;
      }
      searching.abort();
      set({ search: { status: 'idle' } });
    },
    link: (contactId) =>
      withContact(() =>
        api.call('PUT /v1/cases/:caseId/salesforce/contact', { params, body: { contactId } }),
      ),
    unlink: () => withContact(() => api.call('DELETE /v1/cases/:caseId/salesforce/contact', { params })),
    contact: {
      ...contact,
      chooseKind: (as) =>
        contact.refill(async () => {
          const form = await contactForm({ as });
          const slice = store.getState().contactForm;
          const edits = carriedOver(slice, form);
          set({ contactForm: { ...slice, edits, coming: null, alike: null } });
          return form;
        }),
      submit() {
        anyway = false;
        return submitContact();
      },
    },
    async createAnyway() {
      anyway = true;
      await submitContact();
    },
    // Without an answer there is still the search.
    async suggest() {
      if (asked) return;
      asked = true;
      try {
        const path = 'GET /v1/cases/:caseId/salesforce/suggested-contacts';
        set({ suggested: (await api.call(path, { params })).contacts });
      } catch {
        asked = false;
      }
    },
    async check({ id, missing }) {
      if (checked === id) return;
      checked = id;
      const path = 'POST /v1/cases/:caseId/salesforce/contact/check';
      const found = await api.call(path, { params, body: {} }).catch(() => null);
      if (!found?.contact || (found.contact.missing === missing && found.contact.id === id)) return;
      checked = found.contact.id;
      set({ followed: found.followed });
      await reload();
    },
    end() {
      clearTimeout(searchTimer);
      searching.abort();
    },
  };
}
