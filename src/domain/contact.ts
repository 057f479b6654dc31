/** A Salesforce contact as far as Care shows it. */
export interface LinkedContact {
  /** 18 characters. */
  id: string;
  name: string;
  email: string | null;
  phone: string | null;
  accountName: string | null;
}
