/**
 * Draws every icon file from the SVGs in assets/. Run it after changing one of them and commit what it writes: packaging then needs
 * neither a browser nor a download.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Page } from 'playwright';
import { findChromium } from './chromium.ts';
import { buildIcns, buildIco, icnsSizes, type Picture } from './packaging/icon-containers.ts';

const assets = join(import.meta.dirname, '..', 'assets');

/** Sizes up to 32 have drawings of their own: the large one blurs there. */
const appSizes = [16, 24, 32, 48, 64, 128, 256, 512];
const icoSizes = [16, 24, 32, 48, 64, 128, 256];
const traySizes = [16, 22, 24, 32, 48];

/** Share of the picture that the plate covers on macOS, by Apple's icon grid; elsewhere it nearly fills the picture. */
const macPlateShare = 824 / 1024;
const plateSize = 464;
const canvasSize = 512;

/** The unread dot, in shares of the picture: its middle, its radius, and the clear ring that parts it from the mark. */
const dot = { fromRight: 3.25 / 16, radius: 3.25 / 16, ring: 1.25 / 16, colour: '#ff5a4a' };

const browser = await chromium.launch({ executablePath: findChromium() ?? '/usr/bin/chromium', args: ['--no-sandbox'] });
try {
  const page = await browser.newPage();
  await drawAppIcons(page);
  await drawTrayImages(page);
} finally {
  await browser.close();
}

async function drawAppIcons(page: Page): Promise<void> {
  mkdirSync(join(assets, 'icons'), { recursive: true });
  const pictures: Picture[] = [];
  for (const size of appSizes) pictures.push({ size, png: await render(page, appDrawing(size), size) });
  for (const { size, png } of pictures) writeFileSync(join(assets, 'icons', `${size}x${size}.png`), png);
  writeFileSync(join(assets, 'icon.ico'), buildIco(pictures.filter(({ size }) => icoSizes.includes(size))));

  const macDrawing = withMargin(readDrawing('icon.svg'));
  const macPictures: Picture[] = [];
  for (const size of icnsSizes) macPictures.push({ size, png: await render(page, macDrawing, size) });
  writeFileSync(join(assets, 'icon.icns'), buildIcns(macPictures));
}

async function drawTrayImages(page: Page): Promise<void> {
  const images: [name: string, drawing: string, size: number, colour: string][] = [
    ...traySizes.map((size): [string, string, number, string] => [`tray-${size}`, smallDrawing(size), size, dot.colour]),
    // macOS takes a picture for a template if its name ends so, and then colours all of it: the dot is black like the rest.
    ['trayTemplate', readDrawing('tray/template.svg'), 16, '#000'],
    ['trayTemplate@2x', readDrawing('tray/template.svg'), 32, '#000'],
  ];
  for (const [name, drawing, size, colour] of images) {
    writeFileSync(join(assets, 'tray', `${name}.png`), await render(page, drawing, size));
    writeFileSync(join(assets, 'tray', `${name.replace('tray', 'tray-unread')}.png`), await render(page, withDot(drawing, colour), size));
  }
}

function appDrawing(size: number): string {
  return size <= 32 ? smallDrawing(size) : readDrawing('icon.svg');
}

function smallDrawing(size: number): string {
  const grid = size === 22 ? 22 : size % 24 === 0 ? 24 : 16;
  return readDrawing(`tray/mark-${grid}.svg`);
}

function readDrawing(name: string): string {
  return readFileSync(join(assets, name), 'utf8');
}

function withMargin(drawing: string): string {
  const side = plateSize / macPlateShare;
  const start = (canvasSize - side) / 2;
  return drawing.replace(/viewBox="[^"]*"/, `viewBox="${start} ${start} ${side} ${side}"`);
}

/** Puts the dot into the upper right corner, with a clear ring cut out of the drawing around it. */
function withDot(drawing: string, colour: string): string {
  const ring = `<mask id="ring" maskUnits="userSpaceOnUse"><rect width="1" height="1" fill="#fff"/>${circle(dot.radius + dot.ring, '#000')}</mask>`;
  const inner = drawing.replace('<svg ', '<svg width="1" height="1" ');
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1">${ring}<g mask="url(#ring)">${inner}</g>${circle(dot.radius, colour)}</svg>`;
}

function circle(radius: number, colour: string): string {
  return `<circle cx="${1 - dot.fromRight}" cy="${dot.fromRight}" r="${radius}" fill="${colour}"/>`;
}

async function render(page: Page, drawing: string, size: number): Promise<Buffer> {
  await page.setViewportSize({ width: size, height: size });
  const image = `data:image/svg+xml;base64,${Buffer.from(drawing).toString('base64')}`;
  await page.setContent(`<body style="margin:0"><img src="${image}" width="${size}" height="${size}" style="display:block">`);
  await page.waitForFunction('document.images[0].complete');
  return page.screenshot({ omitBackground: true });
}
