/** Electron's `Menu` and `MenuItem`: built, kept and clickable from code; nothing draws them here. */
import { EventEmitter } from 'node:events';
import type { Menu, MenuItem, MenuItemConstructorOptions } from 'electron';
import { record } from './records.ts';

type ItemShape = Pick<MenuItem, 'id' | 'label' | 'type' | 'enabled' | 'visible' | 'checked'>;

/** Clicking a role does nothing: its work is the system's. */
export class HostMenuItem implements ItemShape {
  readonly id: string;
  readonly label: string;
  readonly type: MenuItem['type'];
  readonly role: MenuItemConstructorOptions['role'];
  readonly accelerator: MenuItemConstructorOptions['accelerator'];
  readonly submenu: HostMenu | null;
  enabled: boolean;
  visible: boolean;
  checked: boolean;
  readonly #click: MenuItemConstructorOptions['click'];

  constructor(options: MenuItemConstructorOptions) {
    this.id = options.id ?? '';
    this.role = options.role;
    this.label = options.label ?? options.role ?? '';
    this.type = options.type ?? (options.submenu ? 'submenu' : 'normal');
    this.accelerator = options.accelerator;
    this.enabled = options.enabled ?? true;
    this.visible = options.visible ?? true;
    this.checked = options.checked ?? false;
    this.#click = options.click;
    const { submenu } = options;
    this.submenu = Array.isArray(submenu) ? HostMenu.buildFromTemplate(submenu) : ((submenu as HostMenu | undefined) ?? null);
    if (this.type === 'submenu' && !this.submenu) throw new Error('Invalid submenu');
  }

  click = (...details: unknown[]): void => {
    if (!this.enabled) return;
    if (this.type === 'checkbox' || this.type === 'radio') this.checked = this.type === 'radio' || !this.checked;
    const [event = {}, window] = details;
    this.#click?.(this as never, window as never, event as never);
  };
}

let applicationMenu: HostMenu | null = null;

export class HostMenu extends EventEmitter implements Pick<Menu, 'popup' | 'closePopup'> {
  readonly items: HostMenuItem[] = [];

  static buildFromTemplate(template: (MenuItemConstructorOptions | HostMenuItem)[]): HostMenu {
    if (!Array.isArray(template)) throw new TypeError('Invalid template for Menu: Menu template must be an array');
    const menu = new HostMenu();
    for (const entry of template) menu.append(entry instanceof HostMenuItem ? entry : new HostMenuItem(entry));
    return menu;
  }

  static setApplicationMenu(menu: HostMenu | null): void {
    applicationMenu = menu;
    if (menu) record('menus', 'application', menu);
  }

  static getApplicationMenu(): HostMenu | null {
    return applicationMenu;
  }

  append(item: HostMenuItem): void {
    this.items.push(item);
  }

  insert(position: number, item: HostMenuItem): void {
    this.items.splice(position, 0, item);
  }

  getMenuItemById(id: string): HostMenuItem | null {
    for (const item of this.items) {
      const found = item.id === id ? item : item.submenu?.getMenuItemById(id);
      if (found) return found;
    }
    return null;
  }

  popup(): void {
    record('menus', 'pop-up', this);
    this.emit('menu-will-show');
  }

  closePopup(): void {
    this.emit('menu-will-close');
  }
}
