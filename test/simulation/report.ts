/** The simulated days in words and figures. */
import { events } from './journal.ts';
import type { DayReport } from './day.ts';

export function describeDay({ seed, journal, meter, gaps }: DayReport): string {
  const { counts, posts, losses, reactions, notes, wishes, problems } = journal;
  const happenings = events.map((event) => `${counts[event]} ${event}`).join(', ');
  const byOthers = `${posts.length} messages from others, ${losses.length} changes, ${reactions} reactions`;
  const facts = `${byOthers}, ${notes.length} sends, ${wishes.length} changes of them, ${happenings}, ${meter.requests()} requests, ${gaps} gaps`;
  if (problems.length === 0) return `seed ${seed}: true. ${facts}`;
  return [
    `seed ${seed}: NOT TRUE. ${facts}`,
    ...problems.map((problem) => `  ${problem}`),
    `  Again: node test/simulation/index.ts --seed ${seed}`,
  ].join('\n');
}

/** Requests per hour and account: the busiest of each kind, and one that only waits. */
export function describeRequests({ services, meter }: DayReport): string {
  const figure = (value: number | null) => (value === null ? '–' : value.toFixed(0)).padStart(12);
  const lines = services.map((service) => {
    const role = service.quiet ? 'nobody writes' : 'in use';
    return `${service.account.name.padEnd(24)}${role.padEnd(16)}${figure(meter.perHour(service, 'visible'))}${figure(meter.perHour(service, 'background'))}`;
  });
  return [`${'requests per hour'.padEnd(40)}${'in view'.padStart(12)}${'hidden'.padStart(12)}`, ...lines].join('\n');
}
