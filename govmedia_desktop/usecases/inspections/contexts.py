"""What a check form needs to know of the account that is inspected."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from functools import cached_property
from math import ceil

from govmedia_desktop.domain.inspections import Answer
from govmedia_desktop.domain.posts import Post
from govmedia_desktop.domain.recent_posts import REACH_DAYS, RECENT, recent_posts
from govmedia_desktop.domain.results import result_from_value
from govmedia_desktop.forms.compiled import CompiledForm
from govmedia_desktop.forms.run import Context
from govmedia_desktop.store.inspections import another_looked, last_under, latest_of
from govmedia_desktop.usecases.activity.posts import posts_since, seen_until
from govmedia_desktop.usecases.desk import Desk
from govmedia_desktop.usecases.forms.known import ListedForm
from govmedia_desktop.usecases.forms.versions import answers_under
from govmedia_desktop.usecases.offices.known import list_offices
from govmedia_desktop.usecases.offices.parameters import parameters_by_owner
from govmedia_desktop.usecases.register.accounts import ListedAccount, as_listed

_WRITTEN_BACK = "last_update"
"""The field of the register that a finished inspection writes."""


def unseen(context: Context) -> Context:
    """Return the context of a second look, without what the first person's answers left in it.

    That is what the register holds of them, and the record last saved under the form.
    """
    left = {name: value for name, value in context.register.items() if name != _WRITTEN_BACK}
    confirmed = context.register_confirmed - {_WRITTEN_BACK}
    return replace(context, register=left, register_confirmed=confirmed, last_saved={})


class Contexts:
    """The contexts of accounts on one 监测时间点; what they share is looked up once.

    What earlier inspections give is left out, and what posts tell where a form `asks` none of it.
    """

    def __init__(self, desk: Desk, day: date, asks: Iterable[str] = RECENT) -> None:
        self._desk, self._day = desk, day
        self._asks_posts = not RECENT.isdisjoint(asks)
        self._levels = {office.id: office.level for office in list_offices(desk)}
        self._parameters = parameters_by_owner(desk, day)

    def of(self, listed: ListedAccount, seed: str) -> Context:
        """Return the context of one account; `seed` is what chance is drawn from."""
        return Context(
            reference_date=self._day,
            register=self._register(listed),
            register_confirmed=self._confirmed(listed),
            parameters=self._parameters(listed.account.owner),
            staff=self._desk.staff,
            now=self._desk.stamp,
            device=self._desk.store.replica,
            seed=seed,
        )

    def _register(self, listed: ListedAccount) -> dict[str, str]:
        level = self._levels.get(listed.account.owner or "")
        known = as_listed(listed)
        values = {name: str(value) for name, value in known.items() if value is not None}
        values["owner_name"] = listed.owner_name or ""
        values["level"] = level.value if level else ""
        return {**values, **self._told_by_posts(listed)}

    @cached_property
    def _posts(self) -> dict[str, list[Post]]:
        return posts_since(self._desk, self._day - timedelta(days=REACH_DAYS))

    def _told_by_posts(self, listed: ListedAccount) -> dict[str, str]:
        posts = self._posts.get(listed.account.id) if self._asks_posts else None
        if not posts:
            return {}
        until = date.fromisoformat(seen_until(listed, posts))
        least = {p.name: ceil(p.value) for p in self._parameters(listed.account.owner)}
        return recent_posts(posts, until, self._day, least)

    def _confirmed(self, listed: ListedAccount) -> frozenset[str]:
        """Looked up on or after the reference date, the last update needs no second look."""
        looked_up = listed.account.last_update_verified or ""
        return frozenset({"last_update"} if looked_up >= str(self._day) else ())


class Earlier:
    """What inspections before a 监测时间点 give to those of one form."""

    def __init__(self, desk: Desk, form: ListedForm, compiled: CompiledForm, day: str) -> None:
        self._desk, self._form, self._day = desk, form, day
        self._last_saved = self._saved_last() if compiled.looks_back else {}

    def added_to(self, context: Context, listed: ListedAccount) -> Context:
        """Return the context of an account with the answers of its previous inspection."""
        return replace(context, previous=self._previous(listed), last_saved=self._last_saved)

    def another_looked(self, listed: ListedAccount) -> bool:
        """Whether another person has checked the account on that day: this is a second look."""
        account, form = listed.account.id, self._form.form_id
        return another_looked(self._desk.db, account, form, self._day, self._desk.staff)

    def _saved_last(self) -> Mapping[str, str]:
        found = last_under(self._desk.db, self._form.form_id, self._desk.office)
        result = result_from_value(found)
        return {path: answer.value for path, answer in result.answers.items()} if result else {}

    def _previous(self, listed: ListedAccount) -> Mapping[str, Answer]:
        """Return the previous answers; those that another gave on the same day stay unseen."""
        account, form = listed.account.id, self._form.form_id
        found = latest_of(self._desk.db, account, form, self._day, self._desk.staff)
        result = result_from_value(found[1]) if found else None
        if found is None or result is None:
            return {}
        made_under, answers = found[0], result.answers
        return answers_under(self._desk, self._form, made_under=made_under, answers=answers)
