import { fitToWindow } from '../fitToWindow';

const heightOf = (box) => box.style.getPropertyValue('--care-box-height');

let box;
let place;
let observers;

describe('fitToWindow', () => {
  beforeEach(() => {
    observers = [];
    global.IntersectionObserver = class {
      constructor(listener) {
        Object.assign(this, { listener, isWatching: false });
        observers.push(this);
      }
      observe() {
        this.isWatching = true;
      }
      disconnect() {
        this.isWatching = false;
      }
    };
    place = { top: 100, width: 400 };
    box = {
      style: document.createElement('div').style,
      offsetWidth: 400,
      getBoundingClientRect: () => place,
    };
  });

  const fitBox = () => fitToWindow(box, 12, () => ({ setting: 'fill' }));

  it('fits at once, when something above moves it, and when the window changes', () => {
    const { end } = fitBox();
    expect(heightOf(box)).toBe(`${window.innerHeight - 112}px`);
    place.top = 200;
    observers[0].listener();
    expect(heightOf(box)).toBe(`${window.innerHeight - 212}px`);
    place.top = 50;
    window.dispatchEvent(new Event('resize'));
    expect(heightOf(box)).toBe(`${window.innerHeight - 62}px`);
    end();
  });

  it.each([
    ['scrolled away', { top: -10, width: 400 }],
    ['in a hidden tab', { top: 0, width: 0 }],
  ])('keeps its height while it is %s', (_, away) => {
    const { measure, end } = fitBox();
    const before = heightOf(box);
    place = away;
    measure();
    expect(heightOf(box)).toBe(before);
    end();
  });

  it('keeps still once the reader scrolls, unless the scrolling is in another tab', () => {
    const { end } = fitBox();
    box.offsetWidth = 0;
    window.dispatchEvent(new Event('scroll'));
    expect(observers[0].isWatching).toBe(true);
    box.offsetWidth = 400;
    window.dispatchEvent(new Event('scroll'));
    expect(observers[0].isWatching).toBe(false);
    end();
  });

  it('watches nothing any more once it has ended', () => {
    const { end } = fitBox();
    end();
    const before = heightOf(box);
    place.top = 300;
    window.dispatchEvent(new Event('resize'));
    expect([observers[0].isWatching, heightOf(box)]).toEqual([false, before]);
  });
});
