/**
 * What ConnectNow's documentation leaves open. Its chat API has no published JSON, so each guess stands here, once, and the code reads it
 * from here. They come from the sister APIs in the same documentation and from what Laravel, which all of them are made with, does.
 */

/** Where the text of a message is, likeliest first. The first is also the name it is sent under until the service asks for another. */
export const messageTextNames = ['message', 'body', 'content', 'text'] as const;

/** The name of a chat and of a company, likeliest first; also what it is sent under. */
export const titleNames = ['name', 'title', 'subject'] as const;

/** Who wrote a message: the id, and the person where the service nests one. */
export const authorIdNames = ['chat_user_id', 'user_id'] as const;
export const authorNames = ['chat_user', 'user', 'chatUser'] as const;

/** A chat-user token in the answer to joining or to a code: under one of these, at the top or in `data`, or the answer is that string. */
export const tokenNames = ['token', 'chat_user_token', 'access_token', 'plainTextToken'] as const;

/** The chat password in the answer to `share`: likewise. */
export const chatPasswordNames = ['password', 'url', 'link'] as const;

/**
 * Which token a route of a chat takes: only writing messages is known to take the chat-user token. The kind to begin with; where it is
 * refused, the other is tried.
 */
export const chatRoutes = {
  readMessages: 'chat-user',
  readPeople: 'chat-user',
  changeMessages: 'chat-user',
  changePeople: 'api',
  share: 'api',
} as const;

/** `get-token` and `share` are printed without the `/api` all their sisters have: tried in this order, the next on 404 and 405 only. */
export const unsurePrefixes = ['/api', ''] as const;

/** Joining a chat with its password, which needs no token. It answers with a token, or has a code mailed to those who were here before. */
export const joinBody = (values: { name: string; surname: string; email: string; password: string }) => ({ ...values });

/** `per_page` is 15 when left out, and at most this. */
export const largestPage = 249;

/** A list that comes as a bare array is all there is. */
export const bareArrayHasMore = false;

/** More pages than this are a server that never ends, not a list. */
export const mostPages = 400;
