import { SvelteMap } from 'svelte/reactivity';
import type { ManagedItem, ManagedKind } from '../../../preload/contract/provider.ts';
import { parley, sentenceOf } from '../ipc.ts';
import type { Values } from './fields.ts';

/** The things of one kind under one parent, as the service lists them. */
class ManagedList {
  phase = $state<'loading' | 'ready' | 'failed'>('loading');
  failure = $state('');
  items = $state.raw<readonly ManagedItem[]>([]);
  readonly kind: ManagedKind;
  readonly parentId: string | null;
  #accountId: string;

  constructor(accountId: string, kind: ManagedKind, parentId: string | null) {
    this.#accountId = accountId;
    this.kind = kind;
    this.parentId = parentId;
    void this.load();
  }

  get where(): { accountId: string; kind: string; parentId: string | null } {
    return { accountId: this.#accountId, kind: this.kind.id, parentId: this.parentId };
  }

  async load(): Promise<void> {
    this.phase = 'loading';
    try {
      this.items = await parley.managed.list(this.where);
      this.phase = 'ready';
    } catch (error) {
      this.failure = sentenceOf(error);
      this.phase = 'failed';
    }
  }
}

/** Looking after what a service has besides messages. One kind at a time; what it belongs to is chosen first. */
export class Management {
  readonly kinds: readonly ManagedKind[];
  kindId = $state('');
  /** The chosen item, or `new` while one is being made. */
  selected = $state.raw<ManagedItem | 'new' | null>(null);
  #accountId: string;
  /** The chosen parent item, by its kind. */
  #chosen = new SvelteMap<string, string>();
  #lists = new SvelteMap<string, ManagedList>();

  constructor(accountId: string, kinds: readonly ManagedKind[]) {
    this.#accountId = accountId;
    this.kinds = kinds;
    if (kinds[0]) this.show(kinds[0].id);
  }

  readonly kind = $derived.by(() => this.kinds.find(({ id }) => id === this.kindId));
  /** What the present kind belongs to, the furthest first. */
  readonly parents = $derived.by(() => {
    const chain: ManagedKind[] = [];
    for (let at = this.#kind(this.kind?.parent); at && !chain.includes(at); at = this.#kind(at.parent)) chain.unshift(at);
    return chain;
  });
  /** The first parent that has yet to be chosen. */
  readonly missingParent = $derived.by(() => this.parents.find(({ id }) => !this.#chosen.has(id)));
  readonly list = $derived.by(() => (this.missingParent ? undefined : this.#lists.get(this.kindId)));

  #kind(id: string | null | undefined): ManagedKind | undefined {
    return this.kinds.find((kind) => kind.id === id);
  }

  listOf(kindId: string): ManagedList | undefined {
    return this.#lists.get(kindId);
  }

  chosenIn(kindId: string): string {
    return this.#chosen.get(kindId) ?? '';
  }

  show(kindId: string): void {
    this.kindId = kindId;
    this.selected = null;
    this.#fill();
  }

  /** What lies below another parent is another list. */
  choose(kindId: string, itemId: string): void {
    this.#chosen.set(kindId, itemId);
    this.selected = null;
    this.#forgetBelow(kindId);
    this.#fill();
  }

  #forgetBelow(kindId: string): void {
    for (const { id } of this.kinds.filter(({ parent }) => parent === kindId)) {
      this.#lists.delete(id);
      this.#chosen.delete(id);
      this.#forgetBelow(id);
    }
  }

  /** Asks for every list on the way to the present kind that can be asked for. */
  #fill(): void {
    for (const kind of [...this.parents, this.kind]) {
      if (!kind || this.#lists.has(kind.id)) continue;
      const parentId = kind.parent === null ? null : this.#chosen.get(kind.parent);
      if (parentId === undefined) return;
      this.#lists.set(kind.id, new ManagedList(this.#accountId, kind, parentId));
    }
  }

  /** Creates or changes; throws what main says. */
  async save(values: Values): Promise<void> {
    const { list, selected } = this;
    if (!list || !selected) return;
    if (selected === 'new') {
      const item = await parley.managed.create({ ...list.where, values });
      list.items = [...list.items, item];
      this.selected = item;
    } else {
      const item = await parley.managed.update({ ...list.where, itemId: selected.id, values });
      list.items = list.items.map((one) => (one.id === selected.id ? item : one));
      this.selected = item;
    }
  }

  async remove(item: ManagedItem): Promise<void> {
    const { list } = this;
    if (!list) return;
    await parley.managed.remove({ ...list.where, itemId: item.id });
    list.items = list.items.filter(({ id }) => id !== item.id);
    if (this.#chosen.get(list.kind.id) === item.id) {
      this.#chosen.delete(list.kind.id);
      this.#forgetBelow(list.kind.id);
    }
    this.selected = null;
  }
}
