/** Settings as they are stored, read by their schema: here and not in the store's threads, each of which would have to load all of zod for it. */
import { defaultSettings, settingsSchema, type Settings } from '../../preload/contract/domain.ts';

const partly = settingsSchema.partial();

/** A value that an older or newer Parley wrote and this one cannot read falls back to its default. */
export function settingsFrom(stored: Readonly<Record<string, unknown>>): Settings {
  const settings: Settings = { ...defaultSettings };
  for (const [name, value] of Object.entries(stored)) {
    const parsed = partly.safeParse({ [name]: value });
    if (parsed.success) Object.assign(settings, parsed.data);
  }
  return settings;
}
