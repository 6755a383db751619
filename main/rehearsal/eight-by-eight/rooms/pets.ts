import type { RoomScript } from './script.ts';

export const pets: RoomScript = {
  name: 'Pets 🐕🐈',
  isPrivate: false,
  talks: [
    {
      began: { daysAgo: 20, at: '17:05' },
      lines: [
        ['Priya Raman', 'Room for animals, as voted. 🗳️ Result: 9 in favour, 0 against, 1 bark.'],
        ['Leo Okafor', '🎉🎉🎉'],
      ],
    },
    {
      began: { daysAgo: 2, at: '12:48' },
      lines: [
        ['Sunniva Dahl', 'Biscuit learned to switch a lamp on with his nose. Off is next week’s lesson. 🐶💡'],
        ['Joaquín Ferrer', '👏'],
        ['Hanneke de Boer', 'My cat does only off. 🐈‍⬛'],
        ['Priya Raman', 'Together they make one working switch 😄'],
      ],
    },
    {
      began: { minutesAgo: 35 },
      lines: [
        ['Leo Okafor', 'Is it all right if I bring the puppy on Friday? 🥺 She is small and mostly asleep.'],
        ['Sunniva Dahl', '❤️❤️❤️ yes'],
        ['Mara Lindqvist', '👍🏽 If the cables stay off the floor that day.'],
      ],
    },
  ],
  chatter: [
    ['Priya Raman', '🦊 in the yard again, sat beside the bicycle stand like a visitor waiting for the bell.'],
    ['Sunniva Dahl', '📸 or it did not happen'],
    ['Priya Raman', '📸📸📸 sent to the printer by mistake. There are now three foxes in the tray.'],
    ['Leo Okafor', '👨‍👩‍👧‍👦🐕 the whole family says thanks for Friday'],
    ['Joaquín Ferrer', '😂'],
  ],
  answers: [
    ['Sunniva Dahl', '❤️'],
    ['Leo Okafor', 'She says woof 🐾'],
    ['Priya Raman', '😍 more of this please'],
  ],
};
