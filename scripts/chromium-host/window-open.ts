/** What `setWindowOpenHandler` gets to see. */
import type { HandlerDetails, WindowOpenHandlerResponse } from 'electron';
import { fromChromium } from './urls.ts';

export type WindowOpenHandler = (details: HandlerDetails) => WindowOpenHandlerResponse;

export function openHandlerDetails(
  chromiumUrl: string,
  frameName: string,
  features: string,
  disposition: HandlerDetails['disposition'],
  referrer: string,
): HandlerDetails {
  return {
    url: fromChromium(chromiumUrl),
    frameName,
    features,
    disposition,
    referrer: { url: referrer, policy: 'strict-origin-when-cross-origin' },
  };
}
