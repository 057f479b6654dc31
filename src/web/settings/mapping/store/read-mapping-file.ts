import type { MappingFile } from '../../../../api/mappings.ts';

/** What the service takes in one request. */
export const MOST_BYTES = 1_000_000;

const AGAIN = 'Choose a file that Care exported: it ends in .json and begins with “care-mapping”.';

/** A mapping file, or why it is none, as a person can mend it. Its details are judged by the service. */
export function readMappingFile(
  text: string,
): { file: MappingFile } | { unreadable: { fact: string; remedy: string } } {
  const refuse = (fact: string, remedy = AGAIN) => ({ unreadable: { fact, remedy } });
  if (text.trim() === '') return refuse('The file is empty.');
  if (new TextEncoder().encode(text).length > MOST_BYTES) {
    return refuse('The file is larger than 1 MB: no mapping file is.');
  }
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch {
    return refuse('The file is not JSON, or it is cut off.');
  }
  const { format, formatVersion, mappings } = (read ?? {}) as Record<string, unknown>;
  if (format !== 'care-mapping' || !Array.isArray(mappings)) return refuse('The file is not a mapping file.');
  if (formatVersion !== 1) {
    return refuse(
      `The file is of format ${String(formatVersion)}; this Care reads format 1.`,
      'Export it again from a Care of the same version as this one.',
    );
  }
  if (mappings.length === 0) {
    return refuse('The file holds no mapping.', 'Save a mapping in the org it comes from, and export again.');
  }
  return { file: read as MappingFile };
}
