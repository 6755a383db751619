/** What other people do after something was said: they correct it, delete it, put a reaction to it, or take one back. */
import type { Post } from './journal.ts';
import { minute, repeat, type Scene } from './scene.ts';
import type { SimulatedService } from './services.ts';
import { isCommon, names } from './people.ts';

const emojis = ['👍', '❤️', '😂'];
/** Most think again of what was said just now, some of what was said long ago. */
const recent = 20;
const old = 200;

export function startSecondThoughts(scene: Scene): void {
  const { journal, world } = scene;
  const random = scene.randomFor('second thoughts');
  /** Who has put a reaction where. */
  const reactions: { post: Post; person: string }[] = [];

  function lose(post: Post): void {
    journal.losses.push({ post, text: post.texts.at(-1)!, at: world.now() });
  }

  function think(service: SimulatedService): void {
    const { others } = service;
    const reach = random.next() < 0.8 ? recent : old;
    // Of lines that read alike, nobody could say which of them Parley should show.
    const posts = journal.posts.filter(({ room, texts, gone }) => room.service === service && !gone && !isCommon(texts[0]!));
    if (posts.length === 0) return;
    const post = random.pick(posts.slice(-reach));
    const said = { conversation: post.room.remoteId, id: post.id, author: post.author, text: post.texts.at(-1)! };
    const { remove, ...milder } = others;
    const deed = random.next() < 0.2 ? 'remove' : random.pick([...Object.keys(milder), 'nothing']);
    if (deed === 'edit') {
      lose(post);
      post.texts.push(`${post.texts[0]}, version ${post.texts.length + 1}`);
      others.edit!(said, post.texts.at(-1)!);
    } else if (deed === 'remove') {
      if (!remove?.(said)) return;
      lose(post);
      post.gone = true;
    } else if (deed === 'react') {
      const reaction = { post, person: random.pick(names) };
      reactions.push(reaction);
      journal.reactions += 1;
      others.react!(said, reaction.person, random.pick(emojis));
    } else if (deed === 'unreact') {
      const place = reactions.findLastIndex((reaction) => reaction.post === post || random.next() < 0.2);
      const [taken] = place < 0 ? [] : reactions.splice(place, 1);
      if (!taken) return;
      journal.reactions += 1;
      others.unreact!({ ...said, id: taken.post.id }, taken.person);
    }
  }

  for (const service of scene.services) {
    if (service.quiet || Object.keys(service.others).length === 0) continue;
    repeat(scene, world, random, [2 * minute, 25 * minute], () => think(service));
  }
}
