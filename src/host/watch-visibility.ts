/**
 * Tells when an element comes into view or leaves it, whether by scrolling, a hidden console tab or a hidden browser
 * tab. Returns the function that ends it.
 */
export function watchVisibility(element: HTMLElement, onChange: (visible: boolean) => void): () => void {
  let isInView = false;
  let last: boolean | undefined;
  const tell = () => {
    const visible = isInView && document.visibilityState === 'visible';
    if (visible === last) return;
    last = visible;
    onChange(visible);
  };
  const observer = new IntersectionObserver((entries) => {
    isInView = entries.some((entry) => entry.isIntersecting);
    tell();
  });
  observer.observe(element);
  document.addEventListener('visibilitychange', tell);
  return () => {
    observer.disconnect();
    document.removeEventListener('visibilitychange', tell);
  };
}
