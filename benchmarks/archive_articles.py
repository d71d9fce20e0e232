"""Made-up articles by the thousand: events told by several papers among much that is told once.

    python benchmarks/archive_articles.py 100000 articles.jsonl --events planted.json [--with FILE.jsonl]

The words are in ``archive_articles.yml``. An event has its people, places and amounts, the same in each of
its articles; each article tells it in sentences of its own, among sentences on other matters, within three
days. Of three articles or more, one is a copy of another with a line added, as papers print an agency's
story. The same seed gives the same bytes. ``--events`` writes which articles tell of one event, ``--with``
begins with the articles of a file as they are.
"""

import argparse
import itertools
import json
import random
import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any, TextIO

import yaml

Words = Mapping[str, Any]
Article = dict[str, Any]

FIRST_DAY = date(2025, 1, 1)
SEVERAL = 0.08
"""The share of events that more than one paper tells."""
_BRACKETED = re.compile(r"\[(\w+)\]")
_SENTENCES = (7, 13)
"""How many sentences on other matters an article has, at least and at most."""


def written(day: date, chance: random.Random) -> str:
    """Return a day as papers write it."""
    return f"{day:%B} {day.day}, {day.year}" if chance.random() < 0.7 else f"{day.day} {day:%B} {day.year}"


class Maker:
    """Makes articles of words and chance."""

    def __init__(self, words: Words, seed: int, days: int, short: bool = False) -> None:
        """Spread events over ``days`` days; of ``short`` articles there is the first sentence alone."""
        self.short = short
        self.words = words
        self.chance = random.Random(seed)
        self.days = days
        self.numbers = itertools.count(1)

    def events(self) -> Iterator[list[Article]]:
        """Yield the articles of one event after the other, without end."""
        kinds = sorted(self.words["events"])
        # Events come day by day, as crawls do; each run through the days is another set of events.
        for number in itertools.count():
            day = FIRST_DAY + timedelta(days=number // 40 % self.days)
            papers = self.chance.randint(2, 7) if self.chance.random() < SEVERAL else 1
            yield self.event(self.words["events"][self.chance.choice(kinds)], day, papers)

    def event(self, kind: Words, day: date, papers: int) -> list[Article]:
        """Return what ``papers`` papers write of one event, the last of them copying where they are three."""
        facts = self.facts(day)
        publishers = self.chance.sample(self.words["publisher"], papers)
        told = [
            self.article(kind, facts, day, publisher) for publisher in publishers[: papers - (papers > 2)]
        ]
        if papers > 2:
            first = told[0]
            told.append(
                first
                | {
                    "id": f"made-{next(self.numbers)}",
                    "publisher": publishers[-1],
                    "text": f"{first['text']}\nThe {publishers[-1]} contributed to this story.\n",
                }
            )
        return told

    def article(self, kind: Words, facts: Words, day: date, publisher: str) -> Article:
        """Return one paper's article on an event."""
        published = day + timedelta(days=self.chance.randint(0, 2))
        said = {
            **facts,
            "date": written(day, self.chance),
            "next_date": written(day + timedelta(days=1), self.chance),
        }
        body = self.chance.sample(kind["body"], self.chance.randint(3, len(kind["body"])))
        noise = [
            self.filled(one)
            for one in self.chance.sample(self.words["noise"], self.chance.randint(*_SENTENCES))
        ]
        sentences = [one.format(**said) for one in body] + noise
        self.chance.shuffle(sentences)
        paragraphs = [self.chance.choice(kind["lead"]).format(**said)]
        while sentences and not self.short:
            taken = self.chance.randint(1, 3)
            paragraphs.append(" ".join(sentences[:taken]))
            del sentences[:taken]
        return {
            "id": f"made-{next(self.numbers)}",
            "title": self.chance.choice(kind["title"]).format(**said),
            "publisher": publisher,
            "date": published.isoformat(),
            "text": "\n\n".join(paragraphs) + "\n",
        }

    def facts(self, day: date) -> Words:
        """Return the people, places and amounts of an event."""
        people = [self.person() for _ in range(3)]
        countries = self.chance.sample(self.words["country"], 2)
        roles = self.chance.sample(self.words["role"], 2)
        return {
            **dict(zip(("first_person", "second_person", "third_person"), people, strict=True)),
            **dict(zip(("first_country", "second_country"), countries, strict=True)),
            **dict(zip(("first_role", "second_role"), roles, strict=True)),
            **{f"{place}_firm": self.firm() for place in ("first", "second")},
            "city": self.name(),
            "thing": self.chance.choice(self.words["thing"]),
            "weekday": f"{day:%A}",
            "year": day.year + 2,
            "years": self.chance.randint(2, 30),
            "amount": self.chance.randint(12, 980),
            "count": f"{self.chance.randint(12, 880) * 100:,}",
            "delegates": self.chance.randint(20, 400),
            "percent": f"{self.chance.randint(11, 95) / 10}",
            "deaths": self.chance.randint(4, 90),
            "injured": self.chance.randint(91, 400),
        }

    def filled(self, template: str) -> str:
        """Return a sentence with anything in the places in brackets."""
        sentence = _BRACKETED.sub(lambda found: self.anything(found[1]), template)
        return sentence[0].upper() + sentence[1:]

    def anything(self, kind: str) -> str:
        """Return any word or name of a kind."""
        if kind in self.words:
            return str(self.chance.choice(self.words[kind]))
        made = {
            "person": self.person,
            "city": self.name,
            "firm": self.firm,
            "year": lambda: str(self.chance.randint(1990, 2024)),
            "number": lambda: f"{self.chance.randint(10, 99_000):,}",
            "small": lambda: str(self.chance.randint(2, 60)),
        }
        return made[kind]()

    def name(self) -> str:
        """Return a name that nobody has."""
        middle = self.chance.choice(self.words["middle"]) if self.chance.random() < 0.6 else ""
        return f"{self.chance.choice(self.words['onset'])}{middle}{self.chance.choice(self.words['ending'])}"

    def person(self) -> str:
        """Return a person's name."""
        return f"{self.chance.choice(self.words['first'])} {self.name()}"

    def firm(self) -> str:
        """Return a firm's name."""
        return f"{self.name()} {self.chance.choice(self.words['firm_kind'])}"


def write(count: int, out: TextIO, maker: Maker, real: list[Article]) -> list[list[str]]:
    """Write ``count`` articles, ``real`` ones first; return which of them tell of one event."""
    planted = []
    left = count
    told = itertools.chain(([one] for one in real), maker.events())
    while left:
        articles = next(told)[:left]
        for article in articles:
            out.write(json.dumps(article, ensure_ascii=False) + "\n")
        left -= len(articles)
        if len(articles) > 1:
            planted.append([one["id"] for one in articles])
    return planted


def main() -> None:
    """Write the articles asked for."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("count", type=int, help="how many articles")
    options.add_argument("out", type=Path, help="the file to write, JSON lines")
    options.add_argument("--events", type=Path, help="write which articles tell of one event")
    options.add_argument("--with", dest="real", type=Path, help="begin with these articles, as they are")
    options.add_argument("--days", type=int, default=365, help="days the events are spread over")
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--short", action="store_true", help="the first sentence of each alone")
    chosen = options.parse_args()
    words = yaml.safe_load(Path(__file__).with_suffix(".yml").read_text("utf-8"))
    real = []
    if chosen.real:
        for line in chosen.real.read_text("utf-8").splitlines():
            known = ("id", "title", "publisher", "date", "url", "text")
            real.append({name: value for name, value in json.loads(line).items() if name in known})
    with chosen.out.open("w", encoding="utf-8") as out:
        planted = write(chosen.count, out, Maker(words, chosen.seed, chosen.days, chosen.short), real)
    if chosen.events:
        clusters = [{"name": f"event {number}", "docs": docs} for number, docs in enumerate(planted, 1)]
        chosen.events.write_text(json.dumps({"clusters": clusters}, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
