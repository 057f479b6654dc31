/** Where a mapping is, in the words of its addresses. */
export interface MappingPlace {
  readonly connectionId: string;
  readonly object: string;
  /** Developer name; `Master` where there is none. */
  readonly recordType: string;
}
