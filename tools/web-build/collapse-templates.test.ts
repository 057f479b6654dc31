import { expect, test } from 'vitest';
import { collapse } from './collapse-templates.ts';

const css: [name: string, before: string, after: string][] = [
  ['indentation', '\n  .a { color: red; }\n  .b { top: 0; }\n', '.a{color:red;}.b{top:0;}'],
  ['a comment', '.a { /* why */ top: 0; }', '.a{top:0;}'],
  ['a comment with a quote in it', '/* don’t, "no */ .a { top: 0; } /* \' */', '.a{top:0;}'],
  ['a comment between names', 'a/**/.b { top: 0 }', 'a/**/.b{top:0}'],
  ['a descendant', 'a  :hover, b\n c { top: 0; }', 'a :hover,b c{top:0;}'],
  ['a sum', 'top: calc(1px  +  2px)', 'top:calc(1px + 2px)'],
  ['a text', `content: 'a  /* b */  "{ ; ' ;`, `content:'a  /* b */  "{ ; ';`],
  ['a text with an escape', `content: "\\\\"  {  " ;`, `content:"\\\\"  {  ";`],
  [
    'an address',
    'background: url(//a.example/*/b  c)  no-repeat;',
    'background:url(//a.example/*/b  c) no-repeat;',
  ],
  ['an address in quotes', 'background: url( "a)b  c" )  ;', 'background:url( "a)b  c" );'],
  ['an escaped colon', '.a\\\\: b { top: 0; }', '.a\\\\: b{top:0;}'],
  ['a no-break space', '.\u00a0  a { top: 0; }', '.\u00a0 a{top:0;}'],
  ['an empty property', '--a: ; --b:  1px ;', '--a:;--b:1px;'],
];
test.each(css)('shortens css around %s', (_name, before, after) => {
  expect(collapse(`const x = css\`${before}\`;`, 'x.ts')).toBe(`const x = css\`${after}\`;`);
});

const html: [name: string, before: string, after: string][] = [
  ['indentation', '\n  <p>\n    a  b\n  </p>\n', ' <p> a b </p> '],
  ['a tag over many lines', '<a\n  href="x"\n  ?on\n>b</a\n>', '<a href="x" ?on>b</a>'],
  ['an attribute value', `<a title="a  >  b" alt = '  ' b=c  >`, `<a title="a  >  b" alt = '  ' b=c>`],
  ['a pre', '<pre  id="a">\n  a\n</pre>  <b>  c</b>', '<pre id="a">\n  a\n</pre> <b> c</b>'],
  ['a textarea', '<TEXTAREA\n  b>\n  <i>\n</TEXTAREA>', '<TEXTAREA b>\n  <i>\n</TEXTAREA>'],
  ['a comment', '<!--  a  >  b  -->  c', '<!--  a  >  b  --> c'],
  ['a no-break space', 'a \u00a0 b', 'a \u00a0 b'],
  ['a lone less-than sign', 'a  <  b', 'a < b'],
  ['a tag closed by itself', '<path d="M0 0"  />', '<path d="M0 0" />'],
];
test.each(html)('shortens html around %s', (_name, before, after) => {
  expect(collapse(`const x = html\`${before}\`;`, 'x.ts')).toBe(`const x = html\`${after}\`;`);
});

// ⟨a⟩ stands for an expression.
const modules: [name: string, before: string, after: string][] = [
  [
    'expressions',
    'html`<a  b=⟨ c  +  d ⟩  .e=⟨`f  g`⟩  >  ⟨h⟩  </a>`',
    'html`<a b=⟨ c  +  d ⟩ .e=⟨`f  g`⟩> ⟨h⟩ </a>`',
  ],
  [
    'templates in templates',
    'html`  ⟨a ? html`  <b>  ⟨c⟩</b>` : svg`<i  />`⟩  `',
    'html` ⟨a ? html` <b> ⟨c⟩</b>` : svg`<i />`⟩ `',
  ],
  [
    'templates in a pre',
    'html`<pre>  ⟨a ? html`  b  ` : 0⟩  </pre>  ⟨html`  c`⟩`',
    'html`<pre>  ⟨a ? html`  b  ` : 0⟩  </pre> ⟨html` c`⟩`',
  ],
  ['an expression in a value', 'html`<a title="b  ⟨c⟩  d"  >`', 'html`<a title="b  ⟨c⟩  d">`'],
  ['an expression in a comment', 'css`/*  ⟨a⟩  */  .b { c: ⟨d⟩  ; }`', 'css`/*  ⟨a⟩  */  .b{c:⟨d⟩;}`'],
  ['styles in styles', 'css`  ⟨a⟩  .b { }  ⟨c⟩`', 'css`⟨a⟩ .b{}⟨c⟩`'],
  [
    'other templates and texts',
    'f`  a  `; `  b  `; "html`  c  `"; // css`  d  `',
    'f`  a  `; `  b  `; "html`  c  `"; // css`  d  `',
  ],
  ['types', 'const x: A<B> = html<C>`  a  ⟨b as  D⟩`', 'const x: A<B> = html<C>` a ⟨b as  D⟩`'],
  ['escapes', 'html`  \\`  \\⟨a⟩  \\n\\u00a0  ⟨b⟩`', 'html` \\` \\⟨a⟩ \u00a0 ⟨b⟩`'],
  ['a template whose escapes stand for nothing', 'html`  \\u  `', 'html`  \\u  `'],
  ['a syntax error', 'const = html`  a  `', 'const = html`  a  `'],
];
const inSource = (text: string) => text.replaceAll('⟨', '$' + '{').replaceAll('⟩', '}');
test.each(modules)('keeps %s', (_name, before, after) => {
  expect(collapse(inSource(before), 'x.ts')).toBe(inSource(after));
});
