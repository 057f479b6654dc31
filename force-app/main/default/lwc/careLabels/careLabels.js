import addressesDifferText from '@salesforce/label/c.Care_Addresses_Differ_Text';
import credentialMissingRemedy from '@salesforce/label/c.Care_Credential_Missing_Remedy';
import credentialMissingText from '@salesforce/label/c.Care_Credential_Missing_Text';
import details from '@salesforce/label/c.Care_Details';
import frameBlockedRemedy from '@salesforce/label/c.Care_Frame_Blocked_Remedy';
import frameBlockedText from '@salesforce/label/c.Care_Frame_Blocked_Text';
import frameTitle from '@salesforce/label/c.Care_Frame_Title';
import linkCase from '@salesforce/label/c.Care_Link_Case';
import linkYourself from '@salesforce/label/c.Care_Link_Yourself';
import loading from '@salesforce/label/c.Care_Loading';
import noCaseLinkRemedy from '@salesforce/label/c.Care_No_Case_Link_Remedy';
import noCaseRemedy from '@salesforce/label/c.Care_No_Case_Remedy';
import noCaseText from '@salesforce/label/c.Care_No_Case_Text';
import noCaseTitleCase from '@salesforce/label/c.Care_No_Case_Title_Case';
import noCaseTitleLead from '@salesforce/label/c.Care_No_Case_Title_Lead';
import noLinkRemedy from '@salesforce/label/c.Care_No_Link_Remedy';
import noLinkText from '@salesforce/label/c.Care_No_Link_Text';
import noLinkTitle from '@salesforce/label/c.Care_No_Link_Title';
import notAvailableRemedy from '@salesforce/label/c.Care_Not_Available_Remedy';
import notAvailableText from '@salesforce/label/c.Care_Not_Available_Text';
import notAvailableTitle from '@salesforce/label/c.Care_Not_Available_Title';
import notConfiguredTitle from '@salesforce/label/c.Care_Not_Configured_Title';
import notPermittedTitle from '@salesforce/label/c.Care_Not_Permitted_Title';
import recordForbiddenRemedy from '@salesforce/label/c.Care_Record_Forbidden_Remedy';
import recordForbiddenText from '@salesforce/label/c.Care_Record_Forbidden_Text';
import retry from '@salesforce/label/c.Care_Retry';
import tabIcon from '@salesforce/label/c.Care_Tab_Icon';
import tabLabel from '@salesforce/label/c.Care_Tab_Label';
import title from '@salesforce/label/c.Care_Title';
import unreachableRemedy from '@salesforce/label/c.Care_Unreachable_Remedy';
import unreachableText from '@salesforce/label/c.Care_Unreachable_Text';
import unreachableTitle from '@salesforce/label/c.Care_Unreachable_Title';

export const LABELS = {
  addressesDifferText,
  credentialMissingRemedy,
  credentialMissingText,
  details,
  frameBlockedRemedy,
  frameBlockedText,
  frameTitle,
  linkCase,
  linkYourself,
  loading,
  noCaseLinkRemedy,
  noCaseRemedy,
  noCaseText,
  noCaseTitleCase,
  noCaseTitleLead,
  noLinkRemedy,
  noLinkText,
  noLinkTitle,
  notAvailableRemedy,
  notAvailableText,
  notAvailableTitle,
  notConfiguredTitle,
  notPermittedTitle,
  recordForbiddenRemedy,
  recordForbiddenText,
  retry,
  tabIcon,
  tabLabel,
  title,
  unreachableRemedy,
  unreachableText,
  unreachableTitle,
};

/** Fills {0}, {1} … of a label. */
export function fill(label, ...values) {
  return label.replace(/\{(\d)\}/g, (whole, place) => values[place] ?? whole);
}
