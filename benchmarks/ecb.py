"""The articles of ECB+ as an archive: 43 subjects with two events of one kind each, such as two earthquakes.

    python benchmarks/ecb.py ECB+ articles.jsonl clusters.json [--days 60]

ECB+ is the folder of that name of the corpus (A. Cybulska and P. Vossen, "Using a sledgehammer to crack a
nut?", 2014; CC BY 3.0): a folder for each subject, a file for each article. Most have no date. With --days
each event begins on some day of so many and is told within four, the same for the same seed; so the two of a
subject may fall together.
"""

import argparse
import json
import random
from collections import defaultdict
from datetime import date, timedelta
from pathlib import Path
from xml.etree import ElementTree

FIRST_DAY = date(2012, 1, 1)


def text(path: Path) -> str:
    """Return the sentences of a file, a line each; of its address nothing."""
    lines: defaultdict[int, list[str]] = defaultdict(list)
    for token in ElementTree.parse(path).iter("token"):
        lines[int(token.get("sentence", 0))].append(token.text or "")
    written = [" ".join(words) for _, words in sorted(lines.items())]
    return "\n".join(line for line in written if not line.startswith("http")) + "\n"


def main() -> None:
    """Write the articles and which of them tell of one event."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("corpus", type=Path)
    options.add_argument("out", type=Path)
    options.add_argument("clusters", type=Path)
    options.add_argument("--days", type=int, help="days the events are spread over; without, no dates")
    options.add_argument("--seed", type=int, default=1)
    chosen = options.parse_args()
    chance = random.Random(chosen.seed)
    events: defaultdict[str, list[str]] = defaultdict(list)
    begun: dict[str, date] = {}
    with chosen.out.open("w", encoding="utf-8") as out:
        for path in sorted(chosen.corpus.glob("*/*.xml")):
            # 12_3ecb.xml is of one event of subject 12, 12_3ecbplus.xml of the other.
            event = f"{path.parent.name} {path.stem.lstrip('0123456789_')}"
            events[event].append(path.stem)
            said = text(path)
            article = {"id": path.stem, "title": said.partition("\n")[0], "text": said}
            if chosen.days:
                begin = FIRST_DAY + timedelta(days=chance.randrange(chosen.days))
                day = begun.setdefault(event, begin) + timedelta(days=chance.randrange(4))
                article["date"] = day.isoformat()
            out.write(json.dumps(article, ensure_ascii=False) + "\n")
    clusters = [{"name": name, "docs": docs} for name, docs in events.items()]
    chosen.clusters.write_text(json.dumps({"clusters": clusters}, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
