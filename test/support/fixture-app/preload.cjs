const { contextBridge, ipcRenderer } = require('electron');

const refused = [];
for (const name of ['fs', 'node:child_process', './other.cjs']) {
  try {
    require(name);
  } catch (error) {
    refused.push(error.message);
  }
}

window.onlyHere = 'preload';
contextBridge.exposeInMainWorld('api', {
  words: ['one', { two: 2 }],
  when: new Date(5),
  refused,
  seesPage: () => typeof window.inPage,
  nested: { add: (one, other) => one + other },
  fail: () => {
    throw new RangeError('from the preload');
  },
  later: async (value) => value,
  echo: (value) => ipcRenderer.invoke('echo', value),
  invoke: (channel, value) => ipcRenderer.invoke(channel, value),
  say: (value) => ipcRenderer.send('said', value),
  call: (callback) => callback({ from: 'preload' }),
  describe: (value) => Object.prototype.toString.call(value),
  onNews(listener) {
    const forward = (_event, news) => listener(news);
    ipcRenderer.on('news', forward);
    return () => {
      ipcRenderer.off('news', forward);
    };
  },
  exposeAgain() {
    contextBridge.exposeInMainWorld('api', {});
  },
});
