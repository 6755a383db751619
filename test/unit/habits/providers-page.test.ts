/** docs/providers.md names a test for every line of the contract sheets: what it names has to be there. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { providers } from '../../../main/providers/registry.ts';
import { projectRoot } from '../../../scripts/root.ts';

const page = readFileSync(join(projectRoot, 'docs/providers.md'), 'utf8');
const separator = ' › ';
const citations = [...page.matchAll(/`([\w/.-]+\.ts) › ([^`]+)`/g)].map(([, file, title]) => ({ file: file!, title: title! }));
const rows = page.split('\n').filter((line) => line.startsWith('| ') && !line.startsWith('| ---'));

/** Each test's title after those of the groups around it, as the source has them. */
function titlesIn(file: string): string[] {
  const titles: string[] = [];
  function visit(node: ts.Node, around: string[]): void {
    const title = titleOf(node);
    const path = title === null ? around : [...around, title];
    if (title !== null) titles.push(path.join(separator));
    ts.forEachChild(node, (child) => visit(child, path));
  }
  visit(ts.createSourceFile(file, readFileSync(join(projectRoot, 'test', file), 'utf8'), ts.ScriptTarget.Latest), []);
  return titles;
}

/** The title of `test('…')`, `describe.each(…)('…')` and their like. */
function titleOf(node: ts.Node): string | null {
  if (!ts.isCallExpression(node)) return null;
  const [first] = node.arguments;
  if (!first || !/^(test|it|describe)$/.test(nameAtTheLeft(node))) return null;
  if (ts.isStringLiteralLike(first)) return first.text;
  return ts.isTemplateExpression(first) ? first.head.text + first.templateSpans.map(spanText).join('') : null;
}

function nameAtTheLeft(node: ts.Node): string {
  if (ts.isCallExpression(node) || ts.isPropertyAccessExpression(node)) return nameAtTheLeft(node.expression);
  return ts.isIdentifier(node) ? node.text : '';
}

const spanText = ({ expression, literal }: ts.TemplateSpan) => `\${${ts.isIdentifier(expression) ? expression.text : ''}}${literal.text}`;

describe('docs/providers.md', () => {
  test('names tests that exist', () => {
    const known = new Map([...new Set(citations.map(({ file }) => file))].map((file) => [file, titlesIn(file)]));
    const missing = citations.filter(({ file, title }) => {
      const titles = known.get(file)!;
      return !titles.some((path) => path === title || path.endsWith(separator + title));
    });
    expect(citations.length).toBeGreaterThan(100);
    expect(missing).toEqual([]);
  });

  test('names files that exist', () => {
    const files = [...page.matchAll(/`((?:main|unit|faults|browser)\/[\w/.-]+\.ts)/g)].map(([, file]) => file!);
    const missing = files.filter((file) => !existsSync(join(projectRoot, file.startsWith('main/') ? '' : 'test', file)));
    expect(missing).toEqual([]);
  });

  test('leaves no row without a test, a file, or a reason', () => {
    const heads = /^\| (line of the sheet|unknown) \|/;
    const bare = rows.filter((row) => !heads.test(row) && !/`[\w/.-]+\.ts( › [^`]+)?` \|$|\| None: .+ \|$/.test(row));
    expect(bare).toEqual([]);
  });

  test('has a section for every kind of account', () => {
    const headings = page.split('\n').filter((line) => line.startsWith('## '));
    for (const { info } of providers) expect(headings.filter((heading) => heading.includes(`(\`${info.kind}\`)`))).toHaveLength(1);
  });
});
