/** The frames of one page, as Chromium reports them and as Electron shows them. */
import type { WebFrameMain } from 'electron';
import type { EventEmitter } from 'node:events';
import { fromChromium, originOf } from './urls.ts';

type FrameShape = Pick<
  WebFrameMain,
  'url' | 'origin' | 'name' | 'routingId' | 'frameTreeNodeId' | 'processId' | 'frameToken' | 'detached' | 'isDestroyed'
>;

let nextNumber = 1;

/** One frame. Its address follows navigations; a detached frame stays readable and says so. */
export class HostFrame implements FrameShape {
  readonly frameToken: string;
  readonly routingId = nextNumber++;
  readonly frameTreeNodeId = this.routingId;
  /** Chromium tells no process ids over DevTools. */
  readonly processId = 1;
  chromiumUrl = '';
  name = '';
  detached = false;
  readonly #tree: FrameTree;
  readonly #parentId: string | null;

  constructor(tree: FrameTree, id: string, parentId: string | null) {
    this.#tree = tree;
    this.frameToken = id;
    this.#parentId = parentId;
  }

  get url(): string {
    return fromChromium(this.chromiumUrl);
  }

  get origin(): string {
    return originOf(this.chromiumUrl);
  }

  get parent(): HostFrame | null {
    return this.#parentId === null ? null : this.#tree.find(this.#parentId);
  }

  get top(): HostFrame | null {
    return this.parent ? this.parent.top : this;
  }

  get frames(): HostFrame[] {
    return this.#tree.all().filter((frame) => frame.parent === this);
  }

  get framesInSubtree(): HostFrame[] {
    return [this, ...this.frames.flatMap((frame) => frame.framesInSubtree)];
  }

  isDestroyed(): boolean {
    return this.detached;
  }
}

interface FrameFacts {
  id: string;
  parentId?: string;
  name?: string;
  url: string;
  urlFragment?: string;
  unreachableUrl?: string;
}

/** Follows the frame events of a page's sessions. */
export class FrameTree {
  readonly main: HostFrame;
  onNavigated: (frame: HostFrame, unreachableUrl: string | null) => void = () => undefined;
  readonly #frames = new Map<string, HostFrame>();

  constructor(mainId: string) {
    this.main = this.#add(mainId, null);
  }

  find(id: string): HostFrame | null {
    return this.#frames.get(id) ?? null;
  }

  all(): HostFrame[] {
    return [...this.#frames.values()];
  }

  /** Takes the events of one session; a frame in another process has a session of its own. */
  follow(session: EventEmitter): void {
    const listen = <Event>(method: string, act: (event: Event) => void) => session.on(method, act);
    listen('Page.frameAttached', ({ frameId, parentFrameId }: { frameId: string; parentFrameId: string }) => {
      if (!this.#frames.has(frameId)) this.#add(frameId, parentFrameId);
    });
    listen('Page.frameDetached', ({ frameId, reason }: { frameId: string; reason: string }) => {
      // A frame that only moves to another process keeps its identity.
      if (reason !== 'swap') this.#remove(frameId);
    });
    listen('Page.frameNavigated', ({ frame }: { frame: FrameFacts }) => {
      const known = this.find(frame.id) ?? this.#add(frame.id, frame.parentId ?? null);
      known.chromiumUrl = frame.url + (frame.urlFragment ?? '');
      known.name = frame.name ?? '';
      this.onNavigated(known, frame.unreachableUrl ?? null);
    });
    listen('Page.navigatedWithinDocument', ({ frameId, url }: { frameId: string; url: string }) => {
      const frame = this.find(frameId);
      if (frame) frame.chromiumUrl = url;
    });
  }

  #add(id: string, parentId: string | null): HostFrame {
    const frame = new HostFrame(this, id, parentId);
    this.#frames.set(id, frame);
    return frame;
  }

  #remove(id: string): void {
    const frame = this.find(id);
    if (!frame) return;
    for (const child of frame.frames) this.#remove(child.frameToken);
    frame.detached = true;
    this.#frames.delete(id);
  }
}
