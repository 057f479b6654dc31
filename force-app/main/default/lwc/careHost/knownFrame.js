/**
 * The address that framed Care last in this browser page. One org has one, so the next frame can open while its code
 * is still being asked for. Only a code's answer may name it.
 */
let known;

export const recallFrame = () => known;

export function rememberFrame(frameUrl) {
  known = frameUrl;
}

/** What did not open is asked for again. */
export function forgetFrame() {
  known = undefined;
}
