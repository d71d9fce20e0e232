"""Scored pairs → groups: average linkage, so that no chain of neighbours pulls strangers together."""

import heapq
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from generator.origins import Joined

Pair = tuple[int, int, float]
"""Two things by number, and how much speaks for their being of one event."""


def groups(pairs: Sequence[Pair], threshold: float, neighbours: int) -> list[list[int]]:
    """Return the groups of two and more whose members belong together, each sorted, by their first member.

    Two groups become one while the mean score of all pairs between them, a pair that is not in ``pairs``
    counting as nothing, is ``threshold`` or more; the best two first (average linkage; R. Sokal and
    C. Michener, "A statistical method for evaluating systematic relationships", 1958). Of large groups each
    member counts with no more than ``neighbours`` pairs, for so many were compared.
    """
    joined = Joined[int]()
    for one, other, score in pairs:
        if score >= threshold:
            joined.join(one, other)
    # No mean reaches the threshold unless some pair does: what no such pair joins can be looked at apart.
    apart: defaultdict[int, list[Pair]] = defaultdict(list)
    for one, other, score in pairs:
        if (top := joined.top(one)) == joined.top(other):
            apart[top].append((one, other, score))
    found = [group for top in sorted(apart) for group in _linked(apart[top], threshold, neighbours)]
    return sorted(found)


def _linked(pairs: Iterable[Pair], threshold: float, neighbours: int) -> list[list[int]]:
    between = _between(pairs)
    members = {one: [one] for one in between}
    # A group is named after a member, and its age tells whether what waits in the heap still speaks of it.
    age = dict.fromkeys(members, 0)
    waiting = [
        (-score, one, other, 0, 0)
        for one, row in between.items()
        for other, score in row.items()
        if one < other and score >= threshold
    ]
    heapq.heapify(waiting)
    while waiting:
        _, one, other, age_one, age_other = heapq.heappop(waiting)
        if age.get(one) != age_one or age.get(other) != age_other:
            continue
        members[one] += members.pop(other)
        age[one] += 1
        del age[other]
        for third, total in _merged(between, one, other).items():
            fewer, more = sorted((len(members[one]), len(members[third])))
            mean = total / (fewer * min(more, neighbours))
            if mean >= threshold:
                low, high = sorted((one, third))
                heapq.heappush(waiting, (-mean, low, high, age[low], age[high]))
    return [sorted(group) for group in members.values() if len(group) > 1]


def _between(pairs: Iterable[Pair]) -> dict[int, dict[int, float]]:
    """Return the sum of the scores between every two groups, which are single things now."""
    between: defaultdict[int, dict[int, float]] = defaultdict(dict)
    for one, other, score in pairs:
        between[one][other] = between[other][one] = score
    return between


def _merged(between: dict[int, dict[int, float]], one: int, other: int) -> Mapping[int, float]:
    """Add what is between ``other`` and the rest to what is between ``one`` and the rest; return that."""
    kept = between[one]
    for third, score in between.pop(other).items():
        del between[third][other]
        if third != one:
            kept[third] = between[third][one] = kept.get(third, 0.0) + score
    return kept


def central(group: Sequence[int], scores: Mapping[tuple[int, int], float]) -> int:
    """Return the member whose scores with the others sum up highest, of equal ones the first."""
    sums = dict.fromkeys(sorted(group), 0.0)
    for (one, other), score in scores.items():
        if one in sums and other in sums:
            sums[one] += score
            sums[other] += score
    return max(sums, key=lambda one: sums[one])
