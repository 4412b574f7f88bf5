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
#: the last sign that is read out, what closes behind it, and the particle
_PLACE = re.compile(r"(\w|%)((?:</\w+>|[^\w\s(])*)(" + "|".join(map(re.escape, PAIRS)) + ")")


def with_particles(sentence: str) -> str:
    """The sentence with the particles that fit; both stay after letters of which the sound is not known."""
    return _PLACE.sub(_fitted, sentence)


def _fitted(found: re.Match[str]) -> str:
    sign, closed, pair = found.groups()
    syllable = READ.get(sign, sign)
    if not "가" <= syllable <= "힣":
        return found.group()
    end = (ord(syllable) - ord("가")) % ENDS
    after_consonant, after_vowel = PAIRS[pair]
    is_vowel = end == 0 or (end == RIEUL and pair == "(으)로")
    return sign + closed + (after_vowel if is_vowel else after_consonant)
