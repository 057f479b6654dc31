import { heightOf } from './heightOf';

/**
 * Keeps a box as high as its setting says. What stands above may load later and push it down: it is fitted again until
 * the reader scrolls, and whenever the window changes. Returns { measure, end }.
 *
 * @param box the element; it takes its height from --care-box-height
 * @param below pixels of the window that stay free below it
 * @param wishes returns { setting, content }: the design-time setting, and the height the content asks for
 */
export function fitToWindow(box, below, wishes) {
  const measure = () => {
    const { top, width } = box.getBoundingClientRect();
    // Scrolled away, or in a hidden tab: its place is not known now.
    if (top < 0 || width === 0) return;
    const { setting, content } = wishes();
    const height = heightOf(setting, { top, window: window.innerHeight, content, below });
    box.style.setProperty('--care-box-height', `${height}px`);
  };
  const observer = new IntersectionObserver(measure, {
    rootMargin: `0px 0px -${below}px`,
    threshold: [0, 0.5, 1],
  });
  // A reader scrolling in another tab says nothing about this one.
  const settle = () => {
    if (box.offsetWidth > 0) observer.disconnect();
  };
  observer.observe(box);
  window.addEventListener('resize', measure);
  window.addEventListener('scroll', settle, { capture: true, passive: true });
  measure();
  return {
    measure,
    end() {
      observer.disconnect();
      window.removeEventListener('resize', measure);
      window.removeEventListener('scroll', settle, { capture: true });
    },
  };
}
