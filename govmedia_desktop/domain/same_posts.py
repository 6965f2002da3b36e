"""同质化: accounts of one unit that post the same (国办发〔2018〕123号: 功能相近的清理整合)."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations

from govmedia_desktop.domain.naming import clean_name
from govmedia_desktop.domain.posts import Post

FEW = 5
"""Fewer common posts are notices that a unit puts everywhere on purpose."""
SPAN_DAYS = 90


@dataclass(frozen=True)
class SamePosts:
    """Two accounts, how many posts they share, of how many of the one that has fewer."""

    one: str
    other: str
    common: int
    of: int
    examples: tuple[str, ...]

    @property
    def share(self) -> Fraction:
        """Shared posts among those of the account that has fewer."""
        return Fraction(self.common, self.of)


def same_posts(posts: Mapping[str, Iterable[Post]]) -> Iterator[SamePosts]:
    """Yield each pair of accounts (by id) with more than `FEW` - 1 posts of equal cleaned titles.

    A title counts once for an account, however often it was posted.
    """
    titles = {account: _titles(found) for account, found in posts.items()}
    for one, other in combinations(sorted(titles), 2):
        common = titles[one].keys() & titles[other].keys()
        if len(common) >= FEW:
            examples = tuple(sorted(titles[one][title] for title in common)[:3])
            of = min(len(titles[one]), len(titles[other]))
            yield SamePosts(one, other, len(common), of, examples)


def _titles(posts: Iterable[Post]) -> dict[str, str]:
    return {clean_name(post.title): post.title for post in posts}
