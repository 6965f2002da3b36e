"""试填: a form filled in by way of trial, on an invented account; nothing is saved."""

from datetime import timedelta

from govmedia_desktop.domain.accounts import Account, Platform
from govmedia_desktop.domain.drafts import Draft
from govmedia_desktop.domain.identifiers import new_id
from govmedia_desktop.domain.inspections import Nature
from govmedia_desktop.errors import RefusedError
from govmedia_desktop.forms.compiled import CompiledForm
from govmedia_desktop.forms.run import FormRun
from govmedia_desktop.usecases.desk import Desk
from govmedia_desktop.usecases.forms.known import ListedForm
from govmedia_desktop.usecases.inspections.inspections import context_of
from govmedia_desktop.usecases.inspections.under_way import Inspection
from govmedia_desktop.usecases.register.accounts import ListedAccount

INVENTED = "示例账号"
_LAST_UPDATE_AGO = timedelta(days=3)


class Trial(Inspection):
    """An inspection that reaches no disk: it can be answered, never finished."""

    def finish(self, reason: str = "") -> str:
        """Refuse: there is nothing to finish."""
        raise RefusedError("这是试填，不保存；请发布检查表后在“检查”中正式检查。")

    def _save(self) -> None:
        """Leave the disk as it is."""
        self.run.mark_saved()


def try_out(desk: Desk, form: CompiledForm) -> Trial:
    """Return a form to be tried, on an invented account updated three days ago."""
    day = desk.today()
    account = Account(
        new_id(),
        INVENTED,
        Platform.WECHAT,
        last_update=str(day - _LAST_UPDATE_AGO),
        opened="2019-05-01",
    )
    listed = ListedAccount(account, "示例单位")
    stamp = desk.stamp()
    draft = Draft(
        new_id(), account.id, "", Nature.MONITORING.value, str(day), desk.staff, stamp, stamp
    )
    context = context_of(desk, draft, listed)
    shown = ListedForm("", form.form_id, form.version, form.title, form.workbook_sha256)
    return Trial(desk, draft, listed, shown, form, context, FormRun(form, context))
