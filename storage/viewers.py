"""All that decides what somebody may see, in one statement: nearly every request begins with them."""

from dataclasses import dataclass

from sqlalchemy import bindparam, select

from storage import channels, people
from storage import workspace as workspaces
from storage.channels import Place
from storage.database import Reading
from storage.people import Member
from storage.values import rows_as_list
from storage.workspace import Workspace

_workspace, _members = workspaces.workspace, people.members
_places = channels.PLACES.subquery()
_WHO_AND_WHERE = (
    select(*_workspace.columns, *people.FIELDS, select(rows_as_list(*_places.c)).scalar_subquery())
    .select_from(_workspace.outerjoin(_members, _members.c.id == bindparam("member_id")))
    .where(_workspace.c.id == 1)
)
_WORKSPACE_COLUMNS = len(_workspace.columns)


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of somebody: None if nothing is."""

    member: Member | None
    workspace: Workspace
    places: tuple[Place, ...]


async def get(tx: Reading, member_id: str) -> Known:
    """What is known of somebody, of the workspace, and of their channels."""
    rows = await tx.rows(_WHO_AND_WHERE, {"member_id": member_id})
    if not rows:  # nothing is set up yet
        return Known(await people.get(tx, member_id), Workspace(), await channels.places(tx, member_id))
    row = rows[0]
    theirs, places = row[_WORKSPACE_COLUMNS:-1], row[-1] or ()
    return Known(
        member=None if theirs[0] is None else Member(*theirs),
        workspace=workspaces.of_row(row[:_WORKSPACE_COLUMNS]),
        places=() if theirs[0] is None else channels.places_of_rows(places),
    )
