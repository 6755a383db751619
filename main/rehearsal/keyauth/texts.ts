/** What the maker of an application can have KeyAuth say instead of its defaults. */
export interface Texts {
  loggedIn: string;
  unauthorised: string;
  tooFast: string;
  unknownUser: string;
  wrongPassword: string;
  bannedUser: string;
  unknownKey: string;
  disabled: string;
  needsCode: string;
  wrongCode: string;
}

export const defaultTexts: Texts = {
  loggedIn: 'Logged in!',
  unauthorised: 'Session is not validated',
  tooFast: "Chat slower, you've hit the delay limit",
  unknownUser: 'Invalid username',
  wrongPassword: 'Password does not match.',
  bannedUser: 'The user is banned',
  unknownKey: 'Invalid license key',
  disabled: 'This application is disabled',
  // The documentation names no words for two-factor sign-in.
  needsCode: '2FA code is required',
  wrongCode: 'Invalid 2FA code',
};
