/** The menu of the right mouse button: the editing commands that fit the place. */
import { app, Menu, type MenuItemConstructorOptions } from 'electron';

/** Must run before the first window. */
export function installContextMenu(): void {
  app.on('web-contents-created', (_event, contents) => {
    contents.on('context-menu', (_menuEvent, { isEditable, selectionText, editFlags }) => {
      const items: MenuItemConstructorOptions[] = isEditable
        ? [
            { role: 'cut', enabled: editFlags.canCut },
            { role: 'copy', enabled: editFlags.canCopy },
            { role: 'paste', enabled: editFlags.canPaste },
            { role: 'selectAll', enabled: editFlags.canSelectAll },
          ]
        : selectionText
          ? [{ role: 'copy' }]
          : [];
      if (items.length > 0) Menu.buildFromTemplate(items).popup();
    });
  });
}
