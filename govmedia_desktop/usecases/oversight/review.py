"""台账核对: all that the register tells by itself, read at once beside the window."""

from dataclasses import dataclass

from govmedia_desktop.domain.events import Event
from govmedia_desktop.domain.reminders import Reminder
from govmedia_desktop.usecases.activity.clues import ToldClue, list_clues
from govmedia_desktop.usecases.activity.events import ToldResponse, list_events, list_responses
from govmedia_desktop.usecases.desk import Desk
from govmedia_desktop.usecases.oversight.advice import Advised, account_advice
from govmedia_desktop.usecases.oversight.countdown import countdown, reminders
from govmedia_desktop.usecases.oversight.register_checks import Told, register_findings
from govmedia_desktop.usecases.oversight.today import Update
from govmedia_desktop.usecases.register.accounts import ListedAccount, list_accounts
from govmedia_desktop.usecases.register.filings import Unfiled, filing_reminders, unfiled
from govmedia_desktop.usecases.register.matrix import Branch, matrix


@dataclass(frozen=True)
class Review:
    """What was found, how long each account has left, what is suggested, what others say."""

    findings: tuple[Told, ...]
    countdown: tuple[Update, ...]
    reminders: tuple[Reminder, ...]
    advice: tuple[Advised, ...]
    clues: tuple[ToldClue, ...]
    matrix: tuple[Branch, ...]
    events: tuple[Event, ...]
    responses: tuple[ToldResponse, ...]
    accounts: tuple[ListedAccount, ...]
    unfiled: tuple[Unfiled, ...]
    filing_reminders: tuple[Reminder, ...]


def review_register(desk: Desk) -> Review:
    """Return what the register tells today."""
    return Review(
        tuple(register_findings(desk)),
        tuple(countdown(desk)),
        tuple(reminders(desk)),
        tuple(account_advice(desk)),
        tuple(list_clues(desk)),
        tuple(matrix(desk)),
        tuple(list_events(desk)),
        tuple(list_responses(desk)),
        tuple(list_accounts(desk)),
        tuple(unfiled(desk)),
        tuple(filing_reminders(desk)),
    )
