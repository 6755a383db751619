/** One page in Chromium: its sessions, frames, the preload's world, and the messages that pass through it. */
import { EventEmitter } from 'node:events';
import type { Target } from './browser.ts';
import type { DevtoolsPipe, Parameters } from './devtools-pipe.ts';
import { FrameTree, type HostFrame } from './frames.ts';
import { bindingName, createPageScripts, entryName, worldName } from './page-scripts.ts';
import type { Downward, Upward } from './page/preload-world.ts';

interface PageEvents {
  /** `answer` reaches the document that sent it, or nobody. */
  message: [message: Upward, frame: HostFrame | null, answer: (message: Downward) => void];
  navigated: [frame: HostFrame, unreachableUrl: string | null];
  'dom-ready': [];
  loaded: [];
  painted: [];
  crashed: [];
  gone: [];
  title: [title: string];
  'window-open': [details: { url: string; windowName: string; windowFeatures: string[] }];
  /** A link was opened aside: with Ctrl, Shift or the middle button. */
  'link-aside': [details: { url: string; disposition: string }];
}

interface Context {
  id: number;
  uniqueId: string;
  name: string;
  auxData?: { frameId?: string };
}

export interface PageOptions {
  preloadFile: string | null;
  /** `prefers-color-scheme`, or empty for the system's. */
  colourScheme: string;
}

export class Page extends EventEmitter<PageEvents> {
  readonly targetId: string;
  readonly frames: FrameTree;
  readonly #pipe: DevtoolsPipe;
  readonly #sessionId: string;
  /** Worlds of the preload, by context id. */
  readonly #worlds = new Map<number, { uniqueId: string; frameId: string }>();

  private constructor(pipe: DevtoolsPipe, { targetId, sessionId }: Target) {
    super();
    this.#pipe = pipe;
    this.targetId = targetId;
    this.#sessionId = sessionId;
    this.frames = new FrameTree(targetId);
    this.frames.onNavigated = (frame, unreachableUrl) => this.emit('navigated', frame, unreachableUrl);
    this.frames.follow(pipe.session(sessionId));
    this.#listen();
  }

  static async open(pipe: DevtoolsPipe, target: Target, options: PageOptions): Promise<Page> {
    const page = new Page(pipe, target);
    const scripts = createPageScripts(options.preloadFile);
    const { trouble } = scripts;
    if (trouble) setImmediate(() => page.emit('message', { kind: 'preload-error', message: trouble }, page.frames.main, () => undefined));
    await Promise.all([
      page.call('Page.enable'),
      page.call('Runtime.enable'),
      page.call('Inspector.enable'),
      page.call('Page.setLifecycleEventsEnabled', { enabled: true }),
      page.call('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: false, flatten: true, filter: [{ type: 'iframe' }] }),
      page.call('Runtime.addBinding', { name: bindingName, executionContextName: worldName }),
      page.call('Page.addScriptToEvaluateOnNewDocument', { source: scripts.mainWorld }),
      page.call('Page.addScriptToEvaluateOnNewDocument', { source: scripts.preloadWorld, worldName }),
      page.setColourScheme(options.colourScheme),
      page.call('Runtime.runIfWaitingForDebugger'),
    ]);
    return page;
  }

  call<Result = Parameters>(method: string, params: Parameters = {}): Promise<Result> {
    return this.#pipe.call<Result>(method, params, this.#sessionId);
  }

  async evaluate<Value>(expression: string): Promise<Value> {
    const { result } = await this.call<{ result: { value: Value } }>('Runtime.evaluate', { expression, returnByValue: true });
    return result.value;
  }

  /** Hands a message to the preload's world of the top frame; without one it is lost, as in Electron. */
  deliver(message: Downward): void {
    const world = [...this.#worlds.values()].findLast(({ frameId }) => frameId === this.targetId);
    if (world) this.#deliverTo(world.uniqueId, message);
  }

  setColourScheme(value: string): Promise<unknown> {
    return this.call('Emulation.setEmulatedMedia', { features: [{ name: 'prefers-color-scheme', value }] });
  }

  /** Keeps painting although no screen shows the window. */
  setPaintsUnseen(enabled: boolean): Promise<unknown> {
    return this.call('Emulation.setFocusEmulationEnabled', { enabled });
  }

  close(): Promise<unknown> {
    return this.#pipe.call('Target.closeTarget', { targetId: this.targetId });
  }

  #deliverTo(uniqueContextId: string, message: Downward): void {
    // The document may be gone by now.
    this.call('Runtime.evaluate', { expression: `${entryName}(${JSON.stringify(message)})`, uniqueContextId }).catch(() => undefined);
  }

  #listen(): void {
    const session = this.#pipe.session(this.#sessionId);
    const on = <Event>(method: string, act: (event: Event) => void) => session.on(method, act);
    on('Page.domContentEventFired', () => this.emit('dom-ready'));
    on('Page.loadEventFired', () => this.emit('loaded'));
    on('Page.lifecycleEvent', ({ name, frameId }: { name: string; frameId: string }) => {
      if (name === 'firstPaint' && frameId === this.targetId) this.emit('painted');
    });
    on('Page.windowOpen', (details: PageEvents['window-open'][0]) => this.emit('window-open', details));
    on('Page.frameRequestedNavigation', (details: { url: string; disposition: string }) => {
      if (details.disposition !== 'currentTab') this.emit('link-aside', details);
    });
    on('Inspector.targetCrashed', () => {
      this.#worlds.clear();
      this.emit('crashed');
    });
    on('Runtime.executionContextsCleared', () => this.#worlds.clear());
    on('Runtime.executionContextDestroyed', ({ executionContextId }: { executionContextId: number }) =>
      this.#worlds.delete(executionContextId),
    );
    on('Runtime.executionContextCreated', ({ context }: { context: Context }) => {
      if (context.name === worldName) this.#worlds.set(context.id, { uniqueId: context.uniqueId, frameId: context.auxData?.frameId ?? '' });
    });
    on('Runtime.bindingCalled', ({ payload, executionContextId }: { payload: string; executionContextId: number }) => {
      const world = this.#worlds.get(executionContextId);
      if (!world) return;
      const answer = (message: Downward) => this.#deliverTo(world.uniqueId, message);
      this.emit('message', JSON.parse(payload) as Upward, this.frames.find(world.frameId), answer);
    });
    on('Target.attachedToTarget', ({ sessionId }: { sessionId: string }) => {
      this.frames.follow(this.#pipe.session(sessionId));
      this.#pipe.call('Page.enable', {}, sessionId).catch(() => undefined);
    });
    this.#listenToBrowser();
  }

  #listenToBrowser(): void {
    const titled = ({ targetInfo }: { targetInfo: { targetId: string; title: string } }) => {
      if (targetInfo.targetId === this.targetId) this.emit('title', targetInfo.title);
    };
    const destroyed = ({ targetId }: { targetId: string }) => {
      if (targetId === this.targetId) ended();
    };
    const ended = () => {
      this.#pipe.off('Target.targetInfoChanged', titled);
      this.#pipe.off('Target.targetDestroyed', destroyed);
      this.#pipe.off('closed', ended);
      this.emit('gone');
    };
    this.#pipe.on('Target.targetInfoChanged', titled);
    this.#pipe.on('Target.targetDestroyed', destroyed);
    this.#pipe.on('closed', ended);
  }
}
