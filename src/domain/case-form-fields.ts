/** Set by the service, by Salesforce or by nobody: a form that names one of these is not taken at its word. */
const NEVER_FROM_A_FORM =
  /^(Id|OwnerId|RecordTypeId|AccountId|ParentId|IsDeleted|IsClosed|MasterRecordId|Created\w*|LastModified\w*|System\w*|Care_\w*)$/i;

/** Whether an agent may fill this field of a Salesforce record; whether the org lets us is the org's to say. */
export const isFormField = (name: string): boolean =>
  /^[A-Za-z]\w{0,79}$/.test(name) && !NEVER_FROM_A_FORM.test(name);
