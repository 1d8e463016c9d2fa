# SPDX-License-Identifier: EUPL-1.2
"""Make text that looks like Dutch to a search engine: real stems, compounds, inflections, Zipf's law, a fixed seed."""

import random
from bisect import bisect_left
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import accumulate

from knowledgebase.search.protocol import Entry

FUNCTION_WORDS = """
de het een en van in op te voor met is zijn dat die dit aan bij als om ook of maar door uit naar over we hebben
wordt heeft niet wel meer onze hun hoe wat wie er kan moet gaat veel alle eerste zonder tussen tijdens
""".split()
STEMS = """
gemeente samenwerking dienst beheer systeem zaak archief plan kosten raad college bestuur project regeling uittreding
toetreding leverancier contract aanbesteding werkplek netwerk server migratie beveiliging privacy gegevens register
burger portaal informatie applicatie licentie budget begroting saldo sleutel verdeel frictie baseline meting doel motief
kwaliteit risico draagvlak medewerker ondernemings vakbond personeel formatie directeur manager adviseur secretaris
wethouder burgemeester besluit mandaat evaluatie rapport advies onderzoek rekenkamer stuurgroep overleg afspraak
overeenkomst convenant intentie verklaring haalbaarheid exploitatie investering afschrijving huisvesting telefonie
koppeling bericht formulier standaard architectuur proces procedure keten partner buur regio provincie waterschap
omgeving vergunning belasting uitkering zorg jeugd school wijk straat kaart adres persoon bedrijf vestiging eigenaar
toegang wachtwoord back-up herstel storing melding incident wijziging release test acceptatie productie opleiding
training handleiding kennis ervaring les voorbeeld fout vertraging planning mijlpaal oplevering garantie support desk
""".split()
ENDINGS = ("", "", "", "en", "s", "ing")
EPOCH = datetime(2022, 1, 1, tzinfo=UTC)


class Dutch:
    """A seeded writer."""

    def __init__(self, seed: int = 2026, size: int = 60_000) -> None:
        self._dice = random.Random(seed)
        self.words = self._vocabulary(size)
        self._cumulative = list(accumulate(1 / (rank + 2.7) for rank in range(len(self.words))))

    def _vocabulary(self, size: int) -> list[str]:
        rest = {stem + ending for stem in STEMS for ending in ENDINGS}
        while len(rest) < size:
            parts = self._dice.choices(STEMS, k=self._dice.choice((2, 2, 2, 3)))
            rest.add(self._dice.choice(("", "s")).join(parts) + self._dice.choice(ENDINGS))
        shuffled = sorted(rest)
        self._dice.shuffle(shuffled)
        return FUNCTION_WORDS + sorted(shuffled, key=len)[:400] + shuffled

    def word(self, first: int = 0) -> str:
        """Draw a word, common ones most often; `first` leaves out the commonest."""
        low = self._cumulative[first - 1] if first else 0.0
        return self.words[bisect_left(self._cumulative, self._dice.uniform(low, self._cumulative[-1]))]

    def text(self, length: int) -> str:
        """Write about `length` words in sentences."""
        count = max(3, int(self._dice.lognormvariate(0, 0.4) * length))
        sentences, done = [], 0
        while done < count:
            words = [self.word() for _ in range(self._dice.randint(6, 18))]
            sentences.append(" ".join(words).capitalize() + ".")
            done += len(words)
        return " ".join(sentences)

    def title(self) -> str:
        """Write a title of five to nine words."""
        return " ".join(self.word() for _ in range(self._dice.randint(5, 9))).capitalize()

    def entries(self, count: int, audience: str = "public") -> Iterator[Entry]:
        """Write questions with three answers each."""
        for number in range(1, count + 1):
            yield self.entry(number, audience)

    def entry(self, number: int, audience: str = "public") -> Entry:
        """Write one question with three answers."""
        tags = tuple(dict.fromkeys(f"tag-{self._rank(300)}" for _ in range(3)))
        facets = {
            "kind": (self._dice.choice(("question", "question", "case", "lesson")),),
            "theme": (f"theme-{self._rank(12)}",),
            "tag": tags,
            "organisation": (f"GM{self._rank(342):04}",),
            "legal_form": (self._dice.choice(("OL", "BVO", "GO", "CG", "RZM", "DVO")),),
            "outcome": (self._dice.choice(("running", "successful", "partly", "stopped")),),
            "language": ("nl",),
        }
        return Entry(
            id=number,
            kind=facets["kind"][0],
            audience=audience,
            language="nl",
            title=self.title(),
            changed=EPOCH + timedelta(minutes=self._dice.randrange(2_000_000)),
            tags=tags,
            summary=self.text(20),
            body=self.text(80),
            answers="\n".join(self.text(80) for _ in range(3)),
            facets=facets,
        )

    def _rank(self, most: int) -> int:
        return min(int(self._dice.paretovariate(0.7)), most)

    def query(self, number: int) -> str:
        """Write what an official types: mostly one to three telling words, now and then a sign."""
        words = [self.word(first=60) for _ in range(self._dice.choice((1, 1, 2, 2, 2, 3, 4)))]
        if number % 10 == 7:
            return f'"{self.word(first=60)} {self.word()} {self.word(first=60)}"'
        if number % 10 == 8:
            return f"{words[0][: max(4, len(words[0]) // 2)]}*"
        if number % 10 == 9:
            return f"{' '.join(words)} -{self.word(first=60)}"
        return " ".join(words)
