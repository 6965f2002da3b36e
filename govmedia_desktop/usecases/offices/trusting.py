"""Whose files these are: the own signing key, and how far a file that came in can be trusted."""

from govmedia_desktop.domain.identifiers import key_id
from govmedia_desktop.domain.naming import clean_name
from govmedia_desktop.domain.trust import Trust, check_code, trust_of
from govmedia_desktop.packages.reader import Package
from govmedia_desktop.packages.signing import SigningKey, new_key
from govmedia_desktop.store import keys
from govmedia_desktop.store.connection import write
from govmedia_desktop.store.journal import Edit
from govmedia_desktop.store.standing import members, standing
from govmedia_desktop.usecases.desk import Desk
from govmedia_desktop.usecases.offices.known import list_offices, own_office


def own_key(desk: Desk) -> SigningKey:
    """Return the data folder's signing key; the first time it is made and told to other offices.

    It travels as a record of the own office, so that a 主管单位 can pass it on. Raises
    `RefusedError` while nobody has said who is working here.
    """
    with write(desk.db):
        seed = keys.own_seed(desk.db)
        key = SigningKey(seed) if seed else new_key()
        if seed is None:
            keys.keep_seed(desk.db, key.seed)
        record = key_id(key.public)
        if not standing(desk.db, "signing_key", "id = ?", [record]):
            own = own_office(desk).id
            desk.record([Edit(record, "signing_key", {"office": own, "public": key.public})])
    return key


def standing_of(desk: Desk, package: Package) -> Trust:
    """Return how far the origin of an intact file is certain (a damaged one does not open)."""
    manifest = package.manifest
    offices = members(desk.db, manifest.office.id)
    own = own_office(desk)
    vouchers = [*offices, *(members(desk.db, own.parent) if own.parent else [])]
    known = keys.known_keys(desk.db, offices, vouchers)
    seed = keys.own_seed(desk.db)
    if own.id in offices and seed:
        known.add(SigningKey(seed).public)
    return trust_of(manifest.key, known)


def of_another_computer(desk: Desk, package: Package) -> bool:
    """Whether a first file bears the name of an office whose files came from elsewhere before.

    It may be that office's second computer, or somebody else: the check code tells.
    """
    sender = package.manifest.office
    named = {o.id for o in list_offices(desk) if clean_name(o.name) == clean_name(sender.name)}
    others = {id_ for office in named for id_ in members(desk.db, office)} - {sender.id}
    return bool(keys.known_keys(desk.db, others, others) - {package.manifest.key})


def code_of(package: Package) -> str:
    """Return the check code of a file's key; of a file that has none, of the file itself."""
    return check_code(package.manifest.key or package.sha256)


def remember_key(desk: Desk, package: Package, intake: str) -> None:
    """Know from now on the key of a file that is taken in; to be called within that intake."""
    if package.manifest.key:
        keys.remember_key(desk.db, package.manifest.office.id, package.manifest.key, intake)


def why_refused(trust: Trust, package: Package) -> str:
    """Return what a person is told of a file that is taken in only after she asked the sender."""
    office, code = package.manifest.office.name, code_of(package)
    reason = {
        Trust.CHANGED: "签名密钥与以前的不同（对方换了电脑或重装时会这样，也可能是冒名的文件）",
        Trust.UNSIGNED: "没有签名，看不出是谁做的",
    }[trust]
    return (
        f"“{office}”的这个文件{reason}，未接收任何内容；"
        f"请打电话向对方核对校验码 {code}，一致后再确认接收。"
    )
