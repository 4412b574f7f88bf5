"""Korean particles, which fit the sound before them: 은(는) becomes 은 or 는."""

import re

#: a particle as catalogues have it, that after a consonant and that after a vowel
PAIRS = {
    "은(는)": ("은", "는"),
    "이(가)": ("이", "가"),
    "을(를)": ("을", "를"),
    "과(와)": ("과", "와"),
    "(으)로": ("으로", "로"),
}
#: Unicode has the syllables in order, with 28 ends for each beginning: the first is a vowel, this one is ㄹ
ENDS, RIEUL = 28, 8
#: a syllable that ends as the sign does when it is read out
READ = dict(zip("0123456789%", "영일이삼사오육칠팔구트", strict=True))
#: the last sign that is read out or a word in Latin letters, what closes behind it, and the particle
_PLACE = re.compile(
    r"([A-Za-z]+|\w|%)((?:</\w+>| ?\([^()]+\)|[^\w\s(])*)(" + "|".join(map(re.escape, PAIRS)) + ")"
)
#: the ends of Latin words that are mostly read with a consonant: abbreviations by the names of their letters
_CLOSED = re.compile(r"[A-Z]*[LMNR]|[A-Za-z]*([lmn]|ng|[aeiou][ckp])")


def with_particles(sentence: str) -> str:
    """The sentence with the particles that fit what is before them and before words in brackets.

    Latin words have those that fit how most are read; both stay after other letters of which the sound is not known.
    """
    return _PLACE.sub(_fitted, sentence)


def _fitted(found: re.Match[str]) -> str:
    word, closed, pair = found.groups()
    end = _end(word)
    if end is None:
        return found.group()
    after_consonant, after_vowel = PAIRS[pair]
    is_vowel = end == 0 or (end == RIEUL and pair == "(으)로")
    return word + closed + (after_vowel if is_vowel else after_consonant)


def _end(word: str) -> int | None:
    """The place among `ENDS` of the sound with which a word ends: 0 for a vowel, None where it is not known."""
    syllable = READ.get(word[-1], word[-1])
    if "가" <= syllable <= "힣":
        return (ord(syllable) - ord("가")) % ENDS
    if not word.isascii() or not word.isalpha():
        return None
    if not _CLOSED.fullmatch(word):
        return 0
    return RIEUL if word[-1] in "LRl" else 1
