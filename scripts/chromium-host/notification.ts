/** Electron's `Notification`: kept in memory. */
import { EventEmitter } from 'node:events';
import type { Notification, NotificationConstructorOptions } from 'electron';
import { requireReady } from './lifecycle.ts';
import { record } from './records.ts';

type Shape = Pick<Notification, 'show' | 'close' | 'title' | 'subtitle' | 'body' | 'silent' | 'hasReply' | 'replyPlaceholder'>;

export class HostNotification extends EventEmitter implements Shape {
  title: string;
  subtitle: string;
  body: string;
  silent: boolean;
  hasReply: boolean;
  replyPlaceholder: string;
  readonly icon: unknown;
  readonly urgency: NotificationConstructorOptions['urgency'];
  #shown = false;

  constructor(options: NotificationConstructorOptions = {}) {
    requireReady('Cannot create Notification before app is ready');
    super();
    this.title = options.title ?? '';
    this.subtitle = options.subtitle ?? '';
    this.body = options.body ?? '';
    this.silent = options.silent ?? false;
    this.hasReply = options.hasReply ?? false;
    this.replyPlaceholder = options.replyPlaceholder ?? '';
    this.icon = options.icon;
    this.urgency = options.urgency;
  }

  static isSupported(): boolean {
    return true;
  }

  show(): void {
    this.#shown = true;
    record('notifications', 'show', this);
    setImmediate(() => this.emit('show', {}));
  }

  close(): void {
    if (!this.#shown) return;
    this.#shown = false;
    setImmediate(() => this.emit('close', {}));
  }
}
