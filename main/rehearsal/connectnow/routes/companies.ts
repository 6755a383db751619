/** Companies: the account's business alone. */
import { json } from '../../reply.ts';
import type { RouteParts } from '../parts.ts';
import { done, invalid, noSuch } from '../replies.ts';
import type { Route } from '../router.ts';
import { check } from '../rules.ts';

export function companyRoutes({ tables, wire, now, page, created }: RouteParts): Route[] {
  const { companies, chats } = tables;
  const rules = [{ name: 'name' }];
  return [
    { method: 'GET', path: '/api/companies', guard: 'api', handle: ({ call }) => page(companies.rows().map(wire.company), call) },
    {
      method: 'POST',
      path: '/api/companies',
      guard: 'api',
      handle({ input }) {
        const errors = check(input, rules);
        if (errors) return invalid(errors);
        return created(wire.company(companies.add({ name: input['name'] as string, createdAt: now() })));
      },
    },
    {
      method: 'GET',
      path: '/api/companies/*',
      guard: 'api',
      handle({ ids: [id = ''] }) {
        const company = companies.find(id);
        return company ? json(200, wire.company(company)) : noSuch('Company', id);
      },
    },
    {
      method: 'PUT',
      path: '/api/companies/*',
      guard: 'api',
      handle({ ids: [id = ''], input }) {
        const company = companies.find(id);
        const errors = check(input, rules);
        if (!company) return noSuch('Company', id);
        if (errors) return invalid(errors);
        company.name = input['name'] as string;
        return json(200, wire.company(company));
      },
    },
    {
      method: 'DELETE',
      path: '/api/companies/*',
      guard: 'api',
      handle({ ids: [id = ''] }) {
        const company = companies.find(id);
        if (!company) return noSuch('Company', id);
        companies.remove(company.id);
        for (const chat of chats.rows()) if (chat.companyId === company.id) chat.companyId = null;
        return done;
      },
    },
  ];
}
