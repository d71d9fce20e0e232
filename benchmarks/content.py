"""Made-up content of any size: the same number gives the same bytes.

Each explainer has 2 to 6 articles and 30 to 60 rows in the five tables. People appear in many explainers,
sources repeat and contradict each other, and ``explainer check --strict`` finds nothing wrong.
"""

import csv
import datetime
import hashlib
import io
import json
import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path


def _words(together: str) -> list[str]:
    return together.split()


_GIVEN = _words("Anna Ben Clara David Ella Felix Greta Hugo Ines Jonas Karin Lars Maria Nils Olga Peter")
_FAMILY = _words(
    "Lind Berg Mor Nov Pet Ros Sat Tan Web Yil Zel Alm Brand Cost Dup Erik Fer Grub Hans Iv Kov Lar"
)
_ENDINGS = _words("man strom son sen ov ini ard ez ura mark dahl holt wick ford stein feld")
_COUNTRIES = {
    "Norway": ("NO", "Norwegian"), "Japan": ("JP", "Japanese"), "Brazil": ("BR", "Brazilian"),
    "France": ("FR", "French"), "Kenya": ("KE", "Kenyan"), "Poland": ("PL", "Polish"),
    "Chile": ("CL", "Chilean"), "Canada": ("CA", "Canadian"), "Egypt": ("EG", "Egyptian"),
    "India": ("IN", "Indian"), "Spain": ("ES", "Spanish"), "Vietnam": ("VN", "Vietnamese"),
    "Ghana": ("GH", "Ghanaian"), "Peru": ("PE", "Peruvian"),
}  # fmt: skip
_ROLES = ("President", "Prime Minister", "Foreign Minister", "Vice President")
_TOWNS = _words("Oslo Kyoto Recife Lyon Mombasa Gdansk Valdivia Halifax Aswan Pune Girona Hue Tamale Cusco")
_TOPICS = _words("harbour bridge railway reservoir airport tunnel stadium canal market museum hospital ferry")
_COUNTED = _words("visitors sailors workers doctors tents lorries houses boats farmers pupils nurses miners")
_DID = ("opened", "closed", "reopened", "opened", "closed", "reopened")
_GOODS = _words("gas timber wheat steel copper fish cotton coffee")
_SAID = (
    "We will build the {topic} again before the winter",
    "Nobody in {town} will be left alone",
    "This is the largest {topic} our country has seen",
    "The people of {town} have waited long enough",
    "Our neighbours kept their word on the {topic}",
    "There is still work to do in {town}",
)
_PAPERS = ("Example Gazette", "Sample Post", "Coast Herald", "Northern Times", "Daily Model", "City Courier")
_FILLER = (
    "Shops along the quay stayed shut for most of the morning.",
    "A light rain fell over the old town.",
    "Buses were diverted through the hills.",
    "Local radio broadcast from the square.",
)
_COLUMNS = {
    "attendees": ("person", "role", "country", "presence", "relation", "attribution"),
    "deals": ("fact", "deal", "parties", "value", "unit", "term", "date", "state", "attribution"),
    "numbers": ("fact", "what", "value", "unit", "attribution"),
    "quotes": ("fact", "speaker", "words", "occasion", "attribution"),
    "timeline": ("fact", "date", "event", "state", "attribution"),
}


@dataclass(frozen=True)
class _Told:
    """One fact as one article tells it."""

    table: str
    sentence: str
    cells: dict[str, str]


@dataclass
class _Explainer:
    slug: str
    chance: random.Random
    day: datetime.date
    topic: str
    town: str
    people: Sequence[tuple[str, str, str]]
    """Name, role and country."""
    told: dict[str, list[_Told]] = field(default_factory=dict)
    """By article."""

    def make(self) -> None:
        """Let each article tell a part of what happened."""
        articles = [f"article-{number}" for number in range(1, self.chance.randint(2, 6) + 1)]
        self.told = {article: [] for article in articles}
        wanted = self.chance.randint(30, 60)
        facts = [
            *(self._attendee(*person) for person in self.people),
            *(self._number(number) for number in range(self.chance.randint(5, 9))),
            *(self._event(number) for number in range(self.chance.randint(4, 6))),
            *(self._deal(number) for number in range(self.chance.randint(1, 3))),
            *(self._quote(number) for number in range(self.chance.randint(3, 6))),
        ]
        rows = 0
        for versions in facts:
            self.told[self.chance.choice(articles)].append(versions[0])
            rows += 1
        more = [versions for versions in facts for _ in articles]
        self.chance.shuffle(more)
        for versions in more:
            article = self.chance.choice(articles)
            if rows < wanted and not {one.sentence for one in versions} & {
                one.sentence for one in self.told[article]
            }:
                self.told[article].append(self.chance.choice(versions))
                rows += 1
        for article in articles:
            if not self.told[article]:
                self.told[article].append(facts[0][0])

    def _written(self, days: int) -> tuple[str, str]:
        day = self.day - datetime.timedelta(days=days)
        return day.isoformat(), f"{day.day} {day:%B %Y}"

    def _attendee(self, name: str, role: str, country: str) -> list[_Told]:
        cells = {"person": name, "presence": "attended"}
        return [
            _Told(
                "attendees",
                f"{_COUNTRIES[country][1]} {role} {name} attended the talks in {self.town}.",
                cells | {"role": role, "country": country},
            ),
            _Told("attendees", f"{name} attended the talks, too.", cells),
        ]

    def _number(self, number: int) -> list[_Told]:
        noun = _COUNTED[number]
        amount = self.chance.randint(12, 900) * 10
        other = amount + self.chance.choice((0, 0, 10, 250))
        cells = {"fact": noun, "what": f"{noun.capitalize()} at the {self.topic}", "unit": noun}
        return [
            _Told(
                "numbers",
                f"About {amount:,} {noun} came to the {self.topic}.",
                cells | {"value": f"about {amount:,}"},
            ),
            _Told(
                "numbers",
                f"Police said that {other:,} {noun} came to the {self.topic}.",
                cells | {"value": f"{other:,}", "attribution": "Police said"},
            ),
        ]

    def _event(self, number: int) -> list[_Told]:
        what = f"{_TOPICS[(number * 5 + len(self.topic)) % len(_TOPICS)]}"
        did = _DID[number]
        iso, written = self._written(number + 1)
        late, written_late = self._written(number + self.chance.choice((1, 1, 1, 2)))
        cells = {"fact": f"{what}-{did}", "event": f"The {what} {did}", "state": "happened"}
        return [
            _Told("timeline", f"The {what} in {self.town} {did} on {written}.", cells | {"date": iso}),
            _Told("timeline", f"The {what} {did} on {written_late}.", cells | {"date": late}),
        ]

    def _deal(self, number: int) -> list[_Told]:
        one, other = self.chance.sample(sorted(_COUNTRIES), 2)
        goods = _GOODS[(number * 3 + len(self.town)) % len(_GOODS)]
        billions = self.chance.randint(2, 40)
        iso, written = self._written(number + 1)
        cells = {"fact": f"{goods}-deal", "deal": f"Deal on {goods}", "parties": f"{one}; {other}"}
        cells |= {"state": "signed", "date": iso}
        return [
            _Told(
                "deals",
                f"{one} and {other} signed a deal on {goods} worth ${billions} billion on {written}.",
                cells | {"value": f"${billions} billion"},
            ),
            _Told("deals", f"{one} and {other} signed a deal on {goods} on {written}.", cells),
        ]

    def _quote(self, number: int) -> list[_Told]:
        name = self.people[number % len(self.people)][0]
        words = _SAID[number].format(topic=self.topic, town=self.town)
        cells = {"fact": f"said-{number}", "speaker": name, "words": words}
        return [
            _Told("quotes", f"“{words},” {name} said.", cells),
            _Told("quotes", f"At the {self.topic}, {name} said: “{words}.”", cells),
        ]

    def write(self, folder: Path) -> None:
        """Write the explainer's folder."""
        for name in ("articles", "facts"):
            (folder / name).mkdir(parents=True)
        rows: dict[str, list[dict[str, str]]] = {table: [] for table in _COLUMNS}
        for number, (article, told) in enumerate(self.told.items()):
            sentences = [one.sentence for one in told]
            for place in range(len(sentences), 0, -3):
                sentences.insert(place, self.chance.choice(_FILLER) + "\n")
            text = " ".join(sentences).replace("\n ", "\n\n").strip()
            (folder / "articles" / f"{article}.md").write_text(self._front(number, text) + text)
            for one in told:
                evidence = {"article": article, "evidence": one.sentence, "status": "accepted", "note": ""}
                rows[one.table].append(one.cells | evidence)
        for table, listed in rows.items():
            if listed:
                _write_table(folder / "facts" / f"{table}.csv", table, listed)
        (folder / "explainer.md").write_text(self._page(rows))

    def _front(self, number: int, text: str) -> str:
        paper = _PAPERS[number % len(_PAPERS)]
        address = f"https://{paper.lower().replace(' ', '-')}.example/{self.slug}"
        return _front_matter(
            title=f"{self.topic.capitalize()} talks in {self.town}: what {paper} saw",
            publisher=paper,
            published=self.day.isoformat(),
            url=address,
            retrieved=self.day.isoformat(),
            licence="CC0-1.0",
            language="en",
            republish="full" if number % 2 else "excerpt",
            digest=f"sha256:{hashlib.sha256(text.encode()).hexdigest()}",
        )

    def _page(self, rows: dict[str, list[dict[str, str]]]) -> str:
        named = dict.fromkeys(
            f"{table}/{row['fact']}" for table in ("numbers", "timeline") for row in rows[table]
        )
        first = rows["numbers"][0]
        event = rows["timeline"][0]
        deal = rows["deals"][0]
        return _front_matter(
            title=f"{self.town} {self.topic} talks",
            standfirst=f"Who came to the talks on the {self.topic} in {self.town}, and what was agreed.",
            date=self.day.isoformat(),
            updated=self.day.isoformat(),
            place=self.town,
            tags=[self.topic, self.town],
            at_a_glance=list(named)[:5],
        ) + (
            f"The talks brought [{first['value']} {first['unit']}](fact:numbers/{first['fact']}) to the"
            f" {self.topic}. It came after the day when"
            f" [the {event['event'][4:]}](fact:timeline/{event['fact']}).\n\n"
            f"In the end there was [a deal](fact:deals/{deal['fact']}).\n"
        )


def write(folder: Path, explainers: int) -> None:
    """Write ``content/`` with so many explainers into ``folder``, which must not exist."""
    chance = random.Random(explainers)
    people = _people(max(24, explainers // 2), chance)
    folder.mkdir(parents=True)
    with (folder / "people.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["id", "name", "aliases", "country", "kind"])
        for name, _, country in people:
            writer.writerow([name.lower().replace(" ", "-"), name, "", _COUNTRIES[country][0], "person"])
    begun = datetime.date(2020, 1, 1)
    for number in range(explainers):
        topic, town = chance.choice(_TOPICS), chance.choice(_TOWNS)
        one = _Explainer(
            slug=f"{town.lower()}-{topic}-{number + 1}",
            chance=chance,
            day=begun + datetime.timedelta(days=number * 7 % 2000),
            topic=topic,
            town=town,
            people=chance.sample(people, chance.randint(5, 9)),
        )
        one.make()
        one.write(folder / one.slug)


def _people(number: int, chance: random.Random) -> list[tuple[str, str, str]]:
    """Return so many names, each with a role and a country."""
    full = [f"{given} {family}{ending}" for given in _GIVEN for family in _FAMILY for ending in _ENDINGS]
    return [
        (name, chance.choice(_ROLES), chance.choice(sorted(_COUNTRIES)))
        for name in sorted(chance.sample(full, number))
    ]


def _front_matter(**values: object) -> str:
    # JSON's strings and lists are YAML's, too.
    lines = (f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in values.items())
    return f"---\n{''.join(lines)}---\n"


def _write_table(path: Path, table: str, rows: list[dict[str, str]]) -> None:
    columns = (*_COLUMNS[table], "article", "evidence", "status", "note")
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    path.write_text(text.getvalue(), encoding="utf-8")
