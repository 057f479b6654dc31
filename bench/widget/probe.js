// Runs in every frame before its own scripts: when is the first message, and when the newest, on the screen?
// Messages carry "[m<index>]" in their text. 32 points of the view are looked at in every frame.
window.probe = (() => {
  const state = { first: 0, newest: 0, since: performance.now(), origin: performance.timeOrigin };
  const deepest = (x, y) => {
    let element = document.elementFromPoint(x, y);
    while (element?.shadowRoot) {
      const inner = element.shadowRoot.elementFromPoint(x, y);
      if (!inner || inner === element) break;
      element = inner;
    }
    return element;
  };
  const up = (element) => element.parentElement ?? element.getRootNode().host ?? null;
  const markersAt = (x, y) => {
    let element = deepest(x, y);
    for (let level = 0; element && level < 4; level++, element = up(element)) {
      // A whole list is never read: that would cost, and say nothing.
      if (element.childElementCount > 12 || element.getBoundingClientRect().height > 600) return [];
      const text = element.textContent ?? '';
      const found = text.length < 3000 ? text.match(/\[m\d+\]/g) : null;
      if (found) return found;
    }
    return [];
  };
  const look = () => {
    const seen = new Set();
    if (!document.body) return seen;
    for (let row = 0; row < 16; row++)
      for (const column of [0.3, 0.7])
        for (const marker of markersAt(innerWidth * column, (innerHeight * (row + 0.5)) / 16))
          seen.add(marker);
    return seen;
  };
  // Painted: the first task after this frame, or the next frame, whichever comes first.
  const painted = (name) => {
    const channel = new MessageChannel();
    const note = () => {
      state[name] ||= performance.now();
    };
    channel.port1.onmessage = note;
    channel.port2.postMessage(0);
    requestAnimationFrame(note);
  };
  let isFirst = true;
  const tick = (now) => {
    const seen = look();
    if (seen.size > 0 && isFirst) {
      isFirst = false;
      painted('first');
    }
    if (seen.has(`[m${window.newestMarker}]`)) painted('newest');
    else if (now < 60_000) requestAnimationFrame(tick);
  };
  requestAnimationFrame(tick);
  return state;
})();
