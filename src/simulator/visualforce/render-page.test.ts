import { expect, test } from 'vitest';
import type { Scope } from './expression.ts';
import { parseMarkup } from './markup.ts';
import { renderPage } from './render-page.ts';

const properties = new Map([
  ['recordId', { value: '500<' }],
  ['nothing', { value: null }],
]);
const scope: Scope = {
  property: (name) => properties.get(name) ?? null,
  label: (name) => (name === 'Hello' ? 'Hello & welcome' : null),
  resource: (name) => (name === 'script' ? '/resource/1/script' : null),
  hasRemoteAction: (name) => name === 'Host.getCode',
};
const component = parseMarkup(
  '<apex:component layout="none"><apex:attribute name="a" type="String" required="true" description=""/><b title="{!a}">{!$Label.Hello}</b></apex:component>',
);
const render = (inside: string) =>
  renderPage(parseMarkup(`<apex:page>${inside}</apex:page>`), {
    scope,
    component: (name) => (name === 'Own' ? component : null),
    sldsUrl: '/slds.css',
  });

test('expressions are filled in and escaped, in text and in attributes', () => {
  expect(render('<p id="{!recordId}">{!$Label.Hello}, {!nothing}!</p>').body).toBe(
    '<p id="500&lt;">Hello &amp; welcome, !</p>',
  );
  expect(render('<i data-action="{!$RemoteAction.Host.getCode}"></i>').body).toBe(
    '<i data-action="Host.getCode"></i>',
  );
});

test('a component of the package stands in the page with its attributes, and sees nothing of the page', () => {
  expect(render('<c:Own a="{!recordId}"/>').body).toBe('<b title="500&lt;">Hello &amp; welcome</b>');
  expect(() => render('<c:Own/>')).toThrow('lacks the attribute "a"');
  expect(() => render('<c:Own a="" b=""/>')).toThrow('has no attribute "b"');
  expect(() => render('<c:Other/>')).toThrow('no component "Other"');
});

test('style sheets and scripts go to the head in their order', () => {
  const { head, body } = render('<apex:slds/><apex:includeScript value="{!$Resource.script}"/><br/>');
  expect(head).toBe('<link rel="stylesheet" href="/slds.css">\n<script src="/resource/1/script"></script>');
  expect(body).toBe('<br>');
});

test.each([
  ['a tag that is not simulated', '<apex:form/>', '<apex:form> is not simulated'],
  ['an attribute that is not', '<apex:includeScript value="" loadOnReady="true"/>', 'loadOnReady'],
  ['an inline script', '<script>1</script>', 'use a static resource'],
  ['an unknown label', '{!$Label.Nope}', '{!$Label.Nope} is not known here'],
  ['an unknown resource', '{!$Resource.nope}', 'is not known here'],
  ['an unknown remote action', '{!$RemoteAction.Host.nope}', 'is not known here'],
  ['an unknown global', '{!$Api.Session_ID}', 'is not known here'],
  ['a function', '{!JSENCODE(recordId)}', 'is not known here'],
  ['an unknown property', '{!constructor}', 'is not known here'],
])('%s stops the page', (_name, inside, reason) => {
  expect(() => render(inside)).toThrow(reason);
});
