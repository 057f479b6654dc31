import { heightOf } from '../heightOf';

const PLACE = { top: 200, window: 900, below: 12 };

describe('heightOf', () => {
  it.each([
    ['a fixed number', '480', PLACE, 480],
    ['the rest of the window', 'fill', PLACE, 688],
    ['what the content asks for', 'content', { ...PLACE, content: 500 }, 500],
    ['the rest of the window until the content asks', 'content', PLACE, 688],
    ['no less than fits a conversation', 'content', { ...PLACE, content: 100 }, 320],
    ['no more than a page', 'content', { ...PLACE, content: 5000 }, 1200],
    ['a window of its own below the fold', 'fill', { ...PLACE, top: 800 }, 876],
    ['the least even in a tiny window', 'fill', { top: 100, window: 200, below: 12 }, 320],
  ])('takes %s', (_, setting, place, expected) => {
    expect(heightOf(setting, place)).toBe(expected);
  });
});
