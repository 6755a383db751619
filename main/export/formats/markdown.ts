/** Conversations to read and to edit: one Markdown file each. */
import type { ExportedMessage } from '../source.ts';
import { gapsBefore, type Format } from './format.ts';
import { markdownLine, markdownQuote } from './markdown-text.ts';
import { clockOf, count, dayOf, gapWords, letGoWords, marksOf, momentOf, oneLine, timeZone } from './words.ts';

const inline = (text: string) => markdownLine(oneLine(text));

export const markdown: Format = {
  extension: 'md',
  together: null,
  begin: () => '',
  conversation({ conversation, account }) {
    const { title, letGoBefore } = conversation;
    const facts = [`Account: ${inline(account.name)}`, `Times: ${inline(timeZone)}`].map((fact) => `- ${fact}\n`).join('');
    return `# ${inline(title)}\n\n${facts}${letGoBefore === null ? '' : `\n*${inline(letGoWords(letGoBefore))}*\n`}`;
  },
  message(message, previous, { gaps }) {
    const day = dayOf(message.sentAt);
    const missing = gapsBefore(message, previous, gaps).map((gap) => `\n*${inline(gapWords(gap))}*\n`);
    const heading = previous === null || dayOf(previous.sentAt) !== day ? `\n## ${day}\n` : '';
    return missing.join('') + heading + (message.system ? systemLine(message) : entry(message));
  },
  conversationEnd: (messages) => `\n---\n\n${count(messages, 'message')}.\n`,
  end: () => '',
  index: null,
};

function systemLine({ sentAt, text }: ExportedMessage): string {
  return `\n*${clockOf(sentAt)}* ${inline(text)}\n`;
}

function entry(message: ExportedMessage): string {
  const { authorName, sentAt, replyTo, text, deleted, versions, reactions } = message;
  const marks = marksOf(message).map((mark) => ` · ${inline(mark)}`);
  const answered = replyTo ? [`> ↩ ${inline(replyTo.authorName)}: ${inline(replyTo.text)}\\\n`] : [];
  const body = deleted && text === '' ? '> *The text was never seen.*' : markdownQuote(text);
  const earlier = versions.map((version) => `\nUntil ${inline(momentOf(version.replacedAt))} it read:\n\n${markdownQuote(version.text)}\n`);
  const felt = reactions.map(({ emoji, count: times }) => `${inline(emoji)} ${times}`).join(' · ');
  return [
    `\n**${inline(authorName) || 'Somebody'}** · ${clockOf(sentAt)}${marks.join('')}\n\n`,
    ...answered,
    `${body}\n`,
    ...(felt === '' ? [] : [`\n${felt}\n`]),
    ...earlier,
  ].join('');
}
