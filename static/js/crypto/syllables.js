/** The syllables of pinyin that begin with a consonant, so that a word can be cut in one way only. */
const FINALS_OF = {
  b: 'a ai an ang ao ei en eng i ian iao ie in ing o u',
  p: 'a ai an ang ao ei en eng i ian iao ie in ing o ou u',
  m: 'a ai an ang ao ei en eng i ian iao ie in ing iu o ou u',
  f: 'a an ang ei en eng o ou u',
  d: 'a ai an ang ao e eng i ian iao ie ing iu ong ou u uan ui un uo',
  t: 'a ai an ang ao e eng i ian iao ie ing ong ou u uan ui un uo',
  n: 'a ai an ang ao ei en eng i ian iang iao ie in ing iu ong u uan uo',
  l: 'a ai an ang ao e ei eng i ian iang iao ie in ing iu ong ou u uan un uo',
  g: 'ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo',
  k: 'ai an ang ao e en eng ong ou u ua uai uan uang ui un uo',
  h: 'ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo',
  j: 'i ia ian iang iao ie in ing iong iu u uan ue un',
  q: 'i ia ian iang iao ie in ing iong iu u uan ue un',
  x: 'i ia ian iang iao ie in ing iong iu u uan ue un',
  zh: 'a ai an ang ao e en eng i ong ou u ua uai uan uang ui un uo',
  ch: 'a ai an ang ao e en eng i ong ou u uai uan uang ui un uo',
  sh: 'a ai an ang ao e en eng i ou u ua uai uan uang ui un uo',
  r: 'an ang ao e en eng i ong ou u uan ui un uo',
  z: 'a ai an ang ao e en eng i ong ou u uan ui un uo',
  c: 'a ai an ang ao e en eng i ong ou u uan ui un uo',
  s: 'a ai an ang ao e en eng i ong ou u uan ui un uo',
  y: 'a an ang ao e i in ing ong ou u uan ue un',
  w: 'a ai an ang ei en eng o u',
};

/** As `crypto/passwords.py` has them, in the same order. */
export const SYLLABLES = Object.freeze(Object.entries(FINALS_OF)
  .flatMap(([initial, finals]) => finals.split(' ').map((final) => initial + final)));
