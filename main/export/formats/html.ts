/** Conversations to look at and to print: one page each, and one that leads to them. */
import type { ExportedMessage } from '../source.ts';
import { gapsBefore, type Format, type IndexEntry } from './format.ts';
import { escaped, pageEnd, pageStart } from './html-page.ts';
import { clockOf, count, dayOf, gapWords, letGoWords, machineTime, marksOf, momentOf, oneLine, timeZone } from './words.ts';

/** Of unknown direction, and without a hold on what is around it. */
const name = (text: string) => `<bdi>${escaped(oneLine(text))}</bdi>`;

export const html: Format = {
  extension: 'html',
  together: null,
  begin: () => '',
  conversation({ conversation: { title, letGoBefore }, account }) {
    const letGo = letGoBefore === null ? '' : `<p class="missing">${escaped(letGoWords(letGoBefore))}</p>\n`;
    const facts = `<p class="facts">${name(account.name)} · times of ${escaped(timeZone)}</p>`;
    return `${pageStart(oneLine(title))}<h1>${name(title)}</h1>\n${facts}\n<main>\n${letGo}`;
  },
  message(message, previous, { gaps }) {
    const day = dayOf(message.sentAt);
    const missing = gapsBefore(message, previous, gaps).map((gap) => `<p class="missing">${escaped(gapWords(gap))}</p>\n`);
    const heading = previous === null || dayOf(previous.sentAt) !== day ? `<h2>${escaped(day)}</h2>\n` : '';
    return missing.join('') + heading + (message.system ? systemLine(message) : article(message));
  },
  conversationEnd: (messages) => `</main>\n<footer><p class="facts">${count(messages, 'message')}</p></footer>\n${pageEnd}`,
  end: () => '',
  index: {
    name: 'index.html',
    of({ accounts, plan }, entries) {
      const lists = accounts.map((account) =>
        list(
          account.name,
          entries.filter((entry) => entry.account.id === account.id),
        ),
      );
      const facts = `<p class="facts">Exported ${escaped(momentOf(plan.startedAt))}</p>\n`;
      return `${pageStart('Exported conversations')}<h1>Exported conversations</h1>\n${facts}${lists.join('')}${pageEnd}`;
    },
  },
};

function systemLine({ sentAt, text }: ExportedMessage): string {
  return `<p class="system" dir="auto">${time(sentAt)} ${escaped(text)}</p>\n`;
}

function article(message: ExportedMessage): string {
  const { authorName, sentAt, mine, deleted, replyTo, text, reactions } = message;
  const classes = [...(mine ? ['own'] : []), ...(deleted ? ['deleted'] : [])].join(' ');
  const marks = marksOf(message).map((mark) => ` <small>${escaped(mark)}</small>`);
  const felt = reactions.map(({ emoji, count: times }) => `${name(emoji)} ${times}`).join(' · ');
  return [
    `<article${classes && ` class="${classes}"`}>`,
    `<header><b>${name(authorName) || 'Somebody'}</b> ${time(sentAt)}${marks.join('')}</header>`,
    replyTo ? `<blockquote dir="auto">${name(replyTo.authorName)}: ${escaped(replyTo.text)}</blockquote>` : '',
    deleted && text === '' ? '<p class="quiet">The text was never seen.</p>' : `<p class="text" dir="auto">${escaped(text)}</p>`,
    felt && `<p class="quiet">${felt}</p>`,
    earlier(message),
    '</article>\n',
  ].join('');
}

function earlier({ versions }: ExportedMessage): string {
  if (versions.length === 0) return '';
  const texts = versions.map(
    ({ text, replacedAt }) => `<p class="quiet">Until ${escaped(momentOf(replacedAt))}:</p><p class="text" dir="auto">${escaped(text)}</p>`,
  );
  return `<details><summary>Earlier texts</summary>${texts.join('')}</details>`;
}

function time(at: number): string {
  return `<time datetime="${machineTime(at)}">${escaped(clockOf(at))}</time>`;
}

function list(account: string, entries: IndexEntry[]): string {
  const items = entries.map(({ path, title, mark }) => {
    const address = path.split('/').map(encodeURIComponent).join('/');
    const last = mark.previous ? ` · ${escaped(momentOf(mark.previous.sentAt))}` : '';
    return `<li><a href="${escaped(address)}">${name(title) || 'Untitled'}</a> <small>${count(mark.messages, 'message')}${last}</small></li>\n`;
  });
  return `<h2>${name(account)}</h2>\n<ul>\n${items.join('')}</ul>\n`;
}
