"""Near-duplicates of 5,000 accounts against bare OpenCC and pypinyin over the same names."""

from govmedia_desktop.domain import near_duplicates as alike
from govmedia_desktop.domain.near_duplicates import NamedAccount, near_duplicates
from govmedia_desktop.domain.offices import Level
from tests.bench.measuring import Claim, Measured, measured, seconds
from tests.bench.places import Shape, place

ACCOUNTS = 5_000
PLANTED = 50


def near_duplicates_of_a_province() -> list[Measured]:
    """Measure it; what was planted must be found."""
    accounts = _accounts()

    def ours() -> None:
        for kept in (alike._letters, alike._sound):  # a first look knows no name yet
            kept.cache_clear()
        found = {frozenset((pair.one, pair.other)) for pair in near_duplicates(accounts)}
        planted = {frozenset((f"t{n}", accounts[n].id)) for n in range(PLANTED)}
        if not planted <= found:
            raise AssertionError("a planted double was not found")

    claim = Claim(
        "near-duplicates of 5,000 accounts / bare OpenCC and pypinyin",
        3,
        seconds(ours),
        seconds(lambda: _bare(accounts)),
    )
    return [measured(claim)]


def _accounts() -> list[NamedAccount]:
    made = place(Shape(Level.PROVINCE, ACCOUNTS - PLANTED, 0), "own")
    names = {office.id: office.name for office in made.offices}
    accounts = [
        NamedAccount(a.id, a.platform.value, a.name, names.get(a.owner or ""))
        for a in made.accounts
    ]
    twins = [
        NamedAccount(f"t{n}", a.platform, f"{a.name} ★", a.owner_name)
        for n, a in enumerate(accounts[:PLANTED])
    ]
    return [*accounts, *twins]


def _bare(accounts: list[NamedAccount]) -> None:
    from pypinyin import lazy_pinyin  # noqa: PLC0415  (as ours loads it)

    for account in accounts:
        lazy_pinyin(alike._simplifier().convert(account.name))
