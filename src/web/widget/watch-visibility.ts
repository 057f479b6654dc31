/**
 * Tells whether anybody can see this frame: it stands in view of its page, and the page in view of the reader.
 * Consoles hide tabs by not drawing them, which an IntersectionObserver notices from inside. A frame that
 * was never drawn hears nothing.
 */
export function watchVisibility(told: (visible: boolean) => void): () => void {
  let inView = false;
  let last: boolean | null = null;
  const tell = () => {
    const visible = inView && document.visibilityState === 'visible';
    if (visible === last) return;
    last = visible;
    told(visible);
  };
  const observer = new IntersectionObserver((entries) => {
    inView = entries.at(-1)?.isIntersecting ?? inView;
    tell();
  });
  observer.observe(document.documentElement);
  document.addEventListener('visibilitychange', tell);
  return () => {
    observer.disconnect();
    document.removeEventListener('visibilitychange', tell);
  };
}
