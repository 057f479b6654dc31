import CareBox from 'c/careBox';
import { getAllUtilityInfo } from 'lightning/platformUtilityBarApi';
import { createElement } from 'lwc';

const settled = () => new Promise((done) => setTimeout(done));
const TOP = 100;
const room = () => window.innerHeight - TOP;

async function show(properties) {
  const element = createElement('c-care-box', { is: CareBox });
  Object.assign(element, { height: 'fill', ...properties });
  document.body.appendChild(element);
  await settled();
  return element;
}

const heightOf = (element) =>
  element.shadowRoot.querySelector('div').style.getPropertyValue('--care-box-height');

let watching;

describe('c-care-box', () => {
  beforeEach(() => {
    watching = 0;
    global.IntersectionObserver = class {
      observe() {
        watching += 1;
      }
      disconnect() {
        watching -= 1;
      }
    };
    getAllUtilityInfo.mockResolvedValue([]);
    jest.spyOn(Element.prototype, 'getBoundingClientRect').mockReturnValue({ top: TOP, width: 400 });
  });
  afterEach(() => {
    document.body.replaceChildren();
  });

  it('fills the window from where it stands', async () => {
    const element = await show();
    expect(heightOf(element)).toBe(`${room() - 12}px`);
    await expect(element).toBeAccessible();
  });

  it('takes the height the page sets', async () => {
    expect(heightOf(await show({ height: '480' }))).toBe('480px');
  });

  it('follows what the content asks for where the page lets it', async () => {
    const element = await show({ height: 'content' });
    expect(heightOf(element)).toBe(`${room() - 12}px`);
    element.contentHeight = 500;
    expect([element.contentHeight, heightOf(element)]).toEqual([500, '500px']);
  });

  it('leaves room for the bar of an app with utilities, and none besides inside one', async () => {
    getAllUtilityInfo.mockResolvedValue([{ id: 'utility1' }]);
    expect(heightOf(await show())).toBe(`${room() - 40 - 12}px`);
    expect(heightOf(await show({ utilityId: 'utility1' }))).toBe(`${room() - 40}px`);
  });

  it('watches nothing any more once it is gone, also when it went before it knew of the bar', async () => {
    const element = await show();
    expect(watching).toBe(1);
    element.remove();
    expect(watching).toBe(0);
    document.body.appendChild(element);
    element.remove();
    await settled();
    expect(watching).toBe(0);
  });

  it('fits again when it is put up again', async () => {
    const element = await show();
    element.remove();
    document.body.appendChild(element);
    await settled();
    expect(watching).toBe(1);
  });
});
