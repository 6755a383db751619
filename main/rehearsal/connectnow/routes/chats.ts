/** Chats, and their passwords. */
import { randomBytes } from 'node:crypto';
import { json, type Reply } from '../../reply.ts';
import { inChat, type RouteParts } from '../parts.ts';
import { done, invalid, noSuch, noSuchRoute } from '../replies.ts';
import type { Route, Visit } from '../router.ts';
import { check } from '../rules.ts';

export function chatRoutes(parts: RouteParts): Route[] {
  const { tables, wire, behaviour, now, page, created } = parts;
  const { chats, companies, messages } = tables;

  /** The wanted name and company, or what is wrong with them. */
  function read(input: Visit['input']): { name: string; companyId: number | null } | Reply {
    const errors = check(input, [{ name: 'name' }, { name: 'company_id', type: 'integer', required: false }]);
    if (errors) return invalid(errors);
    const companyId = (input['company_id'] as number | undefined) ?? null;
    if (companyId !== null && !companies.find(companyId)) return invalid({ company_id: ['The selected company id is invalid.'] });
    return { name: input['name'] as string, companyId };
  }

  function share({ ids: [id = ''], caller }: Visit): Reply {
    return inChat(parts, id, caller, (chat) => json(200, { password: chat.password }));
  }

  const shareAt = (path: string, place: typeof behaviour.unsurePaths): Route => ({
    method: 'POST',
    path,
    guard: 'either',
    handle: (visit) => (behaviour.unsurePaths === place ? share(visit) : noSuchRoute(visit.call.path)),
  });

  return [
    { method: 'GET', path: '/api/chats', guard: 'api', handle: ({ call }) => page(chats.rows().map(wire.chat), call) },
    {
      method: 'POST',
      path: '/api/chats',
      guard: 'api',
      handle({ input }) {
        const wanted = read(input);
        if ('status' in wanted) return wanted;
        return created(wire.chat(chats.add({ ...wanted, password: randomBytes(6).toString('hex'), createdAt: now() })));
      },
    },
    {
      method: 'GET',
      path: '/api/chats/*',
      guard: 'either',
      handle: ({ ids: [id = ''], caller }) => inChat(parts, id, caller, (chat) => json(200, wire.chat(chat))),
    },
    {
      method: 'PUT',
      path: '/api/chats/*',
      guard: 'api',
      handle({ ids: [id = ''], input }) {
        const chat = chats.find(id);
        if (!chat) return noSuch('Chat', id);
        const wanted = read(input);
        if ('status' in wanted) return wanted;
        return json(200, wire.chat(Object.assign(chat, wanted)));
      },
    },
    {
      method: 'DELETE',
      path: '/api/chats/*',
      guard: 'api',
      handle({ ids: [id = ''] }) {
        const chat = chats.find(id);
        if (!chat) return noSuch('Chat', id);
        chats.remove(chat.id);
        for (const message of messages.rows()) if (message.chatId === chat.id) messages.remove(message.id);
        return done;
      },
    },
    shareAt('/chats/*/share', 'printed'),
    shareAt('/api/chats/*/share', 'api'),
  ];
}
