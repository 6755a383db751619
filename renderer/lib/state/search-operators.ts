/** The operators of a search as the help explains them and the field offers them. What they mean is decided in main. */

export interface Operator {
  name: string;
  /** With a value, as it could be typed. */
  example: string;
  what: string;
  /** Its values, where they are few and fixed. */
  values?: { value: string; what: string }[];
}

export const operators: Operator[] = [
  { name: 'from', example: 'from:ana', what: 'Written by somebody' },
  { name: 'in', example: 'in:"office lunch"', what: 'In a conversation' },
  { name: 'account', example: 'account:work', what: 'In an account' },
  { name: 'service', example: 'service:spika', what: 'At a service' },
  { name: 'on', example: 'on:yesterday', what: 'Of a day, month or year' },
  { name: 'after', example: 'after:2026-03', what: 'Later than that' },
  { name: 'before', example: 'before:2026-03-31', what: 'Earlier than that' },
  {
    name: 'is',
    example: 'is:unread',
    what: 'In a state',
    values: [
      { value: 'unread', what: 'Not read yet' },
      { value: 'sent', what: 'Your own' },
      { value: 'failed', what: 'Not delivered' },
      { value: 'pinned', what: 'In a pinned conversation' },
      { value: 'saved', what: 'Saved by you' },
      { value: 'mention', what: 'Names you' },
    ],
  },
  {
    name: 'has',
    example: 'has:link',
    what: 'With something in it',
    values: [
      { value: 'link', what: 'A link' },
      { value: 'edit', what: 'An earlier text' },
    ],
  },
  { name: 'label', example: 'label:urgent', what: 'In a conversation with a label' },
];
